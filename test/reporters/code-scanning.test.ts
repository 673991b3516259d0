import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Result, Run } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { Finding, Level, Report } from '../../src/findings/finding.ts';
import { codeScanningOf, githubLimits } from '../../src/reporters/code-scanning.ts';
import { fileText, sampleReport, secretInLog } from './sample-report.ts';

const text = 'x = 1\n';
const minor = { ...secretInLog, id: 'minor-leak', securitySeverity: 2 };

function findingAt(position: number, more: Partial<Finding> = {}): Finding {
  const place = { path: 'a.py', span: { start: 0, end: 1 }, function: `f${position}` };
  const fingerprint = position.toString(16).padStart(32, '0');
  const same = { related: [], trace: [], fingerprint, contentFingerprint: fingerprint };
  return { rule: secretInLog.id, level: 'warning', message: `no. ${position}`, place, ...same, ...more };
}

function reportOf(findings: readonly Finding[], more: Partial<Report> = {}): Report {
  const file = { path: 'a.py', hash: 'f'.repeat(64), lines: 2, functions: 0, status: 'analyzed' } as const;
  const sources = new Map([['a.py', fileText(text)]]);
  const rules = [secretInLog, minor];
  return { ...sampleReport(), rules, findings, notifications: [], files: [file], sources, ...more };
}

function runOf(sarif: string): Run & { readonly results: Result[] } {
  const [run] = JSON.parse(sarif).runs;
  return run;
}

function told(run: Run): readonly (string | undefined)[] {
  return (run.invocations?.[0]?.toolExecutionNotifications ?? []).map((one) => one.message.text);
}

const many = (count: number) => Array.from({ length: count }, (_, position) => findingAt(position));

describe('SARIF for code scanning', () => {
  test('has 5,000 of 30,000 findings, the worst, and says so', () => {
    const levelAt = (position: number): Level => (position % 30 === 29 ? 'error' : 'note');
    const findings = many(30_000).map((one, position) => ({ ...one, level: levelAt(position) }));
    const run = runOf(codeScanningOf(reportOf(findings)));
    expect(run.results).toHaveLength(5000);
    expect(run.results.filter((one) => one.level === 'error')).toHaveLength(1000);
    expect(told(run)).toEqual([
      '25000 of 30000 findings are left out, the least severe ones: GitHub takes no more. --json has all of them.',
    ]);
  });

  test('cuts findings of less severe rules first', () => {
    const findings = many(10).map((one, position) => ({ ...one, rule: position < 5 ? minor.id : one.rule }));
    const limits = { ...githubLimits, results: 6 };
    const rules = runOf(codeScanningOf(reportOf(findings), {}, limits)).results.map((one) => one.ruleId);
    expect(rules.filter((rule) => rule === minor.id)).toHaveLength(1);
    expect(rules.filter((rule) => rule === secretInLog.id)).toHaveLength(5);
  });

  test('is complete, without a remark, where nothing is beyond the limits', () => {
    const run = runOf(codeScanningOf(reportOf(many(3)), { automationId: 'ironvet/nova/' }));
    expect(run.results).toHaveLength(3);
    expect(told(run)).toEqual([]);
    expect(run.automationDetails).toEqual({ id: 'ironvet/nova/' });
  });

  test('has at most so many bytes when it is compressed', () => {
    // Random text does not compress, as ordinary messages would.
    const findings = many(2000).map((one) => ({ ...one, message: randomBytes(300).toString('hex') }));
    const limits = { ...githubLimits, bytes: 200_000 };
    const sarif = codeScanningOf(reportOf(findings), {}, limits);
    expect(gzipSync(sarif).length).toBeLessThanOrEqual(limits.bytes);
    const run = runOf(sarif);
    expect(run.results.length).toBeGreaterThan(200);
    expect(told(run)[0]).toContain('of 2000 findings are left out');
  });

  test('keeps both ends of a long path, and the first of many places', () => {
    const step = (position: number) => ({ place: findingAt(0).place, message: `step ${position}` });
    const steps = Array.from({ length: 12_000 }, (_, position) => step(position));
    const [result] = runOf(
      codeScanningOf(reportOf([findingAt(0, { trace: steps, related: steps })])),
    ).results;
    const path = result?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
    expect(path).toHaveLength(1000);
    expect(path[0]?.location?.message?.text).toBe('step 0');
    expect(path[999]?.location?.message?.text).toBe('step 11999');
    expect(result?.relatedLocations).toHaveLength(100);
  });

  test('has at most ten tags for a rule', () => {
    const tags = Array.from({ length: 30 }, (_, position) => `tag-${position}`);
    const rules = [{ ...secretInLog, tags, cwe: [1, 2, 3] }];
    const [rule] = runOf(codeScanningOf(reportOf([], { rules }))).tool.driver.rules ?? [];
    expect(rule?.properties?.tags).toHaveLength(10);
    expect(rule?.properties?.tags).toEqual(expect.arrayContaining(['security', 'external/cwe/cwe-003']));
  });

  test('leaves out what GitHub would show as open, and keeps what a baseline knows', () => {
    const absent = { ...findingAt(9), path: 'a.py', region: null };
    const run = runOf(
      codeScanningOf(
        reportOf([findingAt(0)], {
          setAside: [
            { finding: findingAt(1), justification: 'why', baselineState: 'unchanged' },
            { finding: findingAt(2), justification: null, baselineState: 'unchanged' },
          ],
          comparison: { absent: [absent] },
        }),
      ),
    );
    expect(run.results.map((one) => one.message.text)).toEqual(['no. 0', 'no. 2']);
    expect(run.results.some((one) => 'baselineState' in one)).toBe(false);
  });
});
