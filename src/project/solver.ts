/**
 * Answers questions that depend on each other, in cycles too, and on demand.
 *
 * Terms
 * - **cell**: one question (the types of a value, the results of a function) and its answer so far. An answer only grows.
 * - **open**: begun, not final: it depends on itself through others. **complete**: final, never computed again.
 * - **low**: the earliest begun open cell that an open cell is known to reach, by number, as in Tarjan's algorithm for
 *   strongly connected components. A cell that reaches none before itself closes its component: the component is iterated
 *   until nothing grows, then all of it is complete.
 *
 * Worked example: `f` returns what `g` returns, `g` returns 1 or what `f` returns. Asked for f: f opens, reads g, which
 * opens, reads f (open, empty so far) and answers {int} with low = number of f. f becomes {int}; g read f, so g is computed again:
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

/** Where a cell's part of the open cells and of the queue begins. */
interface Marks {
  readonly open: number;
  readonly queued: number;
}

export class Solver {
  /** Begun cells that are not complete, in the order in which they were begun. */
  private readonly open: Cell[] = [];
  private readonly queue: Cell[] = [];
  private depth = 0;
  private begun = 0;
  /** The cell that is being computed, and the earliest open cell that it has reached. */
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
    const number = this.begun++;
    const first: Marks = { open: this.open.length, queued: this.queue.length };
    cell.low = number;
    this.low = Number.POSITIVE_INFINITY;
    this.depth++;
    this.compute(cell);
    if (this.low >= number || this.depth === 1) this.iterate(first);
    if (this.low >= number || this.depth === 1) this.complete(cell, first);
    else this.leaveOpen(cell);
    this.depth--;
    this.current = outer.current;
    this.low = outer.low;
  }

  /** It reaches a cell begun before it, so it belongs to that one's component. */
  private leaveOpen(cell: Cell): void {
    cell.low = this.low;
    this.open.push(cell);
  }

  /** Too deep: it stays open until the outermost component is closed. */
  private postpone(cell: Cell): void {
    cell.low = -1;
    this.open.push(cell);
    this.enqueue(cell);
  }

  /** Until nothing grows. What grew may lead to cells begun earlier: then the component is part of a larger one. */
  private iterate(first: Marks): void {
    while (this.queue.length > first.queued) {
      const cell = this.queue.pop();
      if (cell === undefined) return;
      cell.queued = false;
      this.compute(cell);
    }
  }

  private complete(root: Cell, first: Marks): void {
    for (const cell of [...this.open.splice(first.open), root]) {
      cell.state = 'complete';
      cell.readers = null;
    }
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
