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
import { lineStartsOf } from '../../../src/source/text.ts';
import { type Comparison, compare } from './compare.ts';
import { type Observations, type ObservedFile, observe, reasonToSkip } from './observe.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const programs = readdirSync(`${here}programs`)
  .filter((name) => name.endsWith('.py'))
  .sort()
  .map((name) => `${here}programs/${name}`);

const skipped = reasonToSkip();

describe.skipIf(skipped !== null)(
  `what python3 does is in the graph${skipped ? ` (skipped: ${skipped})` : ''}`,
  () => {
    let frontend: Frontend;
    let observations: Observations;

    beforeAll(async () => {
      frontend = await createPythonFrontend();
      observations = observe({
        programs,
        library: `${here}library.py`,
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
