import type { Result } from 'sarif';
import { expect, test } from 'vitest';
import { compareWithBaseline, knownFindings } from '../../src/findings/baseline.ts';
import type { Report } from '../../src/findings/finding.ts';
import { codeScanningOf, githubLimits } from '../../src/reporters/code-scanning.ts';
import { evidenceOf, sarifOf } from '../../src/reporters/sarif.ts';
import { hostileReport } from './hostile-report.ts';
import { sampleReport } from './sample-report.ts';
import { complaintsAbout } from './validator.ts';

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
