/** Generators as context managers: what they do with an exception that is thrown in at their `yield`. */
import { type Block, type BlockId, type IrFunction, terminatorTargets } from '../../ir/ir.ts';

const answers = new WeakMap<IrFunction, boolean>();

/** Can the generator end normally after an exception at a `yield`? Then the `with` block's exception is suppressed. */
export function mayEndInYield(fn: IrFunction): boolean {
  const known = answers.get(fn);
  if (known !== undefined) return known;
  const answer = search(fn);
  answers.set(fn, answer);
  return answer;
}

function search(fn: IrFunction): boolean {
  const waiting: BlockId[] = fn.blocks.flatMap((block) =>
    block.handler !== null && block.instructions.some((instruction) => instruction.op === 'yield')
      ? [block.handler]
      : [],
  );
  const seen = new Set<BlockId>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const block = fn.blocks[next];
    if (block === undefined || seen.has(next)) continue;
    seen.add(next);
    if (block.terminator.op === 'return') return true;
    waiting.push(...onward(block));
  }
  return false;
}

/** Inner managers are taken to suppress nothing. */
function onward(block: Block): readonly BlockId[] {
  const { terminator } = block;
  return terminator.op === 'branch' && terminator.origin === 'with'
    ? [terminator.otherwise]
    : terminatorTargets(terminator);
}
