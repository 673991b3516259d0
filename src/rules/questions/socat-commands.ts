/**
 * What becomes the command of a socat address: `'EXEC:"%s",pty' % command`, `f'SYSTEM:{command}'`.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Instruction, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Span } from '../../source/text.ts';
import { constantText } from './arguments.ts';
import { textsMatching } from './calls.ts';

const running = /\b(?:EXEC|SYSTEM|SHELL):/;

export interface SocatCommand {
  /** Of the text with the command in it. */
  readonly span: Span;
  readonly command: ValueId;
}

export function socatCommands(fn: IrFunction): readonly SocatCommand[] {
  if (textsMatching(fn, running).length === 0) return [];
  return fn.blocks.flatMap(({ instructions }) => instructions.flatMap((one) => commandsIn(fn, one)));
}

function commandsIn(fn: IrFunction, one: Instruction): readonly SocatCommand[] {
  const values = filledIn(fn, one);
  return values
    .filter((value) => instructionOf(fn, value)?.op !== 'constant')
    .map((command) => ({ span: one.span, command }));
}

/** The values that are put behind the word that runs them. */
function filledIn(fn: IrFunction, one: Instruction): readonly ValueId[] {
  if (one.op === 'operator' && (one.operator === '%' || one.operator === '+')) {
    const [left, right] = one.operands;
    if (left === undefined || right === undefined) return [];
    return running.test(constantText(fn, left) ?? '') ? elementsOf(fn, right) : [];
  }
  if (one.op !== 'build' || one.kind !== 'string') return [];
  const texts = one.elements.map(({ value }) => constantText(fn, value) ?? '');
  const at = texts.findIndex((text) => running.test(text));
  return at < 0 ? [] : one.elements.slice(at + 1, at + 2).map(({ value }) => value);
}

function elementsOf(fn: IrFunction, value: ValueId): readonly ValueId[] {
  const built = instructionOf(fn, value);
  return built?.op === 'build' ? built.elements.map((element) => element.value) : [value];
}
