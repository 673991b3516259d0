/**
 * The package as `npm pack` makes it, installed into an empty project. Needs the registry for the dependencies; says so and
 * skips the rest where it cannot be reached.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { directoryOf, packageFolder, program } from './run-command.ts';

interface Packed {
  readonly filename: string;
  /** Bytes, compressed and not. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

function pack(folder: string): Packed {
  const words = ['pack', '--json', '--foreground-scripts=false', '--pack-destination', folder];
  const output = execFileSync('npm', words, {
    cwd: packageFolder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const told: unknown = JSON.parse(output);
  const [packed] = Array.isArray(told) ? told : Object.values(told as object);
  return packed;
}

const leaky = `import logging

LOG = logging.getLogger(__name__)


def connect(host, password):
    LOG.error('no %s %s', host, password)
`;

const unreachable = /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ENETUNREACH|ENOTCACHED/;

it('works installed in an empty project, with no install script run', { timeout: 600_000 }, (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'ironvet-pack-'));
  const packed = pack(folder);
  const paths = packed.files.map((file) => file.path);
  const sizes = [packed.size, packed.unpackedSize].map((bytes) => (bytes / 1e6).toFixed(1));
  process.stderr.write(`package: ${sizes[0]} MB, unpacked ${sizes[1]} MB, ${paths.length} files\n`);
  for (const needed of [
    'dist/grammars/tree-sitter-python.wasm',
    'dist/models.bin',
    'dist/rules/release-skipped-on-exception/rule.js',
    'rules/secret-in-log/README.md',
    'schemas/configuration.schema.json',
    'templates/github.yml',
  ]) {
    expect(paths).toContain(needed);
  }
  expect(paths.filter((path) => /^(test|bench|fixtures|src|docs|node_modules)\/|\.map$/.test(path))).toEqual(
    [],
  );

  const project = directoryOf({
    'package.json': '{ "private": true }\n',
    'driver.py': leaky,
    'panel.ts': 'export const x = 1;\n',
  });
  const installed = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--prefer-offline', join(folder, packed.filename)],
    {
      cwd: project,
      encoding: 'utf8',
    },
  );
  if (unreachable.test(installed.stderr)) context.skip('the npm registry cannot be reached');
  expect(installed.status, installed.stderr).toBe(0);

  const npx = (...words: readonly string[]) =>
    spawnSync('npx', ['--no-install', 'ironvet', ...words], { cwd: project, encoding: 'utf8' });
  const checked = npx('check', '--sarif', 'out.sarif', '--html', 'out.html');
  expect(checked.stderr.replace(/^npm .*\n/gm, '')).toBe('');
  expect(checked.stdout).toContain('--> driver.py:7:5 in connect');
  expect(checked.stdout).toContain('2 files, ');
  expect(checked.status).toBe(1);
  expect(JSON.parse(readFileSync(join(project, 'out.sarif'), 'utf8')).runs[0].results).toHaveLength(1);
  expect(npx('explain', 'secret-in-log').stdout).toContain('Rule: secret-in-log');
  expect(npx('init').stdout).toContain('written .ironvet.yaml');
  for (const made of [folder, project]) rmSync(made, { recursive: true, force: true });
});

function milliseconds(words: readonly string[]): number {
  const start = performance.now();
  spawnSync(process.execPath, words);
  return performance.now() - start;
}

it('tells its version within 1.5 times of a bare start of node', () => {
  // The least of many: what other work on the machine adds is never negative.
  const least = { bare: Number.POSITIVE_INFINITY, version: Number.POSITIVE_INFINITY };
  for (let attempt = 0; attempt < 60; attempt++) {
    least.bare = Math.min(least.bare, milliseconds(['-e', '0']));
    least.version = Math.min(least.version, milliseconds([program, '--version']));
    if (attempt >= 9 && least.version < 1.5 * least.bare) break;
  }
  const [bare, version] = [least.bare, least.version].map((time) => time.toFixed(0));
  process.stderr.write(`node -e 0: ${bare} ms, ironvet --version: ${version} ms\n`);
  expect(least.version / least.bare).toBeLessThan(1.5);
});
