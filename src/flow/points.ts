/**
 * The graph of program points: one node for each instruction and each terminator, and the two exits.
 *
 * A point stands for the moment before its instruction. Its normal edge means that the instruction completed, its
 * exceptional edge that it raised: so what holds after a call that failed differs from what holds after one that
 * succeeded, and a path names exactly the instruction that failed.
 *
 * Numbering: the points of block 0 in order, its terminator last, then block 1, … then the normal exit, then the
 * exceptional exit.
 */
import type { BlockId, Instruction, IrFunction, Terminator } from '../ir/ir.ts';
import { exceptionalEdge, type FlowOptions, type MayRaise, raises, terminatorEdges } from './cfg.ts';
import { type FlowEdge, type FlowGraph, incomingOf, type NodeId } from './graph.ts';

/** What a point executes; `index` is the number of instructions for a terminator. */
export type PointPlace =
  | {
      readonly kind: 'instruction';
      readonly block: BlockId;
      readonly index: number;
      readonly instruction: Instruction;
    }
  | {
      readonly kind: 'terminator';
      readonly block: BlockId;
      readonly index: number;
      readonly terminator: Terminator;
    };

export interface PointGraph extends FlowGraph {
  readonly fn: IrFunction;
  /** By node; the exits have no place. */
  readonly places: readonly PointPlace[];
  /** The point of a block's instruction, or of its terminator when `index` is the number of its instructions. */
  pointAt(block: BlockId, index: number): NodeId;
}

export function buildPointGraph(fn: IrFunction, options: FlowOptions = {}): PointGraph {
  const places = fn.blocks.flatMap(placesOf);
  const starts = blockStarts(fn);
  const pointAt = (block: BlockId, index: number) => (starts[block] ?? 0) + index;
  const normalExit = places.length;
  const exceptionalExit = normalExit + 1;
  const mayRaise = options.mayRaise ?? (() => true);
  const outgoing = places.map((place, node) => {
    const handler = fn.blocks[place.block]?.handler ?? null;
    const exceptional = handler === null ? exceptionalExit : pointAt(handler, 0);
    const ways = { blockStart: (block: BlockId) => pointAt(block, 0), normalExit, exceptional };
    if (place.kind === 'terminator') return terminatorEdges(node, place.terminator, ways);
    return instructionEdges(node, place.instruction, { mayRaise, exceptional });
  });
  outgoing.push([], []);
  return {
    fn,
    entry: 0,
    normalExit,
    exceptionalExit,
    nodeCount: outgoing.length,
    outgoing,
    incoming: incomingOf(outgoing),
    places,
    pointAt,
  };
}

function instructionEdges(
  node: NodeId,
  instruction: Instruction,
  context: { readonly mayRaise: MayRaise; readonly exceptional: NodeId },
): FlowEdge[] {
  const next: FlowEdge = { from: node, to: node + 1, kind: 'normal', way: null };
  return raises(instruction, context.mayRaise) ? [next, exceptionalEdge(node, context.exceptional)] : [next];
}

function placesOf(block: IrFunction['blocks'][number]): PointPlace[] {
  const places: PointPlace[] = block.instructions.map((instruction, index) => ({
    kind: 'instruction',
    block: block.id,
    index,
    instruction,
  }));
  const index = block.instructions.length;
  places.push({ kind: 'terminator', block: block.id, index, terminator: block.terminator });
  return places;
}

function blockStarts(fn: IrFunction): number[] {
  const starts: number[] = [];
  let next = 0;
  for (const block of fn.blocks) {
    starts.push(next);
    next += block.instructions.length + 1;
  }
  return starts;
}
