import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from 'sarif';
import { afterAll, expect, test } from 'vitest';
import { compareWithBaseline, knownFindings } from '../../src/findings/baseline.ts';
import type { Report } from '../../src/findings/finding.ts';
import { codeScanningOf, githubLimits } from '../../src/reporters/code-scanning.ts';
import { evidenceOf, sarifOf } from '../../src/reporters/sarif.ts';
import { hostileReport } from './hostile-report.ts';
import { sampleReport } from './sample-report.ts';

/** The validator's program; its package is installed without install scripts and so lacks the execute bit. */
function validator(): string {
  const path: unknown = createRequire(import.meta.url)('@microsoft/sarif-multitool');
  if (typeof path !== 'string') throw new Error('the SARIF multitool does not say where its program is');
  const program = path.replace(/^"|"$/g, '');
  chmodSync(program, 0o755);
  return program;
}

const folder = mkdtempSync(join(tmpdir(), 'ironvet-sarif-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the validator says about a SARIF text: `level rule message`, notes left out. */
function complaintsAbout(name: string, sarif: string): string[] {
  const [input, output] = [join(folder, `${name}.sarif`), join(folder, `${name}.log.sarif`)];
  writeFileSync(input, sarif);
  execFileSync(validator(), ['validate', '--rule-kind', 'Sarif;Ghas', '--output', output, input], {
    encoding: 'utf8',
  });
  const run = JSON.parse(readFileSync(output, 'utf8')).runs[0];
  const notifications = run.invocations[0].toolExecutionNotifications ?? [];
  return [...(run.results ?? []), ...notifications].map(
    (result: { level?: string; ruleId?: string; message: { text?: string; arguments?: string[] } }) =>
      `${result.level ?? 'warning'} ${result.ruleId} ${result.message.text ?? result.message.arguments?.join(' ')}`,
  );
}

const empty: Report = { ...sampleReport(), findings: [], evidence: [], notifications: [], files: [] };
const origin = {
  versionControl: {
    repositoryUri: 'https://opendev.org/openstack/ironic',
    revisionId: '0123456789abcdef0123456789abcdef01234567',
    branch: 'master',
  },
  automationId: 'ironvet/ironic',
};

/** One finding is suppressed; an earlier run is known. */
function comparedReport(): Report {
  const report = sampleReport();
  const [suppressed, ...findings] = report.findings;
  if (suppressed === undefined) throw new Error('the sample report has no findings');
  const setAside = [{ finding: suppressed, justification: 'a [test](x) token', baselineState: null }];
  const known = knownFindings({ ...report, findings });
  const gone = {
    rule: suppressed.rule,
    level: 'note',
    message: 'was here',
    path: 'gone (1).py',
    region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 4 },
    fingerprint: 'f'.repeat(32),
    contentFingerprint: null,
    text: null,
  } as const;
  const nowhere = { ...gone, region: null, fingerprint: null };
  return compareWithBaseline(
    { ...report, findings, setAside },
    [...known, gone, nowhere],
    new Set(['gone (1).py']),
  );
}

const logs: readonly (readonly [string, () => string])[] = [
  ['findings', () => sarifOf(sampleReport())],
  ['findings-with-origin', () => sarifOf(sampleReport(), origin)],
  ['evidence', () => evidenceOf(sampleReport())],
  ['hostile-findings', () => sarifOf(hostileReport())],
  ['hostile-evidence', () => evidenceOf(hostileReport())],
  ['compared-and-suppressed', () => sarifOf(comparedReport(), origin)],
  ['code-scanning', () => codeScanningOf(comparedReport(), { automationId: 'ironvet/nova/' })],
  ['code-scanning-hostile', () => codeScanningOf(hostileReport())],
  [
    'code-scanning-cut',
    () =>
      codeScanningOf(sampleReport(), {}, { ...githubLimits, results: 1, steps: 1, locations: 1, tags: 3 }),
  ],
  ['nothing-found', () => sarifOf(empty)],
];

test.each(logs)('the SARIF validator accepts %s without an error or a warning', (name, sarif) => {
  expect(complaintsAbout(name, sarif())).toEqual([]);
});

test('the compared report has every state and a suppression', () => {
  const results: readonly Result[] = JSON.parse(sarifOf(comparedReport())).runs[0].results;
  expect(new Set(results.map((one) => one.baselineState))).toEqual(new Set(['absent', 'new', 'unchanged']));
  expect(results.some((one) => one.suppressions?.length === 1)).toBe(true);
});

test('the validator is really asked: it refuses a result without a message', () => {
  const broken = JSON.parse(sarifOf(sampleReport()));
  broken.runs[0].results[0].message = {};
  expect(complaintsAbout('broken', JSON.stringify(broken))).not.toEqual([]);
});
