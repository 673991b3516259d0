import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { directoryOf, ironvet, packageFolder, program } from './run-command.ts';

const leaky = `from oslo_log import log as logging

LOG = logging.getLogger(__name__)


def connect(host, password):
    LOG.error('cannot reach %s with %s', host, password)
`;

const careful = leaky.replace("with %s', host, password", "', host");

const project = {
  'driver/__init__.py': '',
  'driver/leaky.py': leaky,
  'driver/careful.py': careful,
  'driver/tests/test_leaky.py': leaky,
};

function check(directory: string, ...words: readonly string[]) {
  return ironvet(directory, ['check', ...words]);
}

/** Makes a repository of the directory, with everything in one commit on `main`. */
function commitAll(directory: string): void {
  const identity = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.org'];
  const commands = [
    ['init', '-q', '-b', 'main'],
    ['add', '.'],
    ['commit', '-q', '-m', 'First'],
  ];
  for (const words of commands) execFileSync('git', [...identity, ...words], { cwd: directory });
}

function sarifIn(path: string): Log {
  return JSON.parse(readFileSync(path, 'utf8'));
}

describe('ironvet check', () => {
  it('prints findings with their place and ends with exit code 1', () => {
    const { code, output, errors } = check(directoryOf(project));
    expect(code).toBe(1);
    expect(errors).toBe('');
    expect(output).toContain('secret-in-log');
    expect(output).toContain('driver/leaky.py:7:');
    expect(output).toContain('ironvet explain secret-in-log');
    expect(output).not.toContain('driver/careful.py:');
    expect(output).not.toContain('test_leaky.py:');
    expect(output).toContain('3 files');
  });

  it('ends with exit code 0 when nothing is at or above --fail-on', () => {
    const directory = directoryOf(project);
    expect(check(directory, 'driver/careful.py').code).toBe(0);
    expect(check(directory, 'driver/leaky.py').code).toBe(1);
    expect(check(directory, 'driver/leaky.py', '--fail-on', 'never').code).toBe(0);
    expect(check(directory, '--rule', 'release-skipped-on-exception').code).toBe(0);
  });

  it('reads files, directories and globs, in any order, with the same output', () => {
    const directory = directoryOf(project);
    const one = check(directory, 'driver/leaky.py', 'driver/careful.py', 'driver/__init__.py');
    const other = check(directory, 'driver/[ci]*.py', 'driver/*.py', 'driver/leaky.py', '.');
    expect(other.output).toBe(check(directory).output);
    expect(one.code).toBe(1);
    expect(check(directory, '**/leaky.py').output).toContain('1 file,');
  });

  it('analyzes tests when asked to', () => {
    const directory = directoryOf(project);
    expect(check(directory, '--include-tests').output).toContain('driver/tests/test_leaky.py:7:');
    expect(check(directory, 'driver/tests').output).toContain('driver/tests/test_leaky.py:7:');
  });

  it('writes SARIF, JSON and evidence, complete and the same each time', () => {
    const directory = directoryOf(project);
    const words = ['--sarif', 'a.sarif', '--json', 'a.json', '--evidence', 'e.sarif', '--quiet'];
    const first = check(directory, ...words);
    expect(first).toEqual({ code: 1, output: '', errors: '' });
    const log = sarifIn(join(directory, 'a.sarif'));
    const [result] = log.runs[0]?.results ?? [];
    expect(result?.ruleId).toBe('secret-in-log');
    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('driver/leaky.py');
    expect(result?.locations?.[0]?.physicalLocation?.region?.startLine).toBe(7);
    const report = JSON.parse(readFileSync(join(directory, 'a.json'), 'utf8'));
    expect(report.findings).toHaveLength(1);
    expect(sarifIn(join(directory, 'e.sarif')).runs[0]?.results?.every((one) => one.kind !== 'fail')).toBe(
      true,
    );
    const before = readFileSync(join(directory, 'a.sarif'), 'utf8');
    check(directory, ...words);
    expect(readFileSync(join(directory, 'a.sarif'), 'utf8')).toBe(before);
  });

  it('refuses to write over a source file, also through a link', () => {
    const directory = directoryOf(project);
    symlinkSync('driver/leaky.py', join(directory, 'out.sarif'));
    expect(check(directory, '--sarif', 'out.sarif').code).toBe(2);
    expect(check(directory, '--json', 'driver/leaky.py').code).toBe(2);
    expect(readFileSync(join(directory, 'driver/leaky.py'), 'utf8')).toBe(leaky);
  });

  it('obeys .ironvet.yaml and --config, and tells what is wrong with them', () => {
    const directory = directoryOf({ ...project, 'ci.yaml': 'rules: { secret-in-log: off }\n' });
    expect(check(directory, '--config', 'ci.yaml').code).toBe(0);
    writeFileSync(join(directory, '.ironvet.yaml'), 'exclude: [leaky.py]\n');
    expect(check(directory).code).toBe(0);
    writeFileSync(join(directory, '.ironvet.yaml'), 'fail-on: never\n');
    expect(check(directory).code).toBe(0);
    expect(check(directory, '--fail-on', 'note').code).toBe(1);
    writeFileSync(join(directory, '.ironvet.yaml'), '\nexlude: []\n');
    expect(check(directory)).toEqual({
      code: 2,
      output: '',
      errors: "error: .ironvet.yaml:2: unknown key 'exlude'\nhint: did you mean 'exclude'?\n",
    });
  });

  it('names every file that it did not read', () => {
    const directory = directoryOf({
      'big.py': `x = 1\n${'#'.repeat(5000)}\n`,
      'latin.py': Buffer.from("name = 'M\u00fcller'\n", 'latin1'),
      'broken.py': 'def broken(:\n    pass\n\n\ndef fine():\n    return 1\n',
    });
    symlinkSync('/etc/hostname', join(directory, 'outside.py'));
    const { code, output } = check(directory, '--max-file-size', '4k');
    expect(code).toBe(0);
    for (const told of [
      /file-too-large.*\n?.*big\.py|big\.py.*\n?.*file-too-large/,
      /undecodable.*\n?.*latin\.py|latin\.py.*\n?.*undecodable/,
      /outside-root.*\n?.*outside\.py|outside\.py.*\n?.*outside-root/,
      /syntax-error.*\n?.*broken\.py|broken\.py.*\n?.*syntax-error/,
    ]) {
      expect(output).toMatch(told);
    }
  });

  it('analyzes a revision without touching the working tree', () => {
    const directory = directoryOf(project);
    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...words], {
        cwd: directory,
      });
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-q', '-m', 'First');
    writeFileSync(join(directory, 'driver/leaky.py'), careful);
    expect(check(directory).code).toBe(0);
    const revision = check(directory, '--rev', 'HEAD');
    expect(revision.code).toBe(1);
    expect(revision.output).toContain('driver/leaky.py:7:');
    expect(check(directoryOf({}), '--repo', directory, '--rev', 'main', 'driver/leaky.py').output).toContain(
      'driver/leaky.py:7:',
    );
    expect(ironvet(join(directory, 'driver'), ['check', '--rev', 'HEAD', 'leaky.py']).output).toContain(
      'driver/leaky.py:7:',
    );
    expect(check(directory, '--rev', 'none').errors).toContain("error: no revision 'none'");
    expect(readFileSync(join(directory, 'driver/leaky.py'), 'utf8')).toBe(careful);
    expect(existsSync(join(directory, '.git/index.lock'))).toBe(false);
  });

  it('is not led astray by a hook that names another repository', () => {
    const directory = directoryOf(project);
    const repository = directoryOf(project);
    commitAll(repository);
    const words = ['check', '--rev', 'HEAD', '--repo', repository, 'driver/careful.py'];
    const result = ironvet(directory, words, { GIT_DIR: join(directory, 'none') });
    expect(result).toMatchObject({ code: 0, errors: '' });
  });

  it('reports paths from the root of the package when it is named from elsewhere', () => {
    const directory = directoryOf(project);
    expect(check(directoryOf({}), join(directory, 'driver/leaky.py')).output).toContain(
      '--> driver/leaky.py:7:',
    );
    expect(ironvet(join(directory, 'driver'), ['check', 'leaky.py']).output).toContain(
      '--> driver/leaky.py:7:',
    );
  });

  it('goes on when the reader closes the pipe', () => {
    const directory = directoryOf(project);
    const script = `"${process.execPath}" "${program}" check --sarif out.sarif | head -c 1; echo "\${PIPESTATUS[0]}"`;
    const result = spawnSync('bash', ['-c', script], { cwd: directory, encoding: 'utf8' });
    expect(result.stdout.trimEnd().split('\n').at(-1)).toMatch(/1$/);
    expect(result.stderr).toBe('');
    expect(sarifIn(join(directory, 'out.sarif')).runs).toHaveLength(1);
  });

  it('paints when forced to, never otherwise', () => {
    const directory = directoryOf(project);
    const paint = '\x1b[';
    expect(check(directory).output).not.toContain(paint);
    expect(ironvet(directory, ['check'], { FORCE_COLOR: '1' }).output).toContain(paint);
    expect(ironvet(directory, ['check'], { FORCE_COLOR: '1', NO_COLOR: '1' }).output).not.toContain(paint);
  });

  it('prints hostile names harmlessly', () => {
    const name = 'a\x1b[31m\nb.py';
    const { code, output } = check(directoryOf({ [name]: leaky }));
    expect(code).toBe(1);
    expect(output).not.toContain('\x1b');
    expect(output).toContain('\\x{1b}[31m\\nb.py:7:');
  });

  it('tells the time of each phase on standard error', () => {
    const { output, errors } = check(directoryOf(project), '--timing', '--fail-on', 'never');
    expect(output).not.toContain(' ms');
    for (const phase of ['find files', 'lower', 'link', 'rule secret-in-log', 'total']) {
      expect(errors).toMatch(new RegExp(`^${phase} +\\d+ ms$`, 'm'));
    }
  });
});

describe('ironvet dev', () => {
  const directory = directoryOf(project);

  it('prints the IR and the control flow of a file', () => {
    const ir = ironvet(directory, ['dev', 'ir', 'driver/leaky.py']);
    expect(ir.code).toBe(0);
    expect(ir.output).toContain('connect(host, password)');
    const graph = ironvet(directory, ['dev', 'cfg', 'driver/leaky.py', 'connect']);
    expect(graph.output).toMatch(/^flowchart TD\n/);
    const wrong = ironvet(directory, ['dev', 'cfg', 'driver/leaky.py', 'conect']);
    expect(wrong.errors).toContain("hint: did you mean 'connect'?");
  });

  it('prints calls with their targets, and what models know of them', () => {
    const calls = ironvet(directory, ['dev', 'calls', 'driver/leaky.py']);
    expect(calls.output).toContain('driver.leaky.connect\n    LOG.error(');
    expect(calls.output).toMatch(/2 calls: \d inside the tree/);
    const facts = ironvet(directory, ['dev', 'facts', 'driver/leaky.py']);
    expect(facts.output).toMatch(/driver\/leaky\.py:7:5 connect: LOG\.error\n.*sink log/);
  });
});

describe('npm start', () => {
  const start = join(packageFolder, 'scripts/start.mjs');

  it('scans the path that it is given and writes SARIF', () => {
    const directory = directoryOf(project);
    const sarif = join(directory, 'x.sarif');
    const result = spawnSync(process.execPath, [start, 'driver', '--sarif', sarif], {
      cwd: directory,
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: directory },
    });
    expect(result.status).toBe(0);
    expect(result.stdout).toContain('driver/leaky.py:7:');
    expect(sarifIn(sarif).runs[0]?.results).toHaveLength(1);
    expect(basename(start)).toBe('start.mjs');
  });

  it('scans the fixture drivers when it is given none', () => {
    const directory = directoryOf({});
    const sarif = join(directory, 'x.sarif');
    const result = spawnSync(process.execPath, [start, '--sarif', sarif], {
      cwd: packageFolder,
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: packageFolder },
    });
    expect(result.status).toBe(0);
    expect(result.stdout).toContain('fixtures/drivers/');
    expect(sarifIn(sarif).runs[0]?.results?.length).toBeGreaterThan(0);
  });
});
