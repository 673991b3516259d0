/**
 * What a call or a value is called in the text, for questions about APIs that have the same name wherever they occur.
 *
 * Worked example: in `task.node.instance_info.pop('kernel')` the callee is named 'pop', its receiver is the value of
 * `task.node.instance_info`, and the text of that value is 'task.node.instance_info'.
 */
import { instructionOf, namesOf } from '../../ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../ir/ir.ts';

/** Attributes followed at most; deeper texts have no name. */
const longestText = 8;

/** The last word of the callee; '' when it has none. */
export function calleeName(fn: IrFunction, call: Call): string {
  const callee = instructionOf(fn, call.callee);
  return callee?.op === 'load-global' || callee?.op === 'attribute' ? callee.name : '';
}

/** `receiver` of `receiver.method(…)`; null for other calls. */
export function receiverOf(fn: IrFunction, call: Call): ValueId | null {
  const callee = instructionOf(fn, call.callee);
  return callee?.op === 'attribute' ? callee.object : null;
}

/** Dotted text of a chain of attributes that begins with a name; null for anything else. */
export function dottedText(fn: IrFunction, value: ValueId): string | null {
  const words: string[] = [];
  let at = value;
  for (let steps = 0; steps < longestText; steps++) {
    const instruction = instructionOf(fn, at);
    if (instruction?.op === 'attribute') {
      words.unshift(instruction.name);
      at = instruction.object;
      continue;
    }
    const root = rootName(fn, at);
    return root === null ? null : [root, ...words].join('.');
  }
  return null;
}

function rootName(fn: IrFunction, value: ValueId): string | null {
  const instruction = instructionOf(fn, value);
  if (instruction?.op === 'load-global' || instruction?.op === 'load-cell') return instruction.name;
  return namesOf(fn, value)[0] ?? null;
}
