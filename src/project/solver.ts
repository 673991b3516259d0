/**
 * Answers questions that depend on each other, in cycles too, and on demand.
 *
 * Terms
 * - **cell**: one question (the types of a value, the results of a function) and its answer so far. An answer only grows.
 * - **open**: begun, not final: it depends on itself through others. **complete**: final, never computed again.
 * - **low**: how far down the stack of begun cells an open cell reaches, as in Tarjan's algorithm for strongly connected
 *   components. A cell that reaches no further down than itself closes its component: the component is iterated until
 *   nothing grows, then all of it is complete.
 *
 * Worked example: `f` returns what `g` returns, `g` returns 1 or what `f` returns. Asked for f: f opens, reads g, which
 * opens, reads f (open, empty so far) and answers {int} with low = f. f becomes {int}; g read f, so g is computed again:
 * nothing grows, and both are complete.
 *
 * Invariants: the answers are the least fixpoint of monotone equations, so they do not depend on what was asked first.
 * Recursion stops at `DEEPEST`; what lies deeper waits in the queue of the outermost component. (Chaotic iteration,
 * Cousot & Cousot 1977; demand-driven as in Le Charlier & Van Hentenryck's top-down solver, 1992.)
 */
import { NOTHING, type TypeSet, union } from './type-sets.ts';

const DEEPEST = 150;

export abstract class Cell {
  types: TypeSet = NOTHING;
  state: 'fresh' | 'open' | 'complete' = 'fresh';
  low = 0;
  queued = false;
  readers: Set<Cell> | null = null;

  /** The answer as far as the cells that it reads are answered. Must be monotone in them. */
  abstract evaluate(): TypeSet;
}

export class Solver {
  /** Begun cells that are not complete, in the order in which they were begun. */
  private readonly open: Cell[] = [];
  private readonly queue: Cell[] = [];
  private depth = 0;
  /** The cell that is being computed, and the lowest place that it has reached. */
  private current: Cell | null = null;
  private low = Number.POSITIVE_INFINITY;

  read(cell: Cell): TypeSet {
    if (cell.state === 'fresh') this.begin(cell);
    if (cell.state === 'open') this.dependOn(cell);
    return cell.types;
  }

  private dependOn(cell: Cell): void {
    if (this.current === null) return;
    cell.readers ??= new Set();
    cell.readers.add(this.current);
    this.low = Math.min(this.low, cell.low);
  }

  private begin(cell: Cell): void {
    cell.state = 'open';
    if (this.depth >= DEEPEST) {
      this.postpone(cell);
      return;
    }
    const outer = { current: this.current, low: this.low };
    const position = this.depth++;
    const firstOpen = this.open.length;
    const firstQueued = this.queue.length;
    cell.low = position;
    this.low = Number.POSITIVE_INFINITY;
    this.compute(cell);
    if (this.low < position) {
      cell.low = this.low;
      this.open.push(cell);
    } else this.close(cell, firstOpen, firstQueued);
    this.depth--;
    this.current = outer.current;
    this.low = outer.low;
  }

  /** Too deep: the outermost component computes it. */
  private postpone(cell: Cell): void {
    cell.low = 0;
    this.open.push(cell);
    this.enqueue(cell);
  }

  private close(root: Cell, firstOpen: number, firstQueued: number): void {
    while (this.queue.length > firstQueued) {
      const cell = this.queue.pop();
      if (cell === undefined) break;
      cell.queued = false;
      this.compute(cell);
    }
    for (const cell of this.open.splice(firstOpen)) complete(cell);
    complete(root);
  }

  private compute(cell: Cell): void {
    this.current = cell;
    const grown = union(cell.types, cell.evaluate());
    if (grown === cell.types) return;
    cell.types = grown;
    for (const reader of cell.readers ?? []) this.enqueue(reader);
  }

  private enqueue(cell: Cell): void {
    if (cell.queued) return;
    cell.queued = true;
    this.queue.push(cell);
  }
}

function complete(cell: Cell): void {
  cell.state = 'complete';
  cell.readers = null;
}
