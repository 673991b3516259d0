/**
 * Scores one case. Caught: a finding of the case's area overlaps the defect's lines ± 2 before the fix, and no finding
 * of that rule overlaps the fixed lines ± 2 after it.
 */
import type { Finding, Report } from '../../src/findings/finding.ts';
import { lineAt } from '../../src/source/text.ts';
import { areaOfClass, type FixCase, type LineRange } from './cases.ts';

export type Outcome = 'caught' | 'missed' | 'still-alerting';

export interface Row {
  readonly id: string;
  readonly class: string;
  readonly reach: string;
  readonly sure: string;
  readonly outcome: Outcome;
  /** The rule that decided the outcome; null when none spoke. */
  readonly rule: string | null;
  readonly why: string;
}

const tolerance = 2;

export function scoreCase(fixCase: FixCase, before: Report, after: Report): Row {
  const alerting = rulesAt(before, fixCase, fixCase.file, fixCase.defectLines);
  const silenced = alerting.filter(
    (rule) => !rulesAt(after, fixCase, fixCase.fixedFile, fixCase.fixedLines).includes(rule),
  );
  if (silenced[0] !== undefined) return row(fixCase, 'caught', silenced[0], '');
  if (alerting[0] !== undefined) {
    return row(fixCase, 'still-alerting', alerting[0], 'the rule also alerts on the fixed lines');
  }
  return row(fixCase, 'missed', null, whyMissed(fixCase, before));
}

export function failedCase(fixCase: FixCase, why: string): Row {
  return row(fixCase, 'missed', null, why);
}

function row(fixCase: FixCase, outcome: Outcome, rule: string | null, why: string): Row {
  const { id, class: caseClass, reach, sure } = fixCase;
  return { id, class: caseClass, reach, sure, outcome, rule, why };
}

/** Rules of the case's area with a finding on these lines, sorted, each once. */
function rulesAt(report: Report, fixCase: FixCase, path: string, lines: LineRange): string[] {
  const rules = areaFindings(report, fixCase)
    .filter((finding) => finding.place.path === path && overlaps(linesOf(report, finding), lines))
    .map((finding) => finding.rule);
  return [...new Set(rules)].sort();
}

function areaFindings(report: Report, fixCase: FixCase): Finding[] {
  const area = areaOfClass(fixCase.class);
  const rules = new Set(report.rules.filter((rule) => rule.area === area).map((rule) => rule.id));
  return report.findings.filter((finding) => rules.has(finding.rule));
}

function linesOf(report: Report, finding: Finding): LineRange {
  const starts = report.sources.get(finding.place.path)?.lineStarts ?? [0];
  const { start, end } = finding.place.span;
  return [lineAt(starts, start), lineAt(starts, Math.max(start, end - 1))];
}

function overlaps(left: LineRange, right: LineRange): boolean {
  return left[0] <= right[1] + tolerance && left[1] >= right[0] - tolerance;
}

function whyMissed(fixCase: FixCase, before: Report): string {
  const file = before.files.find((candidate) => candidate.path === fixCase.file);
  if (file === undefined) return 'the file was not analyzed';
  if (file.status !== 'analyzed') return 'the file was analyzed only in part';
  const near = areaFindings(before, fixCase).find(
    (finding) => finding.place.path === fixCase.file && finding.place.function === fixCase.function,
  );
  if (near !== undefined) {
    return `${near.rule} alerts in the function, but at line ${linesOf(before, near)[0]}`;
  }
  const other = before.findings.find(
    (finding) =>
      finding.place.path === fixCase.file && overlaps(linesOf(before, finding), fixCase.defectLines),
  );
  return other === undefined ? 'no rule speaks here' : `only ${other.rule} of another area alerts here`;
}
