/**
 * The control flow graph of one function: its blocks and two virtual exits.
 *
 * Terms
 * - Nodes 0 … n-1 are the blocks, node n is the normal exit, node n+1 the exceptional exit.
 * - `mayRaise`: which instructions the client believes to raise. The default is what the language allows; a client that
 *   knows the callees gives a thinner predicate, and exceptional edges that nothing causes disappear. A `raise` always
 *   raises.
 *
 * Worked example, the graph of `stop` at the head of ir.ts, as `printArrows` shows it:
 *
 *     b0 -> b1
 *     b1 -> b4
 *     b1 ~> b2
 *     b2 -> b3 (then)
 *     b2 -> b5 (otherwise)
 *     b2 ~> raise
 *     b3 -> return
 *     b4 -> return
 *     b5 ~> raise
 *
 * Not modelled: a generator that is dropped while it is suspended (it ends at a `yield` without any edge), signals,
 * process exit, and memory errors.
 */
import { type Block, canRaise, type Instruction, type IrFunction, type Terminator } from '../ir/ir.ts';
import { type FlowEdge, type FlowGraph, incomingOf, type NodeId } from './graph.ts';

export type MayRaise = (instruction: Instruction) => boolean;

export interface FlowOptions {
  /** Thins exceptional edges; asked only about instructions that the language lets raise. */
  readonly mayRaise?: MayRaise;
}

export interface ControlFlowGraph extends FlowGraph {
  readonly fn: IrFunction;
}

const always: MayRaise = () => true;

export function buildControlFlowGraph(fn: IrFunction, options: FlowOptions = {}): ControlFlowGraph {
  const normalExit = fn.blocks.length;
  const exceptionalExit = normalExit + 1;
  const exits = { normalExit, exceptionalExit };
  const mayRaise = options.mayRaise ?? always;
  const outgoing = fn.blocks.map((block) => blockEdges(block, mayRaise, exits));
  outgoing.push([], []);
  return {
    fn,
    entry: 0,
    ...exits,
    nodeCount: fn.blocks.length + 2,
    outgoing,
    incoming: incomingOf(outgoing),
  };
}

interface Exits {
  readonly normalExit: NodeId;
  readonly exceptionalExit: NodeId;
}

function blockEdges(block: Block, mayRaise: MayRaise, exits: Exits): FlowEdge[] {
  const edges = terminatorEdges(block.id, block.terminator, {
    blockStart: (id) => id,
    normalExit: exits.normalExit,
    exceptional: block.handler ?? exits.exceptionalExit,
  });
  const isRaising = edges.some((edge) => edge.kind === 'exceptional');
  if (!isRaising && block.instructions.some((instruction) => raises(instruction, mayRaise))) {
    edges.push(exceptionalEdge(block.id, block.handler ?? exits.exceptionalExit));
  }
  return edges;
}

export function raises(instruction: Instruction, mayRaise: MayRaise): boolean {
  return canRaise(instruction) && mayRaise(instruction);
}

export function exceptionalEdge(from: NodeId, to: NodeId): FlowEdge {
  return { from, to, kind: 'exceptional', way: null };
}

/** Where the ways out of a terminator lead, in the numbering of the graph that is being built. */
export interface Ways {
  readonly blockStart: (block: number) => NodeId;
  readonly normalExit: NodeId;
  /** The handler in force, or the exceptional exit. */
  readonly exceptional: NodeId;
}

/** Edges of a terminator, whose own node is `from`. */
export function terminatorEdges(from: NodeId, terminator: Terminator, ways: Ways): FlowEdge[] {
  switch (terminator.op) {
    case 'jump':
      return [{ from, to: ways.blockStart(terminator.target), kind: 'normal', way: null }];
    case 'branch':
    case 'catches':
      return [
        { from, to: ways.blockStart(terminator.then), kind: 'normal', way: 'then' },
        { from, to: ways.blockStart(terminator.otherwise), kind: 'normal', way: 'otherwise' },
      ];
    case 'return':
      return [{ from, to: ways.normalExit, kind: 'normal', way: null }];
    case 'raise':
      return [exceptionalEdge(from, ways.exceptional)];
  }
}
