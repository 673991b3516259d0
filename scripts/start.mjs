// `npm start` scans the fixture drivers, `npm start -- PATH…` any other; options go on to `ironvet check`.
// Findings are what a scan is for, so they are no failure of `npm start` (--fail-on, given after `--`, says otherwise).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist/src/cli/main.js');
// npm runs scripts in the package's folder; paths are meant from where the user stands.
const workingDirectory = process.env.INIT_CWD ?? process.cwd();
const words = process.argv.slice(2);
const has = (option) => words.some((word) => word === option || word.startsWith(`${option}=`));
const valued = new Set([
  '--rev',
  '--repo',
  '--sarif',
  '--code-scanning',
  '--category',
  '--baseline',
  '--since',
  '--json',
  '--evidence',
  '--markdown',
  '--html',
  '--junit',
  '--gitlab',
  '--zuul',
  '--rule',
  '--fail-on',
  '--config',
]);
valued.add('--max-file-size');
const namesPath = words.some((word, index) => !word.startsWith('-') && !valued.has(words[index - 1]));

if (!existsSync(program)) {
  process.stderr.write('error: ironvet is not built\nhint: npm ci\n');
  process.exit(2);
}
const sarif = resolve(root, 'ironvet.sarif');
const result = spawnSync(
  process.execPath,
  [
    program,
    'check',
    ...(has('--fail-on') ? [] : ['--fail-on', 'never']),
    ...(has('--sarif') ? [] : ['--sarif', sarif]),
    ...words,
    ...(namesPath || has('--rev') ? [] : [join(root, 'fixtures/drivers')]),
  ],
  { cwd: workingDirectory, stdio: 'inherit' },
);
if (result.status === 0 && !has('--sarif')) process.stdout.write(`\nSARIF: ${sarif}\n`);
process.exit(result.status ?? 2);
