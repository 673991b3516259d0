/**
 * Values that hold another one inside of a function: made of it, or containers that it was put into.
 *
 * Worked example: in
 *
 *     filters = {}
 *     for key, value in {'project': project}.items():
 *         filters[key] = value
 *
 * `project` reaches the dictionary, what is read from it, and `filters`.
 */
import { instructionOf, usesOf } from '../../ir/definitions.ts';
import type { IrFunction, ValueId } from '../../ir/ir.ts';
import { calledName, madeOf } from './made-from.ts';

/** Methods that put their arguments into the receiver. */
const FILLING: ReadonlySet<string> = new Set(['append', 'add', 'extend', 'insert', 'update', 'setdefault']);
const MOST_REACHED = 200;

/** The value itself is among them. Control flow carries nothing. */
export function reachedBy(fn: IrFunction, value: ValueId): ReadonlySet<ValueId> {
  const reached = new Set([value]);
  for (const one of reached) {
    for (const next of [...madeOf(fn, one), ...containersOf(fn, one)]) {
      if (reached.size < MOST_REACHED) reached.add(next);
    }
  }
  return reached;
}

function containersOf(fn: IrFunction, value: ValueId): readonly ValueId[] {
  return usesOf(fn, value).flatMap((use) => {
    if (use.kind !== 'instruction') return [];
    const { instruction } = use;
    if (instruction.op === 'store-item' && instruction.value === value) return [instruction.object];
    if (instruction.op === 'append' && instruction.value === value) return [instruction.container];
    if (instruction.op !== 'call' || instruction.callee === value) return [];
    const callee = instructionOf(fn, instruction.callee);
    const fills = callee?.op === 'attribute' && FILLING.has(calledName(fn, instruction));
    return fills ? [callee.object] : [];
  });
}
