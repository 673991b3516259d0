/**
 * Orders and dominance over a plain directed graph, whose nodes are numbers from 0.
 *
 * Terms: node d **dominates** node n when every path from the root to n passes d; the **immediate dominator** of n is
 * the dominator nearest to n, other than n. Unreachable nodes have none and dominate nothing.
 *
 * Worked example: successors [[1, 2], [3], [3], []] from root 0 give immediate dominators [0, 0, 0, 0].
 *
 * No recursion: the depth of a graph is bounded by the analyzed text, which is hostile input.
 */

/** `successors[n]`: the nodes that n has edges to, in a fixed order. */
export type Successors = readonly (readonly number[])[];

/** Nodes reachable from `root`, each after everything that it reaches by other than a back edge. */
export function postorder(successors: Successors, root: number): number[] {
  const order: number[] = [];
  const visited = new Uint8Array(successors.length);
  const nodes = [root];
  const positions = [0];
  visited[root] = 1;
  while (nodes.length > 0) {
    const top = nodes.length - 1;
    const node = nodes[top] ?? root;
    const position = positions[top] ?? 0;
    const next = successors[node]?.[position];
    positions[top] = position + 1;
    if (next === undefined) {
      order.push(node);
      nodes.pop();
      positions.pop();
    } else if (visited[next] === 0) {
      visited[next] = 1;
      nodes.push(next);
      positions.push(0);
    }
  }
  return order;
}

export function reversePostorder(successors: Successors, root: number): number[] {
  return postorder(successors, root).reverse();
}

export function reversed(successors: Successors): number[][] {
  const predecessors: number[][] = successors.map(() => []);
  successors.forEach((targets, node) => {
    for (const target of targets) predecessors[target]?.push(node);
  });
  return predecessors;
}

/** Marks an unreachable node in `immediateDominators`. */
export const UNREACHABLE = -1;

/**
 * The immediate dominator of each node; the root's is the root itself.
 *
 * Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001), with one addition: a walk up the tree stops
 * where an earlier walk for the same node has been. Else a `try` of n statements, whose handler has n predecessors in a
 * row, would take n² steps.
 */
export function immediateDominators(successors: Successors, root: number): Int32Array {
  const order = reversePostorder(successors, root);
  const predecessors = reversed(successors);
  const rank = new Int32Array(successors.length).fill(UNREACHABLE);
  order.forEach((node, position) => {
    rank[node] = position;
  });
  const dominators = new Int32Array(successors.length).fill(UNREACHABLE);
  dominators[root] = root;
  const walked = new Int32Array(successors.length);
  let walk = 0;
  let changed = true;
  while (changed) {
    changed = false;
    for (const node of order) {
      if (node === root) continue;
      walk += 1;
      const dominator = nearestCommon(predecessors[node] ?? [], { dominators, rank, walked, walk });
      if (dominators[node] === dominator) continue;
      dominators[node] = dominator;
      changed = true;
    }
  }
  return dominators;
}

interface PartialTree {
  readonly dominators: Int32Array;
  readonly rank: Int32Array;
  /** By node: the last walk that passed it on its way up. */
  readonly walked: Int32Array;
  readonly walk: number;
}

function nearestCommon(nodes: readonly number[], tree: PartialTree): number {
  let common = UNREACHABLE;
  for (const node of nodes) {
    if (tree.dominators[node] === UNREACHABLE) continue;
    common = common === UNREACHABLE ? node : intersect(node, common, tree);
  }
  return common;
}

/** The nearest common ancestor. What this walk has passed before lies below `common`, and changes nothing. */
function intersect(node: number, common: number, tree: PartialTree): number {
  const { dominators, rank, walked, walk } = tree;
  let left = node;
  let right = common;
  while (left !== right) {
    if ((rank[left] ?? 0) < (rank[right] ?? 0)) {
      right = dominators[right] ?? 0;
    } else {
      if (walked[left] === walk) return common;
      walked[left] = walk;
      left = dominators[left] ?? 0;
    }
  }
  return left;
}

/** Dominance questions in constant time, by the order in which a walk of the tree enters and leaves each node. */
export interface DominatorTree {
  readonly root: number;
  /** -1 for unreachable nodes; the root's is itself. */
  readonly immediate: Int32Array;
  readonly children: readonly (readonly number[])[];
  /** Whether every path from the root to `node` passes `dominator`; a node dominates itself. */
  dominates(dominator: number, node: number): boolean;
}

export function dominatorTree(successors: Successors, root: number): DominatorTree {
  const immediate = immediateDominators(successors, root);
  const children: number[][] = successors.map(() => []);
  immediate.forEach((parent, node) => {
    if (parent !== UNREACHABLE && node !== root) children[parent]?.push(node);
  });
  const last = postorder(children, root);
  const leave = new Int32Array(successors.length).fill(UNREACHABLE);
  last.forEach((node, position) => {
    leave[node] = position;
  });
  const size = subtreeSizes(last, immediate);
  return {
    root,
    immediate,
    children,
    dominates: (dominator, node) => {
      const outer = leave[dominator] ?? UNREACHABLE;
      const inner = leave[node] ?? UNREACHABLE;
      return outer >= 0 && inner >= 0 && inner <= outer && inner > outer - (size[dominator] ?? 0);
    },
  };
}

/** Number of nodes below each node, itself included; a subtree is a run of that length in the postorder. */
function subtreeSizes(treePostorder: readonly number[], immediate: Int32Array): Int32Array {
  const size = new Int32Array(immediate.length);
  for (const node of treePostorder) {
    size[node] = (size[node] ?? 0) + 1;
    const parent = immediate[node] ?? UNREACHABLE;
    if (parent !== UNREACHABLE && parent !== node) size[parent] = (size[parent] ?? 0) + (size[node] ?? 0);
  }
  return size;
}
