/**
 * Blocks that lie on one run with a given block: those that lead to it, and those that it leads to.
 *
 * Worked example: in `if a: x() elif b: y(); z()` a run through `y` also comes to `z`, never to `x`.
 */
import { predecessorsOf } from '../../ir/definitions.ts';
import { edgesFrom } from '../../ir/edges.ts';
import type { BlockId, IrFunction } from '../../ir/ir.ts';

export function blocksThrough(fn: IrFunction, block: BlockId): ReadonlySet<BlockId> {
  const before = closure(block, (id) => predecessorsOf(fn, id).map((edge) => edge.from));
  const behind = closure(block, (id) => {
    const at = fn.blocks[id];
    return at === undefined ? [] : edgesFrom(at).map((edge) => edge.to);
  });
  return new Set([...before, ...behind]);
}

function closure(start: BlockId, next: (id: BlockId) => readonly BlockId[]): ReadonlySet<BlockId> {
  const found = new Set([start]);
  for (const id of found) for (const other of next(id)) found.add(other);
  return found;
}
