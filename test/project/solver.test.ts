import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cell, Solver } from '../../src/project/solver.ts';
import { ANYTHING, LARGEST, NOTHING, type TypeSet, union, unionOf } from '../../src/project/type-sets.ts';
import { TypeTable } from '../../src/project/type-table.ts';

/** Equation i: its own type, if it has one, everything that the equations it reads have, and more when it has a type. */
interface Equation {
  readonly own: boolean;
  readonly reads: readonly number[];
  /** Reads `then` as soon as one of the `reads` has the type of equation `type`. */
  readonly when: { readonly type: number; readonly then: number } | null;
}

class EquationCell extends Cell {
  private readonly answer: () => TypeSet;

  constructor(answer: () => TypeSet) {
    super();
    this.answer = answer;
  }

  override evaluate(): TypeSet {
    return this.answer();
  }
}

/** Answers of a solver that is asked in the given order, by equation. */
function solved(equations: readonly Equation[], order: readonly number[]): string[] {
  const table = new TypeTable();
  const solver = new Solver();
  const ask = (number: number): TypeSet => {
    const cell = cells[number % cells.length];
    return cell === undefined ? NOTHING : solver.read(cell);
  };
  const cells: EquationCell[] = equations.map(
    ({ own, reads, when }, index) =>
      new EquationCell(() => {
        const read = unionOf(reads, ask);
        const all = own ? union(read, table.external(`t${index}`)) : read;
        return when !== null && has(read, when.type) ? union(all, ask(when.then)) : all;
      }),
  );
  for (const index of order) {
    const cell = cells[index];
    if (cell !== undefined) solver.read(cell);
  }
  return cells.map((cell) => shown(solver.read(cell)));
}

function shown(types: TypeSet): string {
  if (types === ANYTHING) return 'anything';
  return types
    .map(({ key }) => key)
    .sort()
    .join(' ');
}

function has(types: TypeSet, type: number): boolean {
  return types === ANYTHING || types.some(({ key }) => key === `external t${type}`);
}

/** The same by computing everything until nothing grows. */
function expected(equations: readonly Equation[]): string[] {
  const answers = equations.map(() => new Set<number>());
  const isAnything = (set: ReadonlySet<number>) => set.size > LARGEST;
  const read = (number: number) => answers[number % equations.length] ?? new Set<number>();
  for (let grew = true; grew; ) {
    grew = false;
    equations.forEach(({ own, reads, when }, index) => {
      const found = new Set(reads.flatMap((number) => [...read(number)]));
      const opens = when !== null && (isAnything(found) || found.has(when.type));
      for (const type of [...(opens ? read(when.then) : []), ...(own ? [index] : [])]) found.add(type);
      const answer = read(index);
      for (const type of found) {
        grew = grew || !answer.has(type);
        answer.add(type);
      }
    });
  }
  return answers.map((set) =>
    isAnything(set)
      ? 'anything'
      : [...set]
          .map((type) => `external t${type}`)
          .sort()
          .join(' '),
  );
}

const number = fc.nat(40);
const equations = fc.array(
  fc.record({
    own: fc.boolean(),
    reads: fc.array(number, { maxLength: 3 }),
    when: fc.option(fc.record({ type: number, then: number })),
  }),
  { minLength: 1, maxLength: 40 },
);

describe('the solver', () => {
  it('finds the least fixpoint, whatever is asked first', () => {
    fc.assert(
      fc.property(equations, fc.array(fc.nat(39)), (system, order) => {
        expect(solved(system, order)).toEqual(expected(system));
      }),
      { numRuns: 1000 },
    );
  });

  it('follows chains and rings of any length', () => {
    const length = 20_000;
    const ring = Array.from({ length }, (_, index) => ({
      own: index === length - 1,
      reads: [(index + 1) % length],
      when: null,
    }));
    expect(new Set(solved(ring, []))).toEqual(new Set([`external t${length - 1}`]));
  });
});
