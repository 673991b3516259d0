/**
 * Soundness by observation: what node was seen to do is a path of our control flow graph. How it is compared is said in
 * ../replay.ts; here the program reports its statements itself (instrument.ts).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createTypescriptFrontend } from '../../../../src/frontends/typescript/index.ts';
import type { Module } from '../../../../src/ir/ir.ts';
import { verify } from '../../../../src/ir/verify.ts';
import { lineAt, lineStartsOf } from '../../../../src/source/text.ts';
import { regionMap } from '../places.ts';
import { Replay } from '../replay.ts';
import { mutantsOf } from '../sabotage.ts';
import { type ObservedProgram, observe } from './observe.ts';

const folder = fileURLToPath(new URL('programs/', import.meta.url));
const names = readdirSync(folder).sort();
const frontend = createTypescriptFrontend();

function programOf(name: string) {
  const text = readFileSync(`${folder}${name}`, 'utf8');
  const source = { path: name, text, hash: '', lineStarts: lineStartsOf(text) };
  return { text, lineStarts: source.lineStarts, module: frontend.lower(source) };
}

/** What no path of the graphs explains. */
function violations(module: Module, observed: ObservedProgram, lineStarts: readonly number[]): string[] {
  const regions = regionMap(
    observed.plainLines.map((line) => ({ first: line, last: line, plain: true, empty: false })),
  );
  const complaints = new Set<string>();
  for (const { start, lines, traces } of observed.functions) {
    const fn = module.functions.find(({ span, kind }) => span.start === start && kind !== 'class');
    const line = lineAt(lineStarts, start);
    if (fn === undefined) return [`line ${line}: no function stands for it`];
    const head = fn.kind === 'module' ? 0 : line;
    const code = { name: fn.name, qualname: fn.qualifiedName, line: head, lines, traces };
    const replay = new Replay({ fn, lineStarts, regions }, code);
    for (const trace of traces) {
      const complaint = replay.explain(trace);
      if (complaint !== null) complaints.add(`${fn.qualifiedName}: ${complaint}`);
    }
  }
  return [...complaints].sort();
}

describe('what node does is in the graph', () => {
  it.each(names)('holds for %s', (name) => {
    const { text, lineStarts, module } = programOf(name);
    const observed = observe(text);
    expect(verify(module)).toEqual([]);
    expect(module.gaps).toEqual([]);
    expect(violations(module, observed, lineStarts)).toEqual([]);
    expect(observed.functions.filter(({ traces }) => traces.length > 0).length).toBeGreaterThan(8);
  });

  it('notices damage: most graphs that lack one edge are refused', () => {
    const results = names.flatMap((name) => {
      const { text, lineStarts, module } = programOf(name);
      const observed = observe(text);
      return mutantsOf(module, lineStarts).map(
        (mutant) => violations(mutant.module, observed, lineStarts).length > 0,
      );
    });
    expect(results.length).toBeGreaterThan(90);
    expect(results.filter((isNoticed) => isNoticed).length).toBeGreaterThan(results.length / 2);
  });
});
