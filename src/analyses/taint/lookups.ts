/** Lookups in tables that the call graph takes for methods of the tree. */
import { instructionOf } from '../../ir/definitions.ts';
import type { Call, IrFunction } from '../../ir/ir.ts';
import type { Target } from '../../project/project.ts';

const LOOKUPS: ReadonlySet<string> = new Set(['get', 'pop', 'setdefault']);

/**
 * `node.get('owner')` of what is a `Node` on one way and a table on the other: as a call of `Node.get(context, node_id)`
 * it has too few arguments, so it is the table's.
 */
export function isLookup(fn: IrFunction, call: Call, target: Target): boolean {
  if (target.kind !== 'function') return false;
  const callee = instructionOf(fn, call.callee);
  if (callee?.op !== 'attribute' || !LOOKUPS.has(callee.name)) return false;
  const given = target.skipped + (target.receiver === null ? 0 : 1) + target.arguments.length;
  const needed = target.function.ir.parameters.filter(
    ({ kind, hasDefault }) => (kind === 'normal' || kind === 'positional-only') && !hasDefault,
  ).length;
  const isSpread = target.arguments.some(({ kind }) => kind === 'rest' || kind === 'keywords');
  return !isSpread && given < needed;
}
