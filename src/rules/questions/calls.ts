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
  return fn.blocks.some(({ instructions }) =>
    instructions.some((one) => (one.op === 'attribute' || one.op === 'load-global') && words.has(one.name)),
  );
}

/** Constant texts that the expression matches, in the order of the blocks. */
export function textsMatching(fn: IrFunction, wanted: RegExp): readonly ConstantInstruction[] {
  return fn.blocks.flatMap(({ instructions }) =>
    instructions.filter(
      (one): one is ConstantInstruction =>
        one.op === 'constant' && one.constant.kind === 'string' && wanted.test(one.constant.value),
    ),
  );
}
