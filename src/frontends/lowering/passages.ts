/**
 * Takes out passages: empty blocks that are only jumped to and only jump on. Structured lowering leaves one wherever a
 * statement might have had something to do on its way out.
 *
 * A block that a branch leads to stays, even when it is empty: it is the one place that stands for that outcome of the
 * test. So does a jump that stands for a statement.
 */
import type { DraftBlock } from './draft.ts';

/** @param isKept Whether a phi merges anything. */
export function withoutPassages(
  blocks: readonly DraftBlock[],
  isKept: (phi: DraftBlock['phis'][number]) => boolean,
): DraftBlock[] {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  return blocks.filter((block) => {
    if (!isPassage(block, isKept)) return true;
    const target = block.terminator?.op === 'jump' ? byId.get(block.terminator.target) : undefined;
    if (target === undefined || target === block) return true;
    takeOut(block, target);
    return false;
  });
}

function isPassage(block: DraftBlock, isKept: (phi: DraftBlock['phis'][number]) => boolean): boolean {
  return (
    !block.isDeparture &&
    block.instructions.length === 0 &&
    block.terminator?.op === 'jump' &&
    block.predecessors.length > 0 &&
    block.predecessors.every((predecessor) => predecessor.terminator?.op === 'jump') &&
    !block.phis.some(isKept)
  );
}

/** Edges into the passage lead to its target, and bring the values that the passage brought. */
function takeOut(passage: DraftBlock, target: DraftBlock): void {
  for (const predecessor of passage.predecessors) {
    if (predecessor.terminator?.op === 'jump') predecessor.terminator.target = target.id;
  }
  const position = target.predecessors.indexOf(passage);
  target.predecessors = replaced(target.predecessors, position, passage.predecessors);
  for (const phi of target.phis) {
    const operand = phi.operands[position] ?? phi.result;
    phi.operands = replaced(
      phi.operands,
      position,
      passage.predecessors.map(() => operand),
    );
  }
}

function replaced<Item>(items: readonly Item[], position: number, by: readonly Item[]): Item[] {
  return [...items.slice(0, position), ...by, ...items.slice(position + 1)];
}
