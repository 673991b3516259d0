import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import { directoryOf, ironvet, packageFolder } from './run-command.ts';

const head = `from oslo_log import log as logging

LOG = logging.getLogger(__name__)


def connect(host, password):
`;

/** A driver whose function has these lines. */
function driver(...lines: readonly string[]): string {
  return `${head}${lines.map((line) => `    ${line}\n`).join('')}`;
}

const leak = "LOG.debug('%s', password)";

function check(files: string | Readonly<Record<string, string>>, ...words: readonly string[]) {
  const directory = directoryOf(typeof files === 'string' ? { 'driver.py': files } : files);
  const result = ironvet(directory, ['check', '--sarif', 'out.sarif', '--json', 'out.json', ...words]);
  const read = (name: string) => JSON.parse(readFileSync(join(directory, name), 'utf8'));
  const results: readonly Result[] = read('out.sarif').runs[0].results;
  return { ...result, results, report: read('out.json') };
}

describe('a suppression', () => {
  it('sets the finding aside', () => {
    const reason = '# ironvet: ignore[secret-in-log] a test token';
    const files = {
      'above_block.py': driver(reason, 'if host:', `    ${leak}`),
      'above_line.py': driver(reason, leak),
      'beside_last_line.py': driver("LOG.debug('%s',", `          password)  ${reason}`),
      'beside_line.py': driver(`${leak}  ${reason}`),
      'file.py': `${driver(leak)}\n${reason.replace('ignore', 'ignore-file')}\n`,
    };
    const { code, output, results, report } = check(files);
    expect(code).toBe(0);
    expect(output).not.toContain('secret-in-log');
    expect(output).toContain('No findings.\nNot counted: 5 suppressed in the code.\n');
    const suppressions = [{ kind: 'inSource', status: 'accepted', justification: 'a test token' }];
    expect(results.map((one) => one.suppressions)).toEqual(Array(5).fill(suppressions));
    expect(results.map((one) => one.locations?.[0]?.physicalLocation?.artifactLocation?.uri)).toEqual(
      Object.keys(files),
    );
    expect(report.findings).toEqual([]);
    expect(report.setAside[0]).toMatchObject({ rule: 'secret-in-log', justification: 'a test token' });
    expect(report.notifications).toEqual([]);
  });

  it('keeps the fingerprints, its own and those of the findings beside it', () => {
    const idsOf = (results: readonly Result[]) => results.map((one) => one.partialFingerprints);
    const plain = check(driver(leak, leak));
    const suppressed = check(driver(`${leak}`, '# ironvet: ignore[secret-in-log] a test token', leak));
    expect(plain.results.map((one) => one.suppressions?.length)).toEqual([0, 0]);
    expect(suppressed.results.map((one) => one.suppressions?.length)).toEqual([0, 1]);
    const names = ['ironvet/v1', 'ironvet/content/v1'];
    for (const name of names) {
      const ids = idsOf(plain.results).map((one) => one?.[name]);
      expect(new Set(ids).size).toBe(2);
      expect(idsOf(suppressed.results).map((one) => one?.[name])).toEqual(ids);
    }
    expect(suppressed.code).toBe(1);
  });

  it('that is not right sets nothing aside, and is told', () => {
    const comments: Readonly<Record<string, readonly [comment: string, told: string | null]>> = {
      'another_rule.py': ['# ironvet: ignore[raw-exec] because', "no rule 'raw-exec'"],
      'another_verb.py': ['# ironvet: ingore[secret-in-log] because', 'is not understood'],
      'bandit.py': ['# nosec', null],
      'empty_rule.py': ['# ironvet: ignore[] because', 'is not understood'],
      'marks.py': ['# ironvet: ignore[secret-in-log] --', 'gives no reason'],
      'misspelled.py': ['# ironvet: ignore[secret-in-lgo] because', "did you mean 'secret-in-log'?"],
      'no_reason.py': ['# ironvet: ignore[secret-in-log]', 'gives no reason'],
      'no_rule.py': ['# ironvet: ignore because', 'is not understood'],
      'unused.py': [
        '# ironvet: ignore[release-skipped-on-exception] because',
        'sets nothing aside: remove it',
      ],
    };
    const files = Object.entries(comments).map(([path, [comment]]) => [path, driver(`${leak}  ${comment}`)]);
    const { code, report } = check({
      ...Object.fromEntries(files),
      'head.py': driver('if host:  # ironvet: ignore[secret-in-log] because', `    ${leak}`),
      'string.py': driver("LOG.debug('%s # ironvet: ignore[secret-in-log] because', password)"),
    });
    expect(code).toBe(1);
    expect(report.setAside).toEqual([]);
    expect(report.findings).toHaveLength(files.length + 2);
    const messageFor = (path: string): string | null =>
      report.notifications.find((one: { path: string }) => one.path === path)?.message ?? null;
    for (const [path, [, told]] of Object.entries(comments)) {
      if (told === null) expect(messageFor(path)).toBeNull();
      else expect(messageFor(path)).toContain(told);
    }
    expect(messageFor('head.py')).toContain('sets nothing aside');
    expect(messageFor('string.py')).toBeNull();
  });

  it('is not called unused when its rule did not run', () => {
    const text = driver('# ironvet: ignore[secret-in-log] a test token', leak);
    const { code, output } = check(text, '--rule', 'release-skipped-on-exception');
    expect(code).toBe(0);
    expect(output).not.toContain('suppression-');
  });

  it('prints a hostile directive harmlessly', () => {
    const { output } = check(driver(`${leak}  # ironvet: \x1b[31m\u202e${'x'.repeat(500)}`));
    expect(output).not.toContain('\x1b');
    expect(output).not.toContain('\u202e');
    expect(output).toContain('suppression-malformed');
  });
});

describe('docs/suppressing-findings.md', () => {
  const page = readFileSync(join(packageFolder, 'docs/suppressing-findings.md'), 'utf8');
  const blocks = [...page.matchAll(/```python\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');

  it('shows examples that work', () => {
    const files = blocks.map((code, position) => [`example${position}.py`, code]);
    const { code: exit, report } = check(Object.fromEntries(files));
    expect(blocks.length).toBeGreaterThan(2);
    expect(exit).toBe(0);
    expect(report.setAside).toHaveLength(blocks.length);
    expect(report.notifications).toEqual([]);
  });
});
