/** The `for` loops of a function: where each asks for the next element, and the blocks that run in between. */
import { predecessorsOf } from '../../src/ir/definitions.ts';
import type { BlockId, IrFunction } from '../../src/ir/ir.ts';
import { dominatorsIn } from '../../src/rules/questions/handlers.ts';

export interface ForLoop {
  readonly header: BlockId;
  /** The header included. */
  readonly body: ReadonlySet<BlockId>;
}

export function forLoopsOf(fn: IrFunction): readonly ForLoop[] {
  const headers = fn.blocks.filter(
    ({ terminator }) => terminator.op === 'branch' && terminator.origin === 'for',
  );
  if (headers.length === 0) return [];
  const tree = dominatorsIn(fn);
  return headers.flatMap(({ id }) => {
    const latches = predecessorsOf(fn, id).map((edge) => edge.from);
    const back = latches.filter((from) => tree.dominates(id, from));
    if (back.length === 0) return [];
    const body = new Set<BlockId>([id, ...back]);
    for (const block of body) {
      if (block === id) continue;
      for (const edge of predecessorsOf(fn, block)) body.add(edge.from);
    }
    return [{ header: id, body }];
  });
}
