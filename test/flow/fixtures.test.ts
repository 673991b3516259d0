/** Functions that carry the graph expected of them as arrows in comments. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPointGraph } from '../../src/flow/points.ts';
import type { Frontend } from '../../src/frontends/frontend.ts';
import { createPythonFrontend } from '../../src/frontends/python/index.ts';
import type { Instruction } from '../../src/ir/ir.ts';
import { lineStartsOf } from '../../src/source/text.ts';
import { lineArrows } from './line-graph.ts';

const folder = new URL('fixtures/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.py'))
  .sort();

interface Fixture {
  readonly name: string;
  readonly expected: readonly string[];
}

/** The functions of a fixture file, each with the arrows in its comments. */
function fixturesOf(text: string): Fixture[] {
  return text
    .split(/^(?=(?:async )?def )/m)
    .slice(1)
    .map((part) => ({
      name: /def (\w+)/.exec(part)?.[1] ?? '',
      expected: [...part.matchAll(/^ +# (\w+ [-~]> \w+)$/gm)].map((match) => match[1] ?? '').sort(),
    }));
}

function namesOf(text: string): Map<number, string> {
  const names = new Map<number, string>();
  text.split('\n').forEach((line, index) => {
    const name = /#: (\w+)$/.exec(line)?.[1];
    if (name !== undefined) names.set(index + 1, name);
  });
  return names;
}

function raisesInFixtures(instruction: Instruction): boolean {
  return ['call', 'yield', 'await', 'enter', 'exit'].includes(instruction.op);
}

describe.each(files)('graphs stated in %s', (file) => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const lineStarts = lineStartsOf(text);
  let frontend: Frontend;
  beforeAll(async () => {
    frontend = await createPythonFrontend();
  });

  it.each(fixturesOf(text))('$name', ({ name, expected }) => {
    const module = frontend.lower({ path: file, text, hash: '', lineStarts });
    const fn = module.functions.find((candidate) => candidate.qualifiedName === name);
    if (fn === undefined) throw new Error(`${name} was not lowered`);
    const graph = buildPointGraph(fn, { mayRaise: raisesInFixtures });
    expect(expected.length).toBeGreaterThan(2);
    expect(lineArrows(graph, { lineStarts, names: namesOf(text) })).toEqual(expected);
  });
});
