/**
 * Dominators and post-dominators of a flow graph.
 *
 * Terms: d **dominates** n when every path from the entry to n passes d; p **post-dominates** n when every path from n
 * to an exit passes p. Which exits count is the question's: `normal` asks about runs that return, `any` about all.
 *
 * Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001); the solver is src/ir/graph.ts, which the
 * verifier uses too. Not reachable, no answer: a node that the entry does not reach is dominated by nothing, a node from
 * which no counted exit is reachable is post-dominated by nothing.
 */
import { type DominatorTree, dominatorTree } from '../ir/graph.ts';
import { type FlowGraph, type NodeId, sourcesOf, targetsOf } from './graph.ts';

export function dominatorsOf(graph: FlowGraph): DominatorTree {
  return dominatorTree(targetsOf(graph.outgoing), graph.entry);
}

/** Exits at which a run may end to be counted. */
export type CountedExits = 'normal' | 'exceptional' | 'any';

/**
 * The post-dominator tree. Its root is a node of its own, numbered `graph.nodeCount`, behind the counted exits; so
 * `tree.dominates(p, n)` reads "p post-dominates n".
 */
export function postDominatorsOf(graph: FlowGraph, exits: CountedExits = 'any'): DominatorTree {
  const end = graph.nodeCount;
  return dominatorTree([...sourcesOf(graph.incoming), countedExits(graph, exits)], end);
}

function countedExits(graph: FlowGraph, exits: CountedExits): NodeId[] {
  switch (exits) {
    case 'normal':
      return [graph.normalExit];
    case 'exceptional':
      return [graph.exceptionalExit];
    case 'any':
      return [graph.normalExit, graph.exceptionalExit];
  }
}
