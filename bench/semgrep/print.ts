/** Prints the scores for people: a line per file, the totals, and why files were left out. */
import type { FileScore } from './score.ts';

export interface LeftOut {
  /** Why a file is not scored, by its path. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Files that the table does not name. */
  readonly unknown: readonly string[];
  readonly commit: string;
}

export function printScores(scores: readonly FileScore[], { reasons, unknown, commit }: LeftOut): string {
  const width = Math.max(...scores.map((score) => score.file.length));
  const lines = [
    `semgrep-rules at ${commit}`,
    '',
    `${''.padEnd(width)}   caught   missed    false`,
    ...scores.map((score) => printFile(score, width)),
    printFile(totalOf(scores), width),
    '',
    `${reasons.size} files have no counterpart:`,
    ...printReasons(reasons),
    ...unknown.map((file) => `not in the table: ${file}`),
  ];
  return `${lines.join('\n')}\n`;
}

function printFile(score: FileScore, width: number): string {
  const caught = `${score.caught}/${score.expected}`.padStart(9);
  const missed = String(score.expected - score.caught).padStart(9);
  const wrong = `${score.falseAlarms.length}/${score.clean}`.padStart(9);
  return `${score.file.padEnd(width)}${caught}${missed}${wrong}${printLines(score)}`;
}

function printLines({ missed, falseAlarms }: FileScore): string {
  const parts = [
    ...(missed.length > 0 ? [`missed at ${missed.join(' ')}`] : []),
    ...(falseAlarms.length > 0 ? [`false at ${falseAlarms.join(' ')}`] : []),
  ];
  return parts.length > 0 ? `  ${parts.join('; ')}` : '';
}

function totalOf(scores: readonly FileScore[]): FileScore {
  const sum = (count: (score: FileScore) => number) =>
    scores.reduce((total, score) => total + count(score), 0);
  return {
    file: 'all',
    expected: sum((score) => score.expected),
    caught: sum((score) => score.caught),
    missed: [],
    clean: sum((score) => score.clean),
    falseAlarms: scores.flatMap((score) => score.falseAlarms),
  };
}

function printReasons(reasons: ReadonlyMap<string, string>): string[] {
  const byReason = new Map<string, string[]>();
  for (const [file, reason] of reasons) byReason.set(reason, [...(byReason.get(reason) ?? []), file]);
  return [...byReason].map(([reason, files]) => `  ${reason}: ${files.join(', ')}`);
}
