/** Pass 2 of `verify`: every block is reachable, handlers are handlers, phis fit the edges into their block. */
import { predecessorsOf } from './definitions.ts';
import { edgesFrom } from './edges.ts';
import { postorder } from './graph.ts';
import type { Block, BlockId, IrFunction, Phi } from './ir.ts';
import { placeOf } from './verify-place.ts';

export function verifyEdges(fn: IrFunction): string[] {
  const handlers = new Set(fn.blocks.flatMap((block) => (block.handler === null ? [] : [block.handler])));
  return [
    ...verifyReachable(fn),
    ...fn.blocks.flatMap((block) => verifyHandler(fn, block, handlers)),
    ...fn.blocks.flatMap((block) => block.phis.flatMap((phi) => verifyPhi(fn, block, phi))),
  ];
}

function verifyReachable(fn: IrFunction): string[] {
  const successors = fn.blocks.map((block) => edgesFrom(block).map((edge) => edge.to));
  const reached = new Set(postorder(successors, 0));
  const problems = fn.blocks
    .filter((block) => !reached.has(block.id))
    .map((block) => `${placeOf(fn, block)}: is not reachable from the entry`);
  if (predecessorsOf(fn, 0).length > 0)
    problems.push(`${placeOf(fn, fn.blocks[0])}: the entry has predecessors`);
  return problems;
}

/** A handler starts with the one `catch` of its block, and only exceptions lead to it. */
function verifyHandler(fn: IrFunction, block: Block, handlers: ReadonlySet<BlockId>): string[] {
  const problems: string[] = [];
  const catches = block.instructions.flatMap(({ op }, index) => (op === 'catch' ? [index] : []));
  const isHandler = handlers.has(block.id);
  const wanted = isHandler ? [0] : [];
  if (catches.length !== wanted.length || catches[0] !== wanted[0]) {
    const role = isHandler ? 'a handler without one catch at its start' : 'a catch outside of a handler';
    problems.push(`${placeOf(fn, block)}: ${role}`);
  }
  if (isHandler && predecessorsOf(fn, block.id).some((edge) => edge.kind === 'normal')) {
    problems.push(`${placeOf(fn, block)}: a handler that is also jumped to`);
  }
  if (block.handler === block.id) problems.push(`${placeOf(fn, block)}: handles its own exceptions`);
  return problems;
}

function verifyPhi(fn: IrFunction, block: Block, phi: Phi): string[] {
  const place = `${placeOf(fn, block, 'phi')} %${phi.result}`;
  const sources = new Set(predecessorsOf(fn, block.id).map((edge) => edge.from));
  const operands = phi.operands.map((operand) => operand.block);
  const missing = [...sources].filter((source) => !operands.includes(source));
  const stray = operands.filter((source) => !sources.has(source));
  const problems = missing.map((source) => `${place}: has no operand for the edge from b${source}`);
  problems.push(...stray.map((source) => `${place}: has an operand for b${source}, which is no predecessor`));
  if (new Set(operands).size < operands.length) problems.push(`${place}: has two operands for one edge`);
  return problems;
}
