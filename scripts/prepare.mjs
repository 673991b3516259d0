// Builds when something has changed since the last build. npm runs this after `npm install` in a checkout and again before
// `npm pack`, which installing a git dependency and pre-commit both do.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
// What a build writes last.
const products = ['dist/models.bin', 'dist/rules.bin'];
const inputs = [
  'src',
  'rules',
  'bench',
  'models',
  'schemas',
  'scripts',
  'package.json',
  'tsconfig.build.json',
  'tsconfig.json',
];

function newest(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  // A directory's own time tells of files that went away.
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function written(path) {
  const product = join(root, path);
  return existsSync(product) ? statSync(product).mtimeMs : 0;
}

const built = Math.min(...products.map(written));
if (built < Math.max(...inputs.map((path) => newest(join(root, path))))) {
  const result = spawnSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });
  process.exitCode = result.status ?? 1;
}
