/**
 * What every graph of this folder is: numbered nodes, typed edges, one entry and two exits.
 *
 * Terms
 * - **normal exit** / **exceptional exit**: virtual nodes where control leaves by `return` and by an exception.
 * - **normal edge** / **exceptional edge**: taken when nothing is raised, and when something is.
 */
import type { EdgeKind } from '../ir/edges.ts';

export type NodeId = number;

export interface FlowEdge {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly kind: EdgeKind;
  /** Which way of a two-way terminator this is. */
  readonly way: 'then' | 'otherwise' | null;
}

export interface FlowGraph {
  readonly entry: NodeId;
  readonly normalExit: NodeId;
  readonly exceptionalExit: NodeId;
  readonly nodeCount: number;
  /** By node: normal edges first, in the order of the terminator, then the exceptional one. */
  readonly outgoing: readonly (readonly FlowEdge[])[];
  /** By node, ordered by source. */
  readonly incoming: readonly (readonly FlowEdge[])[];
}

/** The edges into each node; computed from the edges out of each. */
export function incomingOf(outgoing: readonly (readonly FlowEdge[])[]): FlowEdge[][] {
  const incoming: FlowEdge[][] = outgoing.map(() => []);
  for (const edges of outgoing) for (const edge of edges) incoming[edge.to]?.push(edge);
  return incoming;
}

export function targetsOf(edges: readonly (readonly FlowEdge[])[]): number[][] {
  return edges.map((list) => list.map((edge) => edge.to));
}

export function sourcesOf(edges: readonly (readonly FlowEdge[])[]): number[][] {
  return edges.map((list) => list.map((edge) => edge.from));
}
