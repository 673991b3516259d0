/**
 * Pass 3 of `verify`: each use is dominated by its definition, and a handler sees the same variables wherever in a
 * predecessor the exception rose.
 *
 * Both are one question on a graph with two nodes a block:
 *
 *     head: up to and with the first instruction that can raise ── exceptional edge ──> head of the handler
 *       │
 *     tail: the results of that instruction and all after it    ── normal edges ─────> heads of the targets
 *
 * What a block defines in its tail does not dominate its handler, and an operand for an exceptional edge must be
 * defined by the end of the head: no write stands between two instructions that can raise.
 */
import { definitionOf, predecessorsOf } from './definitions.ts';
import { firstRaise } from './edges.ts';
import { type DominatorTree, dominatorTree } from './graph.ts';
import { type Block, type IrFunction, type Phi, terminatorTargets, type ValueId } from './ir.ts';
import { operandsOf, terminatorOperands } from './operands.ts';
import { placeOf } from './verify-place.ts';

interface Dominance {
  readonly fn: IrFunction;
  readonly tree: DominatorTree;
  /** By block: position of the first instruction that can raise, or past the end. */
  readonly split: readonly number[];
}

/** A point inside of a block; phis stand at -1, the terminator after the last instruction. */
interface Point {
  readonly block: number;
  readonly index: number;
}

const PAST_THE_END = Number.MAX_SAFE_INTEGER;

export function verifyValues(fn: IrFunction): string[] {
  const dominance = dominanceOf(fn);
  return fn.blocks.flatMap((block) => [
    ...block.phis.flatMap((phi) => verifyPhiOperands(dominance, block, phi)),
    ...verifyUses(dominance, block),
  ]);
}

function dominanceOf(fn: IrFunction): Dominance {
  const successors: number[][] = [];
  for (const block of fn.blocks) {
    const raises = block.handler !== null && firstRaise(block) !== null;
    const exceptional = raises && block.handler !== null ? [head(block.handler)] : [];
    successors.push([tail(block.id), ...exceptional], terminatorTargets(block.terminator).map(head));
  }
  const split = fn.blocks.map((block) => firstRaise(block) ?? PAST_THE_END);
  return { fn, tree: dominatorTree(successors, head(0)), split };
}

function head(block: number): number {
  return 2 * block;
}

function tail(block: number): number {
  return 2 * block + 1;
}

function verifyUses(dominance: Dominance, block: Block): string[] {
  const { fn } = dominance;
  const problems: string[] = [];
  const check = (value: ValueId, index: number) => {
    if (isDefinedBefore(dominance, value, { block: block.id, index })) return;
    problems.push(`${placeOf(fn, block, index)}: uses %${value} before it is defined`);
  };
  block.instructions.forEach((instruction, index) => {
    for (const value of operandsOf(instruction)) check(value, index);
  });
  for (const value of terminatorOperands(block.terminator)) check(value, block.instructions.length);
  return problems;
}

function verifyPhiOperands(dominance: Dominance, block: Block, phi: Phi): string[] {
  const { fn, split } = dominance;
  const kinds = new Map(predecessorsOf(fn, block.id).map((edge) => [edge.from, edge.kind]));
  return phi.operands.flatMap((operand) => {
    const source = operand.block;
    const isExceptional = kinds.get(source) === 'exceptional';
    const index = isExceptional ? (split[source] ?? PAST_THE_END) : PAST_THE_END;
    if (isDefinedBefore(dominance, operand.value, { block: source, index })) return [];
    const when = isExceptional ? 'when it raises' : 'at its end';
    return [
      `${placeOf(fn, block, 'phi')}: takes %${operand.value} from b${source}, not defined there ${when}`,
    ];
  });
}

function isDefinedBefore(dominance: Dominance, value: ValueId, use: Point): boolean {
  const definition = definitionOf(dominance.fn, value);
  if (definition === undefined) return false;
  const index = definition.kind === 'phi' ? -1 : definition.index;
  if (definition.block === use.block) return index < use.index;
  const splitOf = (block: number) => dominance.split[block] ?? PAST_THE_END;
  const from = index < splitOf(definition.block) ? head(definition.block) : tail(definition.block);
  const to = use.index <= splitOf(use.block) ? head(use.block) : tail(use.block);
  return dominance.tree.dominates(from, to);
}
