/**
 * Soundness by observation: what CPython was seen to do is a path of our control flow graph. How it is compared, and
 * why that is strict, is said in replay.ts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Frontend } from '../../../src/frontends/frontend.ts';
import { createPythonFrontend } from '../../../src/frontends/python/index.ts';
import { verify } from '../../../src/ir/verify.ts';
import { lineStartsOf, type SourceText } from '../../../src/source/text.ts';
import { type Comparison, compare } from './compare.ts';
import { type Observations, type ObservedFile, observe, reasonToSkip } from './observe.ts';
import { mutantsOf } from './sabotage.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const programs = readdirSync(`${here}programs`)
  .filter((name) => name.endsWith('.py'))
  .sort()
  .map((name) => `${here}programs/${name}`);

/** Edges that our programs take for sure. */
const TAKEN = [
  'exceptions.py clauses line 24 never goes then',
  'exceptions.py clauses line 24 never goes otherwise',
  'loops.py for_else line 12 never goes otherwise',
  'loops.py for_else line 12 never goes then',
  'managers.py simple line 34 never goes then',
  'patterns.py no_default line 65 never goes then',
];

function sourceOf(file: ObservedFile): SourceText {
  const text = readFileSync(file.path, 'utf8');
  return { path: basename(file.path), text, hash: '', lineStarts: lineStartsOf(text) };
}

const skipped = reasonToSkip();
if (skipped !== null) process.stderr.write(`Soundness by observation is skipped: ${skipped}.\n`);

describe.skipIf(skipped !== null)(
  `what python3 does is in the graph${skipped ? ` (skipped: ${skipped})` : ''}`,
  () => {
    let frontend: Frontend;
    let observations: Observations;

    beforeAll(async () => {
      frontend = await createPythonFrontend();
      observations = observe({
        programs,
        library: `${here}library`,
        limits: { framesPerCode: 100, eventsPerFrame: 300 },
      });
    }, 240_000);

    function compareFile(file: ObservedFile): Comparison & { readonly problems: readonly string[] } {
      const text = readFileSync(file.path, 'utf8');
      const source = { path: basename(file.path), text, hash: '', lineStarts: lineStartsOf(text) };
      const module = frontend.lower(source);
      return { ...compare(file, module, source.lineStarts), problems: verify(module) };
    }

    function resultsOf(files: readonly ObservedFile[]): { violations: string[]; figures: Comparison[] } {
      const figures = files.map(compareFile);
      const violations = figures.flatMap((figure) => [...figure.problems, ...figure.violations]);
      return { violations, figures };
    }

    it.each(programs.map((path) => [basename(path), path]))('holds for our program %s', (_name, path) => {
      const files = observations.files.filter((file) => file.path === path);
      const { violations, figures } = resultsOf(files);
      expect(violations).toEqual([]);
      expect(figures[0]?.functions).toBeGreaterThan(5);
      expect(figures[0]?.inGaps).toBe(0);
    });

    it('notices damage: most graphs of our programs that lack one edge are refused', () => {
      const files = observations.files.filter((file) => programs.includes(file.path));
      const results = files.flatMap((file) => {
        const source = sourceOf(file);
        return mutantsOf(frontend.lower(source), source.lineStarts).map(({ title, module }) => ({
          title: `${source.path} ${title}`,
          noticed: compare(file, module, source.lineStarts).violations.length > 0,
        }));
      });
      const missed = new Set(results.filter((result) => !result.noticed).map((result) => result.title));
      // What is not noticed are edges that no run took: a comparison that never raises, a guard that always holds.
      expect(missed.size).toBeLessThan(results.length / 2);
      expect(results.length).toBeGreaterThan(500);
      for (const title of TAKEN) {
        expect(results.map((result) => result.title)).toContain(title);
        expect(missed).not.toContain(title);
      }
    });

    it('holds for the standard library', () => {
      const files = observations.files.filter((file) => !programs.includes(file.path));
      const { violations, figures } = resultsOf(files);
      const sum = (read: (figure: Comparison) => number) =>
        figures.reduce((total, figure) => total + read(figure), 0);
      expect(violations).toEqual([]);
      expect(files.length).toBeGreaterThanOrEqual(40);
      expect(sum((figure) => figure.functions)).toBeGreaterThan(2000);
      expect(sum((figure) => figure.events)).toBeGreaterThan(50_000);
      expect(sum((figure) => figure.inGaps)).toBe(0);
    });

    it('drove every module it meant to drive', () => {
      const unexpected = observations.failures.filter((failure) => !failure.startsWith('test.'));
      expect(unexpected).toEqual([]);
    });
  },
);
