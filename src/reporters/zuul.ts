/**
 * File comments for Zuul, which puts them into the review of the change in Gerrit: the job hands the file to Zuul's
 * `zuul_return` with its argument `file`.
 *
 * Format: "Leaving file comments" of Zuul's documentation. Lines count from 1; the characters of a range from 0, as in Gerrit.
 */
import type { FileText, Finding, Level, Report } from '../findings/finding.ts';
import { rangeOf, startOf } from './lines.ts';
import { jsonText, visible } from './visible.ts';

interface Comment {
  readonly line: number;
  readonly message: string;
  readonly level: 'error' | 'warning' | 'info';
  readonly range?: {
    readonly start_line: number;
    readonly start_character: number;
    readonly end_line: number;
    readonly end_character: number;
  };
}

const levels: Readonly<Record<Level, Comment['level']>> = {
  error: 'error',
  warning: 'warning',
  note: 'info',
};

export function zuulOf(report: Report): string {
  const comments = new Map<string, Comment[]>();
  for (const finding of report.findings) {
    const { path } = finding.place;
    comments.set(path, [...(comments.get(path) ?? []), commentOf(finding, report.sources)]);
  }
  return jsonText({ zuul: { file_comments: Object.fromEntries(comments) } });
}

function commentOf(finding: Finding, sources: ReadonlyMap<string, FileText>): Comment {
  const message = messageOf(finding, sources);
  const level = levels[finding.level];
  const source = sources.get(finding.place.path);
  if (source === undefined) return { line: 1, message, level };
  const { start, end } = rangeOf(source, finding.place.span);
  const range = {
    start_line: start.line,
    start_character: start.column - 1,
    end_line: end.line,
    end_character: end.column - 1,
  };
  return { line: end.line, message, level, range };
}

/** The message and the path, as lines of text: a comment in Gerrit has no other way to show it. */
function messageOf(finding: Finding, sources: ReadonlyMap<string, FileText>): string {
  const steps = finding.trace.map(({ place, message }, index) => {
    const line = startOf(place, sources)?.line;
    const where = line === undefined ? place.path : `${place.path}:${line}`;
    return `${index + 1}. ${visible(where)}: ${visible(message)}`;
  });
  return [`${finding.rule}: ${visible(finding.message)}`, ...steps].join('\n');
}
