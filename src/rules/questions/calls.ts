/**
 * Calls of a function by their last word, and what stands in its text.
 *
 * Worked example: in `os.kill(pid, signal.SIGTERM)` the call is named `kill`, and `SIGTERM` is a word of the function.
 */
import type { Call, ConstantInstruction, IrFunction } from '../../ir/ir.ts';
import { calledName } from './made-from.ts';

/** In the order of the blocks. The function is left alone unless one of the names stands in it. */
export function callsNamed(fn: IrFunction, names: ReadonlySet<string>): readonly Call[] {
  if (!usesWord(fn, names)) return [];
  return fn.blocks.flatMap(({ instructions }) =>
    instructions.filter((one): one is Call => one.op === 'call' && names.has(calledName(fn, one))),
  );
}

/** One of the words is the name of an attribute or a global that the function reads. */
export function usesWord(fn: IrFunction, words: ReadonlySet<string>): boolean {
  const { names } = textOf(fn);
  for (const word of words) if (names.has(word)) return true;
  return false;
}

/** Constant texts that the expression matches, in the order of the blocks. */
export function textsMatching(fn: IrFunction, wanted: RegExp): readonly ConstantInstruction[] {
  return textOf(fn).texts.filter((one) => one.constant.kind === 'string' && wanted.test(one.constant.value));
}

interface Text {
  /** Names of the attributes and globals that are read. */
  readonly names: ReadonlySet<string>;
  readonly texts: readonly ConstantInstruction[];
}

/** Many rules ask for words of every function, so each is read once. */
const known = new WeakMap<IrFunction, Text>();

function textOf(fn: IrFunction): Text {
  const found = known.get(fn) ?? readText(fn);
  known.set(fn, found);
  return found;
}

function readText(fn: IrFunction): Text {
  const names = new Set<string>();
  const texts: ConstantInstruction[] = [];
  for (const { instructions } of fn.blocks) {
    for (const one of instructions) {
      if (one.op === 'attribute' || one.op === 'load-global') names.add(one.name);
      else if (one.op === 'constant' && one.constant.kind === 'string') texts.push(one);
    }
  }
  return { names, texts };
}
