/** Scores the findings of one test file against what the file expects. */
import type { Report } from '../../src/findings/finding.ts';
import { lineAt } from '../../src/source/text.ts';
import type { Counterpart } from './counterparts.ts';
import { type ExpectedStatement, expectationsIn } from './expectations.ts';

export interface FileScore {
  readonly file: string;
  readonly expected: number;
  readonly caught: number;
  /** First lines of the statements that should be findings and are not. */
  readonly missed: readonly number[];
  readonly clean: number;
  /** Lines of findings in statements that should be none. */
  readonly falseAlarms: readonly number[];
}

/** `report`: of the file alone, with the counterpart's rules alone. */
export function scoreFile(counterpart: Counterpart, text: string, report: Report): FileScore {
  const statements = expectationsIn(text).filter((one) =>
    one.rules.some((rule) => counterpart.semgrep.includes(rule)),
  );
  const lines = linesIn(report);
  const isHit = (one: ExpectedStatement) => lines.some((line) => line >= one.first && line <= one.last);
  const expected = statements.filter((one) => one.expectation === 'finding');
  const clean = statements.filter((one) => one.expectation === 'none');
  return {
    file: counterpart.file,
    expected: expected.length,
    caught: expected.filter(isHit).length,
    missed: expected.filter((one) => !isHit(one)).map((one) => one.first),
    clean: clean.length,
    falseAlarms: clean.filter(isHit).map((one) => one.first),
  };
}

/** Lines that a finding is told at: its own, and those where it says that the same value arrives too. */
function linesIn(report: Report): readonly number[] {
  return report.findings.flatMap((finding) => {
    const starts = report.sources.get(finding.place.path)?.lineStarts ?? [0];
    const repeated = finding.related.filter((step) => step.message.startsWith('also '));
    return [finding.place, ...repeated.map((step) => step.place)].map((place) =>
      lineAt(starts, place.span.start),
    );
  });
}
