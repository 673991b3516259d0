/**
 * The shortest path between two program points: what a trace of a finding shows.
 *
 * Breadth first over the edges in their fixed order, so the answer is one of the shortest paths and always the same;
 * where a normal and an exceptional way are equally long, the normal one wins.
 */
import type { FlowEdge, FlowGraph, NodeId } from './graph.ts';

export interface PathQuery {
  /** Where to start; the first start that gives a shortest path wins. */
  readonly from: readonly NodeId[];
  /** Where to stop. A start may be accepted too. */
  readonly accept: (node: NodeId) => boolean;
  /** Nodes never to enter; starts are not asked about. */
  readonly avoid?: (node: NodeId) => boolean;
  /** Edges never to take: `(edge) => edge.kind === 'exceptional'` finds a path of a run without errors. */
  readonly avoidEdge?: (edge: FlowEdge) => boolean;
}

export interface Path {
  readonly start: NodeId;
  /** In order; empty when the start itself is accepted. */
  readonly edges: readonly FlowEdge[];
  readonly end: NodeId;
}

/** A shortest path that the query allows, or null when there is none. */
export function findPath(graph: FlowGraph, query: PathQuery): Path | null {
  const arrivedBy = new Map<NodeId, FlowEdge | null>();
  const queue: NodeId[] = [];
  for (const node of query.from) if (!arrivedBy.has(node)) enter(node, null);
  for (let position = 0; position < queue.length; position++) {
    const node = queue[position] ?? graph.entry;
    if (query.accept(node)) return pathTo(node, arrivedBy);
    for (const edge of graph.outgoing[node] ?? []) if (isAllowed(edge)) enter(edge.to, edge);
  }
  return null;

  function enter(node: NodeId, edge: FlowEdge | null): void {
    arrivedBy.set(node, edge);
    queue.push(node);
  }

  function isAllowed(edge: FlowEdge): boolean {
    if (arrivedBy.has(edge.to) || query.avoid?.(edge.to) === true) return false;
    return query.avoidEdge?.(edge) !== true;
  }
}

function pathTo(end: NodeId, arrivedBy: ReadonlyMap<NodeId, FlowEdge | null>): Path {
  const edges: FlowEdge[] = [];
  let node = end;
  for (let edge = arrivedBy.get(node); edge; edge = arrivedBy.get(node)) {
    edges.push(edge);
    node = edge.from;
  }
  return { start: node, edges: edges.reverse(), end };
}

/** Nodes that a path the query allows reaches; `accept` does not end the search. */
export function reachableFrom(graph: FlowGraph, query: Omit<PathQuery, 'accept'>): ReadonlySet<NodeId> {
  const reached = new Set<NodeId>();
  findPath(graph, {
    ...query,
    accept: (node) => {
      reached.add(node);
      return false;
    },
  });
  return reached;
}
