import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../src/findings/finding.ts';
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

const logs: readonly (readonly [string, () => string])[] = [
  ['findings', () => sarifOf(sampleReport())],
  ['findings-with-origin', () => sarifOf(sampleReport(), origin)],
  ['evidence', () => evidenceOf(sampleReport())],
  ['hostile-findings', () => sarifOf(hostileReport())],
  ['hostile-evidence', () => evidenceOf(hostileReport())],
  ['nothing-found', () => sarifOf(empty)],
];

test.each(logs)('the SARIF validator accepts %s without an error or a warning', (name, sarif) => {
  expect(complaintsAbout(name, sarif())).toEqual([]);
});

test('the validator is really asked: it refuses a result without a message', () => {
  const broken = JSON.parse(sarifOf(sampleReport()));
  broken.runs[0].results[0].message = {};
  expect(complaintsAbout('broken', JSON.stringify(broken))).not.toEqual([]);
});
