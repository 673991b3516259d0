/**
 * The edges between the blocks of one function, as the IR states them.
 *
 * Terms
 * - **normal edge**: from a terminator to a block that it names.
 * - **exceptional edge**: from a block to its handler, when something in the block can raise. It leaves from any of
 *   its raising instructions, so a value that the block defines after the first of them is not known to the handler.
 */
import { type Block, type BlockId, canRaise, terminatorTargets } from './ir.ts';

export type EdgeKind = 'normal' | 'exceptional';

export interface BlockEdge {
  readonly from: BlockId;
  readonly to: BlockId;
  readonly kind: EdgeKind;
}

/** Edges out of a block to other blocks, one a target and kind, in the order of the terminator. */
export function edgesFrom(block: Block): readonly BlockEdge[] {
  const targets = [...new Set(terminatorTargets(block.terminator))];
  const edges: BlockEdge[] = targets.map((to) => ({ from: block.id, to, kind: 'normal' }));
  if (block.handler !== null && firstRaise(block) !== null) {
    edges.push({ from: block.id, to: block.handler, kind: 'exceptional' });
  }
  return edges;
}

/**
 * Index of the first instruction that can raise; the number of instructions when only the terminator raises;
 * null when nothing does.
 */
export function firstRaise(block: Block): number | null {
  const index = block.instructions.findIndex(canRaise);
  if (index >= 0) return index;
  return block.terminator.op === 'raise' ? block.instructions.length : null;
}
