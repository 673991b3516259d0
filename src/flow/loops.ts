/**
 * Natural loops: for each node that some node it dominates leads back to, the nodes from which that edge is reached
 * without leaving through the header. Loops that share a header are one.
 *
 * Aho, Lam, Sethi and Ullman, "Compilers: Principles, Techniques, and Tools", 9.6.6. Irreducible cycles, which Python
 * and TypeScript cannot write, are not found.
 */
import type { DominatorTree } from '../ir/graph.ts';
import { dominatorsOf } from './dominators.ts';
import type { FlowGraph, NodeId } from './graph.ts';

export interface Loop {
  readonly header: NodeId;
  /** Header included. */
  readonly body: ReadonlySet<NodeId>;
}

/** Loops ordered by header; an inner loop's body is a subset of the outer's. */
export function loopsOf(graph: FlowGraph, tree: DominatorTree = dominatorsOf(graph)): Loop[] {
  const loops: Loop[] = [];
  for (let header = 0; header < graph.nodeCount; header++) {
    const edges = graph.incoming[header] ?? [];
    const latches = edges.map((edge) => edge.from).filter((source) => tree.dominates(header, source));
    if (latches.length > 0) loops.push({ header, body: bodyOf(graph, header, latches) });
  }
  return loops;
}

function bodyOf(graph: FlowGraph, header: NodeId, latches: readonly NodeId[]): Set<NodeId> {
  const body = new Set<NodeId>([header]);
  const pending = [...latches];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (body.has(node)) continue;
    body.add(node);
    for (const edge of graph.incoming[node] ?? []) pending.push(edge.from);
  }
  return body;
}
