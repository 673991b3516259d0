/** Which blocks of a function a run may come to, when some of its parameters are known constants. */
import { type BlockId, type IrFunction, type Terminator, terminatorTargets } from '../../ir/ir.ts';
import type { Context } from '../exceptions/constants.ts';
import { branchWay } from './walk.ts';

export interface RunOptions {
  /** Blocks that the run does not enter. */
  readonly avoided: ReadonlySet<BlockId>;
  /** Follow exceptions too. */
  readonly handlers: boolean;
}

const wholeRun: RunOptions = { avoided: new Set(), handlers: true };

/** Which blocks a run with these constants may come to. */
export function blocksRun(
  fn: IrFunction,
  context: Context,
  options: RunOptions = wholeRun,
): (block: BlockId) => boolean {
  const run = new Set<BlockId>(options.avoided.has(0) ? [] : [0]);
  for (const id of run) {
    const block = fn.blocks[id];
    if (block === undefined) continue;
    const next = nextBlocks(fn, block.terminator, context);
    const raised = options.handlers && block.handler !== null ? [block.handler] : [];
    for (const target of [...next, ...raised]) if (!options.avoided.has(target)) run.add(target);
  }
  return (block) => run.has(block);
}

function nextBlocks(fn: IrFunction, terminator: Terminator, context: Context): readonly BlockId[] {
  const way = terminator.op === 'branch' ? branchWay(fn, terminator, context) : null;
  return terminator.op === 'branch' && way !== null ? [terminator[way]] : terminatorTargets(terminator);
}
