/** The verdict of a report in sentences, and what limits it: "nothing found" is worth as much as what was looked at. */
import type { Level, Report } from '../findings/finding.ts';

export interface Verdict {
  /** The worst level found; null: nothing. */
  readonly worst: Level | null;
  /** One sentence. */
  readonly sentence: string;
  /** Each one sentence; empty where the run saw everything. */
  readonly limits: readonly string[];
}

const levels: readonly Level[] = ['error', 'warning', 'note'];

export function verdictOf(report: Report): Verdict {
  const counts = levels.map((level) => report.findings.filter((one) => one.level === level).length);
  const worst = levels.find((_, index) => (counts[index] ?? 0) > 0) ?? null;
  return { worst, sentence: sentenceOf(worst, counts), limits: limitsOf(report) };
}

function sentenceOf(worst: Level | null, [errors = 0, warnings = 0, notes = 0]: readonly number[]): string {
  switch (worst) {
    case null:
      return 'No security defects were found in what was checked.';
    case 'error':
      return `Fix before merging: ${joined([counted(errors, 'error'), counted(warnings, 'warning'), counted(notes, 'note')])}.`;
    case 'warning':
      return `No errors, but ${joined([counted(warnings, 'warning'), counted(notes, 'note')])} to look at.`;
    case 'note':
      return `No errors or warnings; ${counted(notes, 'note')} to improve on.`;
  }
}

function limitsOf(report: Report): readonly string[] {
  const { files, notifications, resolution } = report;
  const skipped = files.filter((file) => file.status === 'skipped').length;
  const partial = files.filter((file) => file.status === 'partial').length;
  const crashed = notifications.filter((one) => one.id === 'rule-crashed').length;
  const exhausted = notifications.filter((one) => one.id === 'budget-exhausted').length;
  const suppressed = report.setAside.filter((one) => one.justification !== null).length;
  const known = report.setAside.length - suppressed;
  const calls = resolution.inTree + resolution.modelled + resolution.unknown;
  return [
    ...sentenceFor(suppressed, `${counted(suppressed, 'finding')} suppressed in the code.`),
    ...sentenceFor(known, `${counted(known, 'finding')} known from an earlier run.`),
    ...sentenceFor(skipped, `${counted(skipped, 'file')} could not be read.`),
    ...sentenceFor(partial, `${counted(partial, 'file')} could be analyzed only in part.`),
    ...sentenceFor(crashed, `${counted(crashed, 'rule')} failed; findings may be missing.`),
    ...sentenceFor(exhausted, `${counted(exhausted, 'function')} could not be followed to the end.`),
    ...sentenceFor(
      resolution.unknown,
      `${resolution.unknown} of ${counted(calls, 'call')} could not be resolved.`,
    ),
  ];
}

function sentenceFor(count: number, sentence: string): readonly string[] {
  return count === 0 ? [] : [sentence];
}

function joined(parts: readonly string[]): string {
  const named = parts.filter((part) => !part.startsWith('0 '));
  const last = named.at(-1) ?? '';
  return named.length < 2 ? last : `${named.slice(0, -1).join(', ')} and ${last}`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
