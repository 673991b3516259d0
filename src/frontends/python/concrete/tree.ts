/**
 * The parser's tree, copied into arrays: what the reading works on, so that no parser node outlives the walk.
 *
 * Terms
 * - **node**: an index into the arrays, in preorder; 0 is the module.
 * - **after**: of a node, the index past its last descendant. Its children are node + 1, then the `after` of each.
 * - **defect**: text that the parser skipped (an ERROR node) or a token that it made up (MISSING).
 *
 * Worked example: `f(x)` is 0 module (after 5), 1 expression_statement (5), 2 call (5), 3 identifier f (4),
 * 4 argument_list (6) … : `for (let child = tree.first(node); child < tree.after(node); child = tree.after(child))`.
 *
 * Invariant: punctuation is left out; spans of tokens (see kinds.ts) are not kept and read as 0.
 */
import type { Span } from '../../../source/text.ts';
import type { Comment } from '../../directives.ts';
import type { Kind } from './kinds.ts';

export type Node = number;

export interface Defect {
  readonly span: Span;
  readonly reason: string;
}

/** Ordinary code has a node for each dozen characters. */
const CHARACTERS_PER_NODE = 10;
const LEAST_CAPACITY = 64;

export class ConcreteTree {
  readonly text: string;
  readonly defects: Defect[] = [];
  /** Offsets of `type` where the grammar took a call, `type(x).y = z`, for the statement `type X = Y`. */
  readonly misreadKeywords: number[] = [];
  /** In the order of the text; only of texts that may hold directives. */
  readonly comments: Comment[] = [];
  private kinds: Uint8Array<ArrayBuffer>;
  private starts: Int32Array<ArrayBuffer>;
  private ends: Int32Array<ArrayBuffer>;
  private afters: Int32Array<ArrayBuffer>;
  private size = 0;

  constructor(text: string) {
    const capacity = LEAST_CAPACITY + Math.ceil(text.length / CHARACTERS_PER_NODE);
    this.text = text;
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.afters = new Int32Array(capacity);
  }

  get count(): number {
    return this.size;
  }

  /** Adds a node that has no descendants yet. */
  open(kind: Kind, start: number, end: number): Node {
    if (this.size === this.kinds.length) this.grow();
    const node = this.size++;
    this.kinds[node] = kind;
    this.starts[node] = start;
    this.ends[node] = end;
    this.afters[node] = node + 1;
    return node;
  }

  /** All that was added since `open` are descendants of `node`. */
  close(node: Node): void {
    this.afters[node] = this.size;
  }

  kind(node: Node): Kind {
    return this.kinds[node] ?? 0;
  }

  start(node: Node): number {
    return this.starts[node] ?? 0;
  }

  end(node: Node): number {
    return this.ends[node] ?? 0;
  }

  after(node: Node): number {
    return this.afters[node] ?? this.size;
  }

  /** The first child, if the node has any: compare with `after(node)`. */
  first(node: Node): Node {
    return node + 1;
  }

  children(node: Node): Node[] {
    const found: Node[] = [];
    const past = this.after(node);
    for (let child = node + 1; child < past; child = this.after(child)) found.push(child);
    return found;
  }

  /** The first child of the kind, or null. */
  child(node: Node, kind: Kind): Node | null {
    const past = this.after(node);
    for (let child = node + 1; child < past; child = this.after(child)) {
      if (this.kind(child) === kind) return child;
    }
    return null;
  }

  has(node: Node, kind: Kind): boolean {
    return this.child(node, kind) !== null;
  }

  span(node: Node): Span {
    return { start: this.start(node), end: this.end(node) };
  }

  textOf(node: Node): string {
    return this.text.slice(this.start(node), this.end(node));
  }

  private grow(): void {
    const capacity = this.kinds.length * 2;
    this.kinds = enlarged(this.kinds, new Uint8Array(capacity));
    this.starts = enlarged(this.starts, new Int32Array(capacity));
    this.ends = enlarged(this.ends, new Int32Array(capacity));
    this.afters = enlarged(this.afters, new Int32Array(capacity));
  }
}

function enlarged<Numbers extends Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer>>(
  from: Numbers,
  into: Numbers,
): Numbers {
  into.set(from);
  return into;
}
