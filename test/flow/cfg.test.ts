import { describe, expect, it } from 'vitest';
import { buildControlFlowGraph } from '../../src/flow/cfg.ts';
import { dominatorsOf, postDominatorsOf } from '../../src/flow/dominators.ts';
import { loopsOf } from '../../src/flow/loops.ts';
import { findPath, reachableFrom } from '../../src/flow/paths.ts';
import { buildPointGraph } from '../../src/flow/points.ts';
import { printArrows, printMermaid } from '../../src/flow/print.ts';
import { imaginedLineStarts, readFunction } from '../ir/read-ir.ts';

const stop = readFunction(`f1: function stop(task) in f0
  b0: %0 = parameter task
  jump b1
  b1 (handler b2): %1 = load global unlink
  %2 = attribute %0.path
  %3 = call %1(%2)
  jump b4
  b2: %4 = catch
  %5 = load global OSError
  catches %4 as %5 then b3 otherwise b5
  b3: %6 = constant none
  return %6
  b4: %7 = constant none
  return %7 (implicit)
  b5: raise %4 (implicit)`);

/** while a: if a.x: break; a.y() */
const loop = readFunction(
  `f1: function loop(a)
  b0: %0 = parameter a
  jump b1
  b1: branch %0 then b2 otherwise b5 (while)
  b2: %1 = attribute %0.x
  branch %1 then b5 otherwise b3 (if)
  b3: %2 = attribute %0.y
  %3 = call %2()
  jump b1
  b5: %4 = constant none
  return %4 (implicit)`.replaceAll('b5', 'b4'),
);

describe('control flow graph', () => {
  it('has typed edges and two exits', () => {
    expect(printArrows(buildControlFlowGraph(stop))).toBe(
      [
        'b0 -> b1',
        'b1 -> b4',
        'b1 ~> b2',
        'b2 -> b3 (then)',
        'b2 -> b5 (otherwise)',
        'b2 ~> raise',
        'b3 -> return',
        'b4 -> return',
        'b5 ~> raise',
        '',
      ].join('\n'),
    );
  });

  it('drops exceptional edges that the client rules out, and what only they reach', () => {
    const graph = buildControlFlowGraph(stop, { mayRaise: () => false });
    expect(printArrows(graph)).toBe('b0 -> b1\nb1 -> b4\nb4 -> return\n');
  });

  it('never drops the edge of a raise', () => {
    const fn = readFunction('f1: function f(a)\nb0: %0 = parameter a\nraise %0');
    expect(printArrows(buildControlFlowGraph(fn, { mayRaise: () => false }))).toBe('b0 ~> raise\n');
  });

  it('lists the edges into a node', () => {
    const graph = buildControlFlowGraph(stop);
    expect(graph.incoming[graph.normalExit]?.map((edge) => edge.from)).toEqual([3, 4]);
    expect(graph.incoming[graph.exceptionalExit]?.map((edge) => edge.from)).toEqual([2, 5]);
  });
});

describe('dominators', () => {
  it('says what lies on every path to a block', () => {
    const tree = dominatorsOf(buildControlFlowGraph(stop));
    expect(tree.dominates(1, 4)).toBe(true);
    expect(tree.dominates(2, 5)).toBe(true);
    expect(tree.dominates(2, 4)).toBe(false);
    expect(tree.dominates(4, 4)).toBe(true);
  });

  it('post-dominates toward the exits that are counted', () => {
    const graph = buildControlFlowGraph(stop);
    const any = postDominatorsOf(graph);
    const normal = postDominatorsOf(graph, 'normal');
    expect(any.dominates(4, 1)).toBe(false);
    expect(normal.dominates(4, 1)).toBe(false);
    expect(normal.dominates(3, 2)).toBe(true);
    expect(any.dominates(3, 2)).toBe(false);
    expect(postDominatorsOf(graph, 'exceptional').dominates(2, 1)).toBe(true);
  });

  it('gives no post-dominator to what reaches no exit', () => {
    const forever = readFunction('f1: function f()\nb0: jump b1\nb1: jump b1');
    const tree = postDominatorsOf(buildControlFlowGraph(forever));
    expect(tree.immediate[1]).toBe(-1);
    expect(tree.dominates(1, 0)).toBe(false);
  });
});

describe('loops', () => {
  it('finds header and body, and leaves out the way of a break', () => {
    const [only, ...others] = loopsOf(buildControlFlowGraph(loop));
    expect(others).toEqual([]);
    expect(only?.header).toBe(1);
    expect([...(only?.body ?? [])].sort()).toEqual([1, 2, 3]);
  });

  it('finds none in straight code', () => {
    expect(loopsOf(buildControlFlowGraph(stop))).toEqual([]);
  });
});

describe('program points', () => {
  const graph = buildPointGraph(stop);
  const call = graph.pointAt(1, 2);

  it('has one node an instruction and one a terminator', () => {
    expect(graph.nodeCount).toBe(14 + 2);
    expect(graph.places[call]).toMatchObject({ kind: 'instruction', block: 1, index: 2 });
    expect(graph.places[graph.pointAt(1, 3)]).toMatchObject({ kind: 'terminator' });
  });

  it('tells completion of a call from its failure', () => {
    expect(graph.outgoing[call]?.map((edge) => [edge.to, edge.kind])).toEqual([
      [call + 1, 'normal'],
      [graph.pointAt(2, 0), 'exceptional'],
    ]);
  });

  it('sends what no handler guards to the exceptional exit', () => {
    expect(graph.outgoing[graph.pointAt(2, 1)]?.at(-1)?.to).toBe(graph.exceptionalExit);
  });
});

describe('paths', () => {
  const graph = buildPointGraph(stop);
  const call = graph.pointAt(1, 2);

  it('finds the shortest way to an exit', () => {
    const path = findPath(graph, { from: [call], accept: (node) => node === graph.normalExit });
    expect(path?.end).toBe(graph.normalExit);
    expect(path?.edges.map((edge) => edge.kind)).toEqual(['normal', 'normal', 'normal', 'normal']);
  });

  it('goes around what it must avoid and names the instruction that raised', () => {
    const path = findPath(graph, {
      from: [call],
      accept: (node) => node === graph.normalExit,
      avoid: (node) => graph.places[node]?.block === 4,
    });
    expect(path?.edges[0]).toMatchObject({ from: call, kind: 'exceptional' });
    expect(path?.edges.map((edge) => graph.places[edge.from]?.block)).toEqual([1, 2, 2, 2, 3, 3]);
  });

  it('says when there is none', () => {
    const query = { from: [call], avoidEdge: (edge: { kind: string }) => edge.kind === 'exceptional' };
    expect(findPath(graph, { ...query, accept: (node) => node === graph.exceptionalExit })).toBeNull();
    const completion = [call, call + 1, graph.pointAt(4, 0), graph.pointAt(4, 1), graph.normalExit];
    expect(reachableFrom(graph, query)).toEqual(new Set(completion));
  });

  it('accepts a start at once', () => {
    expect(findPath(graph, { from: [3], accept: () => true })).toEqual({ start: 3, edges: [], end: 3 });
  });
});

describe('Mermaid', () => {
  it('draws blocks, ways and exceptional edges', () => {
    const text = printMermaid(buildControlFlowGraph(stop), { lineStarts: imaginedLineStarts });
    expect(text.split('\n').slice(0, 4)).toEqual([
      'flowchart TD',
      '  %% stop',
      '  b0["b0<br/>#37;0 = parameter task  #35; line 1<br/>jump b1  #35; line 1"]',
      '  b1["b1<br/>#37;1 = load global unlink  #35; line 1<br/>#37;2 = attribute #37;0.path  #35; line 1' +
        '<br/>#37;3 = call #37;1(#37;2)  #35; line 1<br/>jump b4  #35; line 1"]',
    ]);
    expect(text).toContain('  exit_raise([raise])\n');
    expect(text).toContain('  b1 -. raises .-> b2\n');
    expect(text).toContain('  b2 -- then --> b3\n');
    expect(text).toContain('  b4 --> exit_return\n');
  });

  it('lets no text out of its label', () => {
    const fn = readFunction(
      'f1: function f()\nb0: %0 = constant "\\"]; click b0 <script>`&#quot;"\nreturn %0',
    );
    const label = printMermaid(buildControlFlowGraph(fn)).split('\n')[2] ?? '';
    expect(label.match(/"/g)).toHaveLength(2);
    expect(label).not.toMatch(/<script|`|&|#quot/);
  });
});
