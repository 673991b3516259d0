/**
 * GitLab's SAST report, for the artifact `reports: sast` of a GitLab job.
 *
 * Format: sast-report-format.json 15.0.7 of GitLab's security report schemas. GitLab wants the time of the scan; it comes in
 * as an option, so that the report stays a function of its input.
 */
import type { Finding, Level, Report, RuleDescription } from '../findings/finding.ts';
import { lastLineOf, startOf } from './lines.ts';
import { jsonText, visible } from './visible.ts';

export interface GitlabOptions {
  /** When the scan started and ended. */
  readonly started: Date;
  readonly ended: Date;
}

const version = '15.0.7';
const page = 'https://www.npmjs.com/package/ironvet';
/** The schema's limit on the length of a description. */
const longestDescription = 1_048_576;

export function gitlabOf(report: Report, { started, ended }: GitlabOptions): string {
  const tool = {
    id: 'ironvet',
    name: 'ironvet',
    url: page,
    version: report.toolVersion,
    vendor: { name: 'ironvet' },
  };
  const failed = report.notifications.some((notification) => notification.level === 'error');
  return jsonText({
    version,
    schema: `https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v${version}/dist/sast-report-format.json`,
    scan: {
      type: 'sast',
      status: failed ? 'failure' : 'success',
      start_time: timeText(started),
      end_time: timeText(ended),
      analyzer: tool,
      scanner: tool,
      messages: report.notifications.map(({ level, message }) => ({
        level: level === 'note' ? 'info' : level === 'warning' ? 'warn' : 'fatal',
        value: visible(message),
      })),
    },
    vulnerabilities: vulnerabilitiesOf(report),
  });
}

/** `2026-11-22T20:05:00`, UTC. */
function timeText(time: Date): string {
  return time.toISOString().slice(0, 19);
}

function vulnerabilitiesOf(report: Report) {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const seen = new Map<string, number>();
  return report.findings.map((finding) => {
    const earlier = seen.get(finding.fingerprint) ?? 0;
    seen.set(finding.fingerprint, earlier + 1);
    return vulnerabilityOf(finding, { report, rule: rules.get(finding.rule), earlier });
  });
}

interface Context {
  readonly report: Report;
  readonly rule: RuleDescription | undefined;
  /** Findings before this one with the same fingerprint; ids have to differ. */
  readonly earlier: number;
}

function vulnerabilityOf(finding: Finding, { report, rule, earlier }: Context) {
  const { path } = finding.place;
  const lines = linesOf(finding, report);
  const signature = earlier === 0 ? finding.fingerprint : `${finding.fingerprint}-${earlier}`;
  return {
    id: signature,
    name: rule?.title ?? finding.rule,
    description: descriptionOf(finding, report),
    severity: severityOf(finding.level, rule?.securitySeverity ?? 0),
    location: { file: path, ...lines, ...scopeOf(finding.place.function) },
    identifiers: [identifierOf(finding.rule), ...(rule?.cwe ?? []).map(weaknessOf)],
    tracking: {
      type: 'source',
      items: [{ file: path, ...lines, signatures: [{ algorithm: 'scope_offset', value: signature }] }],
    },
  };
}

function linesOf(finding: Finding, report: Report) {
  const source = report.sources.get(finding.place.path);
  const start = startOf(finding.place, report.sources);
  if (source === undefined || start === null) return {};
  return { start_line: start.line, end_line: lastLineOf(source, finding.place.span) };
}

/** `IronicDriver.destroy` is the method `destroy` of the class `IronicDriver`. */
function scopeOf(name: string) {
  const parts = name.split('.').filter((part) => part !== '');
  const method = parts.pop();
  if (method === undefined) return {};
  return parts.length === 0 ? { method } : { class: parts.join('.'), method };
}

function descriptionOf(finding: Finding, report: Report): string {
  const steps = finding.trace.map(({ place, message }, index) => {
    const line = startOf(place, report.sources)?.line ?? '?';
    return `${index + 1}. ${visible(place.path)}:${line}: ${visible(message)}`;
  });
  const lead = steps.length === 0 ? [] : ['', 'How it gets there:', '', ...steps];
  return [visible(finding.message), ...lead].join('\n').slice(0, longestDescription);
}

/** The rule's security severity, capped by the level: a note is never more than low. */
function severityOf(level: Level, score: number): 'Critical' | 'High' | 'Medium' | 'Low' | 'Info' {
  if (level === 'note') return score >= 4 ? 'Low' : 'Info';
  if (score >= 9 && level === 'error') return 'Critical';
  if (score >= 7) return 'High';
  return score >= 4 ? 'Medium' : 'Low';
}

function identifierOf(rule: string) {
  return { type: 'ironvet_rule_id', name: `ironvet ${rule}`, value: rule };
}

function weaknessOf(number: number) {
  const url = `https://cwe.mitre.org/data/definitions/${number}.html`;
  return { type: 'cwe', name: `CWE-${number}`, value: String(number), url };
}
