/**
 * A place in source code, drawn: the lines with their numbers and marks under the part that is meant.
 *
 *        |
 *      8 |         info = parse_driver_info(task.node)
 *      9 |         LOG.debug('Connecting with %(info)s', {'info': info})
 *        |                                                        ^^^^
 */
import type { FileText } from '../findings/finding.ts';
import type { Span } from '../source/text.ts';
import { lastLineOf, lineText, rangeOf } from './lines.ts';
import { markedLine } from './source-line.ts';

export interface FrameStyle {
  /** Columns of the whole frame. */
  readonly width: number;
  /** Columns that line numbers take. */
  readonly gutter: number;
  /** Lines shown before the first. */
  readonly before: number;
  readonly mark: string;
  readonly paintGutter: (text: string) => string;
  readonly paintMarks: (text: string) => string;
}

/** Lines of a place that are drawn in full; of a longer one the first two and the last. */
const mostLines = 5;
const separator = ' | ';

/** The frame's lines, without colour but for what the style paints. */
export function frameOf(source: FileText, span: Span, style: FrameStyle): string[] {
  const { start } = rangeOf(source, span);
  const context = range(Math.max(1, start.line - style.before), start.line - 1)
    .filter((line) => lineText(source, line).trim() !== '')
    .flatMap((line) => drawnLine(source, line, { span: null, style }));
  const marked = linesOf(start.line, lastLineOf(source, span)).flatMap((line) =>
    line === null ? [gutter('...', style)] : drawnLine(source, line, { span, style }),
  );
  return [...context, ...marked];
}

/** The lines to draw; null stands for those left out. */
function linesOf(first: number, last: number): (number | null)[] {
  if (last - first < mostLines) return range(first, last);
  return [first, first + 1, null, last];
}

function drawnLine(
  source: FileText,
  line: number,
  { span, style }: { readonly span: Span | null; readonly style: FrameStyle },
): string[] {
  const text = lineText(source, line);
  const marking = { ...markedPart(source, line, span), mark: style.mark };
  const room = Math.max(20, style.width - style.gutter - separator.length);
  const shown = markedLine(text, marking, room);
  const drawn = `${gutter(String(line), style)}${shown.text}`.trimEnd();
  if (span === null || shown.marks === '') return [drawn];
  return [drawn, `${gutter('', style)}${style.paintMarks(shown.marks)}`];
}

/** The part of a line that lies in the span, without the indentation; nothing is marked outside of a span. */
function markedPart(source: FileText, line: number, span: Span | null): { from: number; to: number } {
  if (span === null) return { from: 0, to: 0 };
  const start = source.lineStarts[line - 1] ?? 0;
  const text = lineText(source, line);
  const indentation = text.length - text.trimStart().length;
  const from = span.start > start ? span.start - start : indentation;
  return { from, to: Math.max(from, Math.min(span.end - start, text.length)) };
}

function gutter(text: string, style: FrameStyle): string {
  return style.paintGutter(text.padStart(style.gutter) + separator);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
