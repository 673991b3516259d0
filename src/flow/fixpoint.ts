/**
 * One worklist fixpoint. The engine knows no domain: what a state is, how states join and how a node changes one come
 * from the client.
 *
 * Terms
 * - **before** / **after**: state on entering and on leaving a node, in the direction of the analysis.
 * - **seed**: state that flows in from outside: of the entry, of the exits, or of any node.
 * - **transfer**: state after a node from the state before it. Must be monotone.
 * - **along**: what of it an edge lets through; null lets nothing through. Exceptional edges usually pass `before`.
 * - **budget**: number of transfers after which the engine gives up; `exhausted` says so, and the states are then a
 *   lower bound only, which the caller has to report.
 *
 * Worked example, the blocks that control may have passed, on a loop b0 → b1 → b2 → b1, b1 → exit:
 * seeds {b0: {}}, join = union, leq = subset, transfer = add the node. b1 is done first with {b0}, again with
 * {b0, b1, b2}; then nothing changes.
 *
 * Nodes are taken in reverse postorder, so that a graph without loops needs one transfer a node.
 */
import { reversePostorder } from '../ir/graph.ts';
import type { FlowEdge, NodeId } from './graph.ts';

/** The part of a graph that the engine reads. */
export interface FixpointGraph {
  readonly nodeCount: number;
  readonly outgoing: readonly (readonly FlowEdge[])[];
  readonly incoming: readonly (readonly FlowEdge[])[];
}

export interface FixpointProblem<State> {
  readonly direction: 'forward' | 'backward';
  readonly seeds: ReadonlyMap<NodeId, State>;
  readonly leq: (smaller: State, larger: State) => boolean;
  readonly join: (left: State, right: State) => State;
  readonly transfer: (node: NodeId, before: State) => State;
  readonly along?: (edge: FlowEdge, before: State, after: State) => State | null;
  /** Replaces a state that has grown `growth` times already; must end every rising chain. */
  readonly widen?: (node: NodeId, change: Change<State>) => State;
  readonly budget: number;
}

export interface Change<State> {
  readonly previous: State;
  readonly joined: State;
  readonly growth: number;
}

export interface FixpointResult<State> {
  /** By node; undefined where nothing arrives. */
  readonly before: readonly (State | undefined)[];
  readonly after: readonly (State | undefined)[];
  readonly transfers: number;
  readonly exhausted: boolean;
}

export function solveFixpoint<State>(
  graph: FixpointGraph,
  problem: FixpointProblem<State>,
): FixpointResult<State> {
  const edges = problem.direction === 'forward' ? graph.outgoing : graph.incoming;
  const target = (edge: FlowEdge) => (problem.direction === 'forward' ? edge.to : edge.from);
  const before: (State | undefined)[] = new Array(graph.nodeCount).fill(undefined);
  const after: (State | undefined)[] = new Array(graph.nodeCount).fill(undefined);
  const worklist = new Worklist(orderOf(edges, target, [...problem.seeds.keys()]));
  const arrive = arrivals(before, problem, worklist);
  for (const [node, state] of problem.seeds) arrive(node, state);
  let transfers = 0;
  for (let node = worklist.take(); node !== undefined; node = worklist.take()) {
    const state = before[node];
    if (state === undefined) continue;
    if (transfers === problem.budget) return { before, after, transfers, exhausted: true };
    transfers += 1;
    const result = problem.transfer(node, state);
    after[node] = result;
    for (const edge of edges[node] ?? []) {
      const passed = problem.along === undefined ? result : problem.along(edge, state, result);
      if (passed !== null) arrive(target(edge), passed);
    }
  }
  return { before, after, transfers, exhausted: false };
}

/** Joins what arrives at a node into what is known there, and queues the node when that grew. */
function arrivals<State>(
  before: (State | undefined)[],
  problem: FixpointProblem<State>,
  worklist: Worklist,
): (node: NodeId, state: State) => void {
  const growth = new Int32Array(before.length);
  return (node, state) => {
    const previous = before[node];
    if (previous !== undefined && problem.leq(state, previous)) return;
    before[node] = previous === undefined ? state : grown(node, previous, state);
    worklist.add(node);
  };

  function grown(node: NodeId, previous: State, state: State): State {
    const joined = problem.join(previous, state);
    growth[node] = (growth[node] ?? 0) + 1;
    return problem.widen?.(node, { previous, joined, growth: growth[node] ?? 0 }) ?? joined;
  }
}

function orderOf(
  edges: readonly (readonly FlowEdge[])[],
  target: (edge: FlowEdge) => NodeId,
  seeds: readonly NodeId[],
): NodeId[] {
  const root = edges.length;
  const successors = [...edges.map((list) => list.map(target)), [...seeds].sort((a, b) => a - b)];
  return reversePostorder(successors, root).slice(1);
}

/** A set of nodes that gives back the earliest in a fixed order. */
class Worklist {
  private readonly order: readonly NodeId[];
  private readonly rank: ReadonlyMap<NodeId, number>;
  private readonly pending: Uint8Array;
  private first: number;

  constructor(order: readonly NodeId[]) {
    this.order = order;
    this.rank = new Map(order.map((node, rank) => [node, rank]));
    this.pending = new Uint8Array(order.length);
    this.first = order.length;
  }

  add(node: NodeId): void {
    const rank = this.rank.get(node);
    if (rank === undefined) return;
    this.pending[rank] = 1;
    if (rank < this.first) this.first = rank;
  }

  take(): NodeId | undefined {
    while (this.first < this.order.length && this.pending[this.first] === 0) this.first += 1;
    if (this.first >= this.order.length) return undefined;
    this.pending[this.first] = 0;
    return this.order[this.first];
  }
}
