import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FixpointProblem, solveFixpoint } from '../../src/flow/fixpoint.ts';
import { type FlowEdge, incomingOf } from '../../src/flow/graph.ts';

function graphOf(successors: readonly (readonly number[])[]) {
  const outgoing = successors.map((targets, from) =>
    targets.map((to): FlowEdge => ({ from, to, kind: 'normal', way: null })),
  );
  return { nodeCount: outgoing.length, outgoing, incoming: incomingOf(outgoing) };
}

type Nodes = ReadonlySet<number>;

/** Which nodes control may have passed. */
function passed(overrides: Partial<FixpointProblem<Nodes>> = {}): FixpointProblem<Nodes> {
  return {
    direction: 'forward',
    seeds: new Map([[0, new Set<number>()]]),
    leq: (smaller, larger) => [...smaller].every((node) => larger.has(node)),
    join: (left, right) => new Set([...left, ...right]),
    transfer: (node, before) => new Set([...before, node]),
    budget: 1000,
    ...overrides,
  };
}

function sorted(nodes: Nodes | undefined): number[] | undefined {
  return nodes === undefined ? undefined : [...nodes].sort((a, b) => a - b);
}

describe('fixpoint', () => {
  it('goes round a loop until nothing changes', () => {
    const result = solveFixpoint(graphOf([[1], [2, 3], [1], []]), passed());
    expect(sorted(result.after[3])).toEqual([0, 1, 2, 3]);
    expect(sorted(result.before[1])).toEqual([0, 1, 2]);
    expect(result.exhausted).toBe(false);
  });

  it('transfers once a node where there is no loop', () => {
    const result = solveFixpoint(graphOf([[1, 2], [3], [3], [4], []]), passed());
    expect(result.transfers).toBe(5);
  });

  it('leaves unreached nodes without a state', () => {
    const result = solveFixpoint(graphOf([[], [0]]), passed());
    expect(result.before[1]).toBeUndefined();
  });

  it('goes backward over the same edges', () => {
    const result = solveFixpoint(
      graphOf([[1, 2], [3], [3], []]),
      passed({ direction: 'backward', seeds: new Map([[3, new Set<number>()]]) }),
    );
    expect(sorted(result.after[0])).toEqual([0, 1, 2, 3]);
    expect(sorted(result.before[1])).toEqual([3]);
  });

  it('lets a client choose by edge what passes', () => {
    const result = solveFixpoint(
      graphOf([[1, 2], [], []]),
      passed({ along: (edge, before, after) => (edge.to === 1 ? before : edge.to === 2 ? after : null) }),
    );
    expect(sorted(result.before[1])).toEqual([]);
    expect(sorted(result.before[2])).toEqual([0]);
    const blocked = solveFixpoint(graphOf([[1], []]), passed({ along: () => null }));
    expect(blocked.before[1]).toBeUndefined();
  });

  const counter: FixpointProblem<number> = {
    direction: 'forward',
    seeds: new Map([[0, 0]]),
    leq: (smaller, larger) => smaller <= larger,
    join: Math.max,
    transfer: (node, before) => (node === 1 ? before + 1 : before),
    budget: 500,
  };
  const cycle = graphOf([[1], [0]]);

  it('says when the budget is spent', () => {
    const result = solveFixpoint(cycle, counter);
    expect(result).toMatchObject({ exhausted: true, transfers: 500 });
  });

  it('ends rising chains by widening', () => {
    const widened = solveFixpoint(cycle, {
      ...counter,
      widen: (_node, { joined, growth }) => (growth > 3 ? Number.POSITIVE_INFINITY : joined),
    });
    expect(widened.exhausted).toBe(false);
    expect(widened.before[0]).toBe(Number.POSITIVE_INFINITY);
  });

  it('finds the least solution of the equations on any graph', () => {
    const graphs = fc
      .integer({ min: 1, max: 10 })
      .chain((count) =>
        fc.array(fc.array(fc.nat(count - 1), { maxLength: 3 }), { minLength: count, maxLength: count }),
      );
    fc.assert(
      fc.property(graphs, (successors) => {
        const { before } = solveFixpoint(graphOf(successors), passed());
        before.forEach((state, node) => {
          expect(sorted(state)).toEqual(passedByDefinition(successors, node));
        });
      }),
    );
  });
});

/** Nodes on some walk of at least one edge from 0 to `node`, its last node left out; undefined when unreachable. */
function passedByDefinition(successors: number[][], node: number): number[] | undefined {
  const reach = (start: number) => {
    const seen = new Set([start]);
    for (const from of seen) for (const to of successors[from] ?? []) seen.add(to);
    return seen;
  };
  if (!reach(0).has(node)) return undefined;
  return [...reach(0)]
    .filter((candidate) => (successors[candidate] ?? []).some((next) => reach(next).has(node)))
    .sort((a, b) => a - b);
}
