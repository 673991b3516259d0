/** Lines of a file's text, numbered from 1 and without their line breaks. */
import type { FileText, Place } from '../findings/finding.ts';
import { lineAt, type Position, positionAt, type Span } from '../source/text.ts';

/** A span as people and SARIF read it; `end` is the position after the last character. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export function rangeOf(source: FileText, span: Span): Range {
  return { start: positionAt(source.lineStarts, span.start), end: positionAt(source.lineStarts, span.end) };
}

/** Line and column of a place, or null when the report does not hold its file. */
export function startOf(place: Place, sources: ReadonlyMap<string, FileText>): Position | null {
  const source = sources.get(place.path);
  return source === undefined ? null : positionAt(source.lineStarts, place.span.start);
}

export function lineCount(source: FileText): number {
  return source.lineStarts.length;
}

/** The text of one line; '' for a line that does not exist. */
export function lineText(source: FileText, line: number): string {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return '';
  return source.text.slice(start, source.lineStarts[line]).replace(/[\r\n]+$/, '');
}

/** The line of a span's last character. */
export function lastLineOf(source: FileText, span: Span): number {
  return lineAt(source.lineStarts, Math.max(span.start, span.end - 1));
}
