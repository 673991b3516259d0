/**
 * Whether a place is reached only where an operator chose so by an option: one way of a branch on `CONF` leads there.
 *
 * Which way it is, is not asked: `if CONF.strict: raise` puts what follows behind the option too.
 */
import { instructionOf, predecessorsOf } from '../../ir/definitions.ts';
import type { BlockId, Branch, IrFunction } from '../../ir/ir.ts';
import { dominatorsIn } from './handlers.ts';
import { partsOf } from './made-from.ts';

export function isBehindOption(fn: IrFunction, block: BlockId): boolean {
  return fn.blocks.some(
    ({ terminator }) =>
      terminator.op === 'branch' && asksOption(fn, terminator) && leadsOneWay(fn, terminator, block),
  );
}

function asksOption(fn: IrFunction, { condition }: Branch): boolean {
  return partsOf(fn, condition).some((part) => {
    const instruction = instructionOf(fn, part);
    return instruction?.op === 'load-global' && instruction.name === 'CONF';
  });
}

/** One way of the branch, which nothing else enters, dominates the block. */
function leadsOneWay(fn: IrFunction, branch: Branch, block: BlockId): boolean {
  return [branch.then, branch.otherwise].some(
    (way) => predecessorsOf(fn, way).length === 1 && dominatorsIn(fn).dominates(way, block),
  );
}
