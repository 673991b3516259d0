import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import { directoryOf, ironvet } from './run-command.ts';

const head = 'import logging\n\nLOG = logging.getLogger(__name__)\n';

/** A function that logs its password. */
function leak(name: string): string {
  return `\n\ndef ${name}(host, password):\n    LOG.error('no ${name} %s %s', host, password)\n`;
}

function check(directory: string, ...words: readonly string[]) {
  const result = ironvet(directory, ['check', '--sarif', '../out.sarif', ...words]);
  const log = JSON.parse(readFileSync(join(directory, '../out.sarif'), 'utf8'));
  const results: readonly Result[] = log.runs[0].results;
  const states = results.map((one) => {
    const place = one.locations?.[0]?.physicalLocation;
    return `${place?.artifactLocation?.uri}:${place?.region?.startLine} ${one.baselineState}`;
  });
  return { ...result, states };
}

/** A driver with three leaks, in a directory with room beside it for the outputs. */
function driverTree(): string {
  const directory = directoryOf({
    'tree/driver/__init__.py': '',
    'tree/driver/moved.py': head + leak('power'),
    'tree/driver/renamed.py': head + leak('boot'),
    'tree/driver/repaired.py': head + leak('deploy'),
  });
  return join(directory, 'tree');
}

/** Lines move, a file is renamed, one leak is repaired, one is new. */
function edit(directory: string): void {
  writeFileSync(join(directory, 'driver/moved.py'), `# Licence\n\n${head}${leak('power')}`);
  mkdirSync(join(directory, 'driver/deep'));
  writeFileSync(join(directory, 'driver/deep/__init__.py'), '');
  renameSync(join(directory, 'driver/renamed.py'), join(directory, 'driver/deep/name.py'));
  writeFileSync(join(directory, 'driver/repaired.py'), head);
  writeFileSync(join(directory, 'driver/new.py'), head + leak('console'));
}

const expected = [
  'driver/deep/name.py:7 unchanged',
  'driver/moved.py:9 unchanged',
  'driver/new.py:7 new',
  'driver/repaired.py:7 absent',
];

function commitAll(directory: string): void {
  const identity = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.org'];
  for (const words of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    ['commit', '-q', '-m', 'Commit'],
  ]) {
    execFileSync('git', [...identity, ...words], { cwd: directory });
  }
}

describe('--baseline', () => {
  it('reports only what is new, over moved lines and renamed files', () => {
    const directory = driverTree();
    expect(check(directory).code).toBe(1);
    renameSync(join(directory, '../out.sarif'), join(directory, '../base.sarif'));
    edit(directory);
    const { code, output, states } = check(directory, '--baseline', '../base.sarif');
    expect(code).toBe(1);
    expect([...output.matchAll(/--> (\S+)/g)].map(([, place]) => place)).toContain('driver/new.py:7:5');
    expect(output).not.toMatch(/--> driver\/(deep|moved)/);
    expect(output).toContain('1 new finding: 1 warning.\nNot counted: 2 known from before, 1 gone.\n');
    expect([...states].sort()).toEqual(expected);
    rmSync(join(directory, 'driver/new.py'));
    const clean = check(directory, '--baseline', '../base.sarif');
    expect(clean.code).toBe(0);
    expect(clean.output).toContain('No new findings.');
  });

  it('takes a file of nothing but ironvet', () => {
    const directory = directoryOf({
      'driver.py': head,
      'text.sarif': 'no',
      'other.sarif': '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"other"}},"results":[]}]}',
      'odd.sarif':
        '{"runs":[{"tool":{"driver":{"name":"ironvet"}},"results":[null,{"ruleId":3},{"ruleId":"x"}]}]}',
    });
    const errors = (name: string) => ironvet(directory, ['check', '--baseline', name]).errors;
    expect(errors('none.sarif')).toBe('error: no baseline none.sarif\nhint: write one with --sarif\n');
    expect(errors('text.sarif')).toContain('error: text.sarif is not JSON');
    expect(errors('other.sarif')).toContain('error: other.sarif holds no run of ironvet');
    expect(errors('odd.sarif')).toBe('');
    const both = ironvet(directory, ['check', '--baseline', 'odd.sarif', '--since', 'HEAD']);
    expect(both.errors).toContain('error: --baseline and --since cannot be combined');
  });
});

describe('--since', () => {
  it('reports only what is new in the working tree, over moved lines and renamed files', () => {
    const directory = driverTree();
    commitAll(directory);
    edit(directory);
    const { code, output, states } = check(directory, '--since', 'HEAD');
    expect(code).toBe(1);
    expect(output).toContain('1 new finding: 1 warning.\nNot counted: 2 known from before, 1 gone.\n');
    expect([...states].sort()).toEqual(expected);
    const one = check(directory, '--since', 'HEAD', 'driver/deep/name.py');
    expect([one.code, one.states[0]]).toEqual([0, 'driver/deep/name.py:7 unchanged']);
    const added = ironvet(join(directory, 'driver'), ['check', '--since', 'HEAD', 'new.py']);
    expect(added.code).toBe(1);
    expect(check(directory, '--since', 'none').errors).toContain("error: no revision 'none'");
  });

  it('compares two revisions, also of a bare repository', () => {
    const directory = driverTree();
    commitAll(directory);
    edit(directory);
    commitAll(directory);
    const bare = join(directory, '../bare.git');
    execFileSync('git', ['clone', '-q', '--bare', directory, bare]);
    const words = ['--repo', bare, '--rev', 'main', '--since', 'main~1'];
    const { code, states } = check(directory, ...words, 'driver');
    expect(code).toBe(1);
    expect([...states].sort()).toEqual(expected);
  });

  it('needs a repository', () => {
    const { code, errors } = ironvet(directoryOf({ 'driver.py': head }), ['check', '--since', 'HEAD']);
    expect(code).toBe(2);
    expect(errors).toContain('is not in a git repository');
  });
});
