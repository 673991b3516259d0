/**
 * The hook as pre-commit installs and runs it: from a tag of a git repository, in a repository made for the test. Needs
 * pre-commit, and the registry from which it installs the dependencies; says so and skips where one is missing.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryOf, packageFolder } from './run-command.ts';

const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;
const remark = hasPreCommit ? '' : ' (skipped: pre-commit is not installed)';

const identity = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.org'];

function git(directory: string, ...words: readonly string[]): string {
  return execFileSync('git', [...identity, ...words], { cwd: directory, encoding: 'utf8' });
}

/** This package as a repository with a tag. */
function taggedPackage(): string {
  const directory = mkdtempSync(join(tmpdir(), 'ironvet-tool-'));
  const files = git(packageFolder, 'ls-files', '-z', '--cached', '--others', '--exclude-standard');
  execFileSync('bash', ['-c', `tar cf - --null --ignore-failed-read -T - | tar xf - -C "${directory}"`], {
    cwd: packageFolder,
    input: files,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  git(directory, 'init', '-q', '-b', 'main');
  git(directory, 'add', '-A');
  git(directory, 'commit', '-q', '-m', 'Release');
  git(directory, 'tag', 'v1');
  return directory;
}

const common = `def parse(node):
    return {'address': node.driver_info['bmc_address'], 'password': node.driver_info['bmc_password']}
`;

const careful = `import logging

from driver import common

LOG = logging.getLogger(__name__)


def connect(node):
    info = common.parse(node)
    LOG.error('cannot reach %s', info['address'])
`;

/** Bad only for those who know what `common.parse` gives back. */
const leaky = careful.replace("info['address']", 'info');

interface Commit {
  readonly code: number | null;
  readonly output: string;
}

function commit(directory: string, home: string): Commit {
  git(directory, 'add', '-A');
  const words = [...identity, 'commit', '-q', '-m', 'Change'];
  const environment = { ...process.env, PRE_COMMIT_HOME: home };
  const { status, stdout, stderr } = spawnSync('git', words, {
    cwd: directory,
    encoding: 'utf8',
    env: environment,
  });
  return { code: status, output: stdout + stderr };
}

const unreachable = /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ENETUNREACH/;

describe.skipIf(!hasPreCommit)(`the pre-commit hook${remark}`, () => {
  it('stops bad commits and lets good ones pass', { timeout: 1_200_000 }, (context) => {
    const tool = taggedPackage();
    const home = mkdtempSync(join(tmpdir(), 'ironvet-pre-commit-'));
    const directory = directoryOf({
      'driver/__init__.py': '',
      'driver/common.py': common,
      '.pre-commit-config.yaml': `repos:\n- repo: ${tool}\n  rev: v1\n  hooks:\n  - id: ironvet\n`,
    });
    const write = (path: string, text: string) => writeFileSync(join(directory, path), text);
    git(directory, 'init', '-q', '-b', 'main');
    git(directory, 'add', '-A');
    git(directory, 'commit', '-q', '-m', 'Before the hook');
    execFileSync('pre-commit', ['install'], {
      cwd: directory,
      env: { ...process.env, PRE_COMMIT_HOME: home },
    });

    // Only the changed file is reported on; what it calls is read in a file that did not change.
    write('driver/power.py', leaky);
    const bad = commit(directory, home);
    if (unreachable.test(bad.output)) context.skip('the npm registry cannot be reached');
    expect(bad.output).toContain('warning[secret-in-log]');
    expect(bad.output).toContain('--> driver/power.py:10:5 in connect');
    expect(bad.output).toContain('1 file, ');
    expect(bad.code).not.toBe(0);

    write('driver/power.py', careful);
    expect(commit(directory, home)).toMatchObject({ code: 0 });

    write('driver/with space.py', leaky);
    write('--config=none.py', 'x = 1\n');
    const spaced = commit(directory, home);
    expect(spaced.output).toContain('--> driver/with space.py:10:5');
    expect(spaced.output).not.toContain('driver/power.py');
    expect(spaced.code).not.toBe(0);

    // Deleted files are not given to the hook; tests and other languages are not looked at.
    rmSync(join(directory, 'driver/with space.py'));
    rmSync(join(directory, 'driver/common.py'));
    write('driver/test_power.py', leaky);
    write('driver/__init__.py', 'x = 1\n');
    write('notes.txt', 'LOG.debug(password)\n');
    expect(commit(directory, home)).toMatchObject({ code: 0 });

    for (const made of [tool, home, directory]) rmSync(made, { recursive: true, force: true });
  });
});
