/** docs/internals/flow.md, executed. */
import { beforeAll, describe, expect, it } from 'vitest';
import { buildControlFlowGraph } from '../../src/flow/cfg.ts';
import type { FlowEdge } from '../../src/flow/graph.ts';
import { findPath, type Path } from '../../src/flow/paths.ts';
import { buildPointGraph, type PointGraph, type PointPlace } from '../../src/flow/points.ts';
import { printArrows } from '../../src/flow/print.ts';
import type { Frontend } from '../../src/frontends/frontend.ts';
import { createPythonFrontend } from '../../src/frontends/python/index.ts';
import { namesOf } from '../../src/ir/definitions.ts';
import type { Instruction, IrFunction } from '../../src/ir/ir.ts';
import { printInstruction, printTerminator } from '../../src/ir/print-instruction.ts';
import { lineStartsOf } from '../../src/source/text.ts';
import { pageBlocks, sourceIn } from '../ir/page-blocks.ts';

const blocks = pageBlocks('flow.md');
const isCall = (instruction: Instruction) => instruction.op === 'call';

describe('docs/internals/flow.md', () => {
  let frontend: Frontend;
  beforeAll(async () => {
    frontend = await createPythonFrontend();
  });

  function lowered(name: string): IrFunction {
    const text = sourceIn(blocks, name);
    const module = frontend.lower({ path: 'page.py', text, hash: '', lineStarts: lineStartsOf(text) });
    const fn = module.functions.find((candidate) => candidate.name === name);
    if (fn === undefined) throw new Error(`${name} was not lowered`);
    return fn;
  }

  const arrows = blocks.filter((block) => block.kind === 'arrows');

  it.each(arrows.map((block) => [block.words.join(' '), block]))(
    'shows the arrows of %s',
    (_title, block) => {
      const [name = '', calls] = block.words;
      const options = calls === undefined ? {} : { mayRaise: isCall };
      expect(printArrows(buildControlFlowGraph(lowered(name), options))).toBe(block.text);
    },
  );

  it('shows a path', () => {
    const block = blocks.find((candidate) => candidate.kind === 'path');
    const [name = '', start = '', avoided = ''] = block?.words ?? [];
    const graph = buildPointGraph(lowered(name), { mayRaise: isCall });
    const calls = (callee: string) => (node: number) => isCallOf(graph, node, callee);
    const from = graph.places.findIndex((_place, node) => calls(start)(node));
    const path = findPath(graph, {
      from: [from],
      accept: (node) => node === graph.exceptionalExit,
      avoid: calls(avoided),
      avoidEdge: (edge) => edge.from === from && edge.kind === 'exceptional',
    });
    expect(describePath(graph, path)).toBe(block?.text);
  });

  it('shows enough', () => {
    expect(arrows.length).toBe(2);
  });
});

function isCallOf(graph: PointGraph, node: number, callee: string): boolean {
  const place = graph.places[node];
  if (place?.kind !== 'instruction' || place.instruction.op !== 'call') return false;
  return namesOf(graph.fn, place.instruction.callee).includes(callee);
}

/** One line an edge: what was executed, and how it ended. */
function describePath(graph: PointGraph, path: Path | null): string {
  return (path?.edges ?? [])
    .map((edge) => `${textOf(graph, graph.places[edge.from]).padEnd(37)} ${wayOf(edge)}\n`)
    .join('');
}

function textOf(graph: PointGraph, place: PointPlace | undefined): string {
  if (place === undefined) return '';
  if (place.kind === 'terminator') return printTerminator(place.terminator);
  return printInstruction(graph.fn, place.instruction);
}

function wayOf(edge: FlowEdge): string {
  return edge.kind === 'exceptional' ? 'raises' : (edge.way ?? 'completes');
}
