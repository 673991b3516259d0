import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentsOf } from '../../src/project/components.ts';

const graphs = fc
  .integer({ min: 1, max: 25 })
  .chain((count) =>
    fc.array(fc.array(fc.nat(count - 1), { maxLength: 4 }), { minLength: count, maxLength: count }),
  );

function reachableFrom(graph: readonly (readonly number[])[], start: number): Set<number> {
  const reached = new Set([start]);
  for (const node of reached) for (const next of graph[node] ?? []) reached.add(next);
  return reached;
}

describe('components', () => {
  it('hold exactly the nodes that reach each other, callees first', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const components = componentsOf(graph.length, (node) => graph[node] ?? []);
        const reach = graph.map((_, node) => reachableFrom(graph, node));
        const place = new Map(
          components.flatMap((nodes, index) => nodes.map((node) => [node, index] as const)),
        );
        expect(place.size).toBe(graph.length);
        for (const [node, reached] of reach.entries()) {
          for (const other of reached) {
            const isMutual = reach[other]?.has(node) ?? false;
            expect(place.get(other) === place.get(node)).toBe(isMutual);
            expect(place.get(other) ?? 0).toBeLessThanOrEqual(place.get(node) ?? 0);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of a chain of any length are found without recursion', () => {
    const length = 100_000;
    const components = componentsOf(length, (node) => (node + 1 < length ? [node + 1] : []));
    expect(components).toHaveLength(length);
    expect(components[0]).toEqual([length - 1]);
  });
});
