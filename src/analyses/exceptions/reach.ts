/** Which instructions a run can get to, given that some calls never return and most managers suppress nothing. */
import { firstRaise } from '../../ir/edges.ts';
import { type Block, type BlockId, type Branch, type IrFunction, terminatorTargets } from '../../ir/ir.ts';
import type { Point } from './exceptions.ts';

export interface ReachQuestions {
  readonly completes: (point: Point) => boolean;
  readonly maySuppress: (branch: Branch) => boolean;
}

export interface Reach {
  /** By block: how many of its instructions run, plus one when its terminator does; 0 for a block never entered. */
  readonly stops: readonly number[];
  readonly returns: boolean;
  /** Whether a `yield` may have happened before the point. */
  readonly afterYield: (point: Point) => boolean;
}

export function reachOf(fn: IrFunction, questions: ReachQuestions): Reach {
  const stops = fn.blocks.map(() => 0);
  const waiting: BlockId[] = [0];
  let returns = false;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const block = fn.blocks[next];
    if (block === undefined || stops[next] !== 0) continue;
    const stop = stopOf(block, questions);
    stops[next] = stop;
    const isComplete = stop > block.instructions.length;
    if (isComplete && block.terminator.op === 'return') returns = true;
    waiting.push(...successors(block, isComplete, questions));
  }
  return { stops, returns, afterYield: afterYield(fn) };
}

function stopOf(block: Block, questions: ReachQuestions): number {
  const index = block.instructions.findIndex(
    (instruction, position) =>
      (instruction.op === 'call' || instruction.op === 'exit') &&
      !questions.completes({ block: block.id, index: position }),
  );
  return (index < 0 ? block.instructions.length : index) + 1;
}

function successors(block: Block, isComplete: boolean, questions: ReachQuestions): readonly BlockId[] {
  const next: BlockId[] = block.handler !== null && firstRaise(block) !== null ? [block.handler] : [];
  if (!isComplete) return next;
  const { terminator } = block;
  if (terminator.op === 'branch' && terminator.origin === 'with' && !questions.maySuppress(terminator)) {
    return [...next, terminator.otherwise];
  }
  return [...next, ...terminatorTargets(terminator)];
}

function afterYield(fn: IrFunction): (point: Point) => boolean {
  if (!fn.isGenerator) return () => false;
  const first = new Map<BlockId, number>();
  for (const block of fn.blocks) {
    const index = block.instructions.findIndex((instruction) => instruction.op === 'yield');
    if (index >= 0) first.set(block.id, index);
  }
  const behind = new Set<BlockId>();
  const waiting = [...first.keys()].flatMap((id) => allSuccessors(fn.blocks[id]));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (behind.has(next)) continue;
    behind.add(next);
    waiting.push(...allSuccessors(fn.blocks[next]));
  }
  return ({ block, index }) => behind.has(block) || index > (first.get(block) ?? Number.POSITIVE_INFINITY);
}

function allSuccessors(block: Block | undefined): readonly BlockId[] {
  if (block === undefined) return [];
  const handler = block.handler === null ? [] : [block.handler];
  return [...handler, ...terminatorTargets(block.terminator)];
}
