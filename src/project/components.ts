/**
 * Strongly connected components of a graph, each before those that reach it: callees before callers.
 *
 * Tarjan, "Depth-First Search and Linear Graph Algorithms", 1972, with a stack of its own instead of recursion.
 * Worked example: 0 → 1, 1 → 2, 2 → 1, 2 → 3 gives [3], [1, 2], [0].
 */

/** Components of the nodes 0 to count - 1; the nodes of each in ascending order. */
export function componentsOf(count: number, edgesOf: (node: number) => readonly number[]): number[][] {
  const search = new Search(count, edgesOf);
  for (let node = 0; node < count; node++) search.visit(node);
  return search.components;
}

interface Frame {
  readonly node: number;
  readonly edges: readonly number[];
  next: number;
}

const UNVISITED = -1;

class Search {
  readonly components: number[][] = [];
  private readonly edgesOf: (node: number) => readonly number[];
  private readonly order: Int32Array;
  private readonly low: Int32Array;
  private readonly isOpen: Uint8Array;
  private readonly open: number[] = [];
  private readonly frames: Frame[] = [];
  private visited = 0;

  constructor(count: number, edgesOf: (node: number) => readonly number[]) {
    this.edgesOf = edgesOf;
    this.order = new Int32Array(count).fill(UNVISITED);
    this.low = new Int32Array(count);
    this.isOpen = new Uint8Array(count);
  }

  visit(root: number): void {
    if (this.order[root] !== UNVISITED) return;
    this.enter(root);
    for (let frame = this.frames.at(-1); frame !== undefined; frame = this.frames.at(-1)) this.step(frame);
  }

  private enter(node: number): void {
    this.order[node] = this.visited;
    this.low[node] = this.visited++;
    this.open.push(node);
    this.isOpen[node] = 1;
    this.frames.push({ node, edges: this.edgesOf(node), next: 0 });
  }

  private step(frame: Frame): void {
    const target = frame.edges[frame.next++];
    if (target === undefined) this.leave(frame.node);
    else if (this.order[target] === UNVISITED) this.enter(target);
    else if (this.isOpen[target] === 1) this.reach(frame.node, this.order[target] ?? 0);
  }

  private leave(node: number): void {
    this.frames.pop();
    const low = this.low[node] ?? 0;
    const parent = this.frames.at(-1);
    if (parent !== undefined) this.reach(parent.node, low);
    if (low === this.order[node]) this.close(node);
  }

  private reach(node: number, order: number): void {
    this.low[node] = Math.min(this.low[node] ?? 0, order);
  }

  private close(root: number): void {
    const component: number[] = this.open.splice(this.open.lastIndexOf(root));
    for (const node of component) this.isOpen[node] = 0;
    this.components.push(component.sort((one, other) => one - other));
  }
}
