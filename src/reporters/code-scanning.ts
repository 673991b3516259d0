/**
 * SARIF for GitHub code scanning: `sarif.ts` without what GitHub would misunderstand, and within its limits.
 *
 * GitHub shows suppressed and absent results as open alerts, so they are left out. Findings that a baseline knows stay in:
 * GitHub compares with its own earlier uploads, and would call them fixed.
 *
 * Limits (docs.github.com, "SARIF results exceed one or more limits"): of a run 25,000 results are accepted and 5,000 kept;
 * of a result 10,000 steps of a path and 1,000 are kept, of a rule 20 tags and 10 are kept; a file has 10 MB at most when
 * it is compressed with gzip. What is beyond the smaller figure is cut here, the least severe findings first, and a
 * notification says so.
 */
import { gzipSync } from 'node:zlib';
import type { Finding, Level, Notification, Report, RuleDescription, Step } from '../findings/finding.ts';
import { compareFindings } from '../findings/order.ts';
import { type SarifOptions, sarifOf } from './sarif.ts';

export interface UploadLimits {
  readonly results: number;
  /** Of the path of one result. */
  readonly steps: number;
  /** Of one result: places that explain it. */
  readonly locations: number;
  readonly tags: number;
  /** Compressed. */
  readonly bytes: number;
}

export const githubLimits: UploadLimits = {
  results: 5000,
  steps: 1000,
  locations: 100,
  tags: 10,
  bytes: 10_000_000,
};

/** The findings as SARIF that GitHub takes and shows whole. */
export function codeScanningOf(
  report: Report,
  options: SarifOptions = {},
  limits: UploadLimits = githubLimits,
): string {
  const whole = uploaded(report, limits);
  const worstFirst = [...whole.findings].sort(bySeverity(report));
  let count = Math.min(worstFirst.length, limits.results);
  for (;;) {
    const text = sarifOf(cutTo(whole, worstFirst.slice(0, count)), options);
    const size = gzipSync(text).length;
    if (size <= limits.bytes || count === 0) return text;
    // Bytes are nearly proportional to results; a tenth less makes the next attempt likely to fit.
    count = Math.min(count - 1, Math.floor(count * (limits.bytes / size) * 0.9));
  }
}

/** What counts and what a baseline knows, each within the limits for one result and one rule. */
function uploaded(report: Report, limits: UploadLimits): Report {
  const known = report.setAside.filter((one) => one.justification === null).map((one) => one.finding);
  const findings = [...report.findings, ...known].sort(compareFindings);
  return {
    ...report,
    findings: findings.map((finding) => shortened(finding, limits)),
    setAside: [],
    comparison: null,
    rules: report.rules.map((rule) => withFewTags(rule, limits.tags)),
  };
}

function shortened(finding: Finding, { steps, locations }: UploadLimits): Finding {
  return {
    ...finding,
    trace: withoutMiddle(finding.trace, steps),
    related: finding.related.slice(0, locations),
  };
}

/** Both ends of a path say more than its middle. */
function withoutMiddle(trace: readonly Step[], most: number): readonly Step[] {
  if (trace.length <= most) return trace;
  const last = Math.floor(most / 2);
  return [...trace.slice(0, most - last), ...trace.slice(trace.length - last)];
}

/** `security` and the area come first, and the weaknesses say more than our own words. */
function withFewTags(rule: RuleDescription, most: number): RuleDescription {
  const cwe = rule.cwe.slice(0, most - 2);
  return { ...rule, cwe, tags: rule.tags.slice(0, most - 2 - cwe.length) };
}

const levels: readonly Level[] = ['error', 'warning', 'note'];
const precisions: readonly RuleDescription['precision'][] = ['very-high', 'high', 'medium', 'low'];

/** By level, then how severe and how precise the rule is, then by place. */
function bySeverity(report: Report): (left: Finding, right: Finding) => number {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const severity = (finding: Finding) => rules.get(finding.rule)?.securitySeverity ?? 0;
  const precision = (finding: Finding) => precisions.indexOf(rules.get(finding.rule)?.precision ?? 'low');
  return (left, right) =>
    levels.indexOf(left.level) - levels.indexOf(right.level) ||
    severity(right) - severity(left) ||
    precision(left) - precision(right) ||
    compareFindings(left, right);
}

function cutTo(report: Report, kept: readonly Finding[]): Report {
  if (kept.length === report.findings.length) return report;
  return {
    ...report,
    findings: [...kept].sort(compareFindings),
    notifications: [resultsCut(report.findings.length, kept.length), ...report.notifications],
  };
}

function resultsCut(all: number, kept: number): Notification {
  const message = `${all - kept} of ${all} findings are left out, the least severe ones: GitHub takes no more. --json has all of them.`;
  return { level: 'warning', id: 'results-cut', message, path: null, span: null, rule: null };
}
