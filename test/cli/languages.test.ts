/** A front end is loaded only for files of its language. */
import { expect, test } from 'vitest';
import { rememberFrontends } from '../../src/engine/languages.ts';
import { lowerSource } from '../../src/engine/lower.ts';
import type { Frontend } from '../../src/frontends/frontend.ts';
import type { Language } from '../../src/ir/ir.ts';
import { lineStartsOf } from '../../src/source/text.ts';
import { directoryOf, ironvet } from './run-command.ts';

const frontend: Frontend = {
  lower: ({ path }) => ({ path, language: 'python', functions: [], gaps: [], directives: [] }),
};

async function loadedFor(paths: readonly string[]): Promise<readonly Language[]> {
  const loaded: Language[] = [];
  const frontends = rememberFrontends(async (language) => {
    loaded.push(language);
    return frontend;
  });
  for (const path of paths)
    await lowerSource({ path, text: '', hash: '', lineStarts: lineStartsOf('') }, frontends);
  return loaded;
}

test('each front end is asked for once, when the first file of its language is met', async () => {
  expect(await loadedFor(['a.py', 'b.py'])).toEqual(['python']);
  expect(await loadedFor(['a.py', 'b.ts', 'c.jsx', 'd.cjs'])).toEqual(['python', 'typescript']);
});

test('a run over Python alone does not load the parser of TypeScript', () => {
  const directory = directoryOf({
    'driver.py': 'def stop(task):\n    return task.node\n',
    'page.js': 'export function stop(task) { return task.node; }\n',
    // CommonJS packages that were loaded, however they were asked for, are in the cache of `require`.
    'trace.mjs': `
      import { createRequire } from 'node:module';
      const { cache } = createRequire(import.meta.url);
      process.on('exit', () => {
        const isLoaded = Object.keys(cache).some((path) => path.includes('/ts-morph/'));
        process.stderr.write(isLoaded ? 'ts-morph was loaded' : 'ts-morph was not loaded');
      });`,
  });
  const environment = { NODE_OPTIONS: '--import ./trace.mjs' };
  expect(ironvet(directory, ['check', 'driver.py'], environment).errors).toContain('ts-morph was not loaded');
  expect(ironvet(directory, ['check', 'page.js'], environment).errors).toContain('ts-morph was loaded');
});
