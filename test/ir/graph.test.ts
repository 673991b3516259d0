import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dominatorTree, immediateDominators, postorder, reversePostorder } from '../../src/ir/graph.ts';

const edges = fc
  .integer({ min: 1, max: 12 })
  .chain((count) =>
    fc.array(fc.array(fc.nat(count - 1), { maxLength: 4 }), { minLength: count, maxLength: count }),
  );

/** Dominance by its definition: without `gate`, the root no longer reaches `node`. */
function dominatesByDefinition(successors: number[][], gate: number, node: number): boolean {
  const reached = new Set(postorder(successors, 0));
  if (!reached.has(gate) || !reached.has(node)) return false;
  if (gate === 0 || gate === node) return true;
  const without = successors.map((targets, source) =>
    source === gate ? [] : targets.filter((target) => target !== gate),
  );
  return !postorder(without, 0).includes(node);
}

describe('dominators', () => {
  it('meets at the fork of a diamond', () => {
    expect([...immediateDominators([[1, 2], [3], [3], []], 0)]).toEqual([0, 0, 0, 0]);
  });

  it('handles the irreducible graph of the paper', () => {
    const successors = [[], [2], [1, 3], [2], [2, 3], [1], [5, 4]];
    expect([...immediateDominators(successors, 6)]).toEqual([-1, 6, 6, 6, 6, 6, 6]);
  });

  it('agrees with the definition on any graph', () => {
    fc.assert(
      fc.property(edges, (successors) => {
        const tree = dominatorTree(successors, 0);
        for (let gate = 0; gate < successors.length; gate++) {
          for (let node = 0; node < successors.length; node++) {
            const expected = dominatesByDefinition(successors, gate, node);
            expect(tree.dominates(gate, node), `${gate} dominates ${node}`).toBe(expected);
          }
        }
      }),
    );
  });
});

describe('large graphs', () => {
  it('takes a handler with many predecessors in a row in linear time', () => {
    const count = 100_000;
    const handler = count;
    const chain = Array.from({ length: count }, (_, node) => [
      node + 1 < count ? node + 1 : handler,
      handler,
    ]);
    const started = performance.now();
    const dominators = immediateDominators([...chain, []], 0);
    expect(dominators[handler]).toBe(0);
    expect(dominators[count - 1]).toBe(count - 2);
    // Quadratic work would be 10^10 steps: minutes, not seconds.
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('orders', () => {
  it('puts a node before what only it reaches', () => {
    expect(reversePostorder([[1, 2], [3], [3], []], 0)).toEqual([0, 2, 1, 3]);
  });

  it('needs no stack for a long chain', () => {
    const chain = Array.from({ length: 200_000 }, (_, node) => [node + 1]);
    expect(postorder([...chain, []], 0)).toHaveLength(200_001);
  });
});
