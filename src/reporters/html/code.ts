/**
 * Source code in the HTML report: lines with their numbers, the meant part marked, and steps of a trace under their lines.
 *
 * Worked example: the steps at lines 1065, 1057 and 1099 of one file become one frame of three groups of lines, in the order
 * of the file, each step with its number and message under its line, and a line of dots where lines are left out.
 */
import type { FileText, Place, Report, Step } from '../../findings/finding.ts';
import type { Span } from '../../source/text.ts';
import { lastLineOf, lineCount, lineText, rangeOf } from '../lines.ts';
import { escaped } from '../xml.ts';
import { prose } from './prose.ts';

/** A place to draw in a frame. */
export interface Mark {
  readonly place: Place;
  /** The number of the step, from 1; null for the place of the finding. */
  readonly number: number | null;
  readonly message: string | null;
}

/** Marks of one file, drawn together. */
interface Frame {
  readonly path: string;
  readonly marks: readonly Mark[];
}

const linesAround = 1;
/** Lines of one place that are drawn; a longer one is cut after them. */
const mostLines = 6;
/** Characters of one line that are drawn. */
const longestLine = 180;

/** The finding's place and its steps. A run of steps in one file is one frame. */
export function framesOf(place: Place, steps: readonly Step[], report: Report): string {
  const marks: readonly Mark[] = [
    ...(steps.some((step) => samePlace(step.place, place)) ? [] : [{ place, number: null, message: null }]),
    ...steps.map((step, index) => ({ place: step.place, number: index + 1, message: step.message })),
  ];
  return framed(marks)
    .map((frame) => frameText(frame, report))
    .join('\n');
}

function samePlace(left: Place, right: Place): boolean {
  return left.path === right.path && left.span.start === right.span.start && left.span.end === right.span.end;
}

function framed(marks: readonly Mark[]): readonly Frame[] {
  const frames: { path: string; marks: Mark[] }[] = [];
  for (const mark of marks) {
    const open = frames.at(-1);
    if (open !== undefined && open.path === mark.place.path) open.marks.push(mark);
    else frames.push({ path: mark.place.path, marks: [mark] });
  }
  return frames;
}

function frameText({ path, marks }: Frame, report: Report): string {
  const source = report.sources.get(path);
  const lines = source === undefined ? unread(marks) : drawn(source, marks);
  return `<figure><figcaption>${escaped(path)}</figcaption><div class="code" tabindex="0">${lines}</div></figure>`;
}

/** A file that the report does not hold: the steps alone. */
function unread(marks: readonly Mark[]): string {
  return marks.map((mark) => stepText(mark)).join('');
}

function drawn(source: FileText, marks: readonly Mark[]): string {
  const shown = shownLines(source, marks);
  return shown
    .map((line, index) => {
      const gap = index > 0 && (shown[index - 1] ?? 0) + 1 < line;
      const ending = marks.filter((mark) => lastShown(source, mark.place.span) === line);
      return `${gap ? '<div class="gap">⋯</div>' : ''}${lineHtml(source, line, marks)}${ending.map(stepText).join('')}`;
    })
    .join('');
}

function shownLines(source: FileText, marks: readonly Mark[]): readonly number[] {
  const lines = new Set<number>();
  for (const { place } of marks) {
    const first = rangeOf(source, place.span).start.line;
    const last = lastShown(source, place.span);
    const from = Math.max(1, first - linesAround);
    const to = Math.min(lineCount(source), last + linesAround);
    for (let line = from; line <= to; line++) lines.add(line);
  }
  return [...lines].sort((left, right) => left - right);
}

function lastShown(source: FileText, span: Span): number {
  const { start } = rangeOf(source, span);
  return Math.min(lastLineOf(source, span), start.line + mostLines - 1);
}

function lineHtml(source: FileText, line: number, marks: readonly Mark[]): string {
  const parts = marks.map((mark) => partOf(source, line, mark.place.span)).filter((part) => part !== null);
  const [part = null] = parts;
  const text = lineText(source, line);
  const body = part === null ? shownText(text, 0, longestLine) : markedText(text, part);
  return `<div class="${part === null ? 'line' : 'line hit'}"><span class="number">${line}</span><code>${body}</code></div>`;
}

interface Part {
  readonly from: number;
  readonly to: number;
}

/** The part of a line in a span, without indentation; null: none of it. */
function partOf(source: FileText, line: number, span: Span): Part | null {
  if (line > lastShown(source, span)) return null;
  const start = source.lineStarts[line - 1] ?? 0;
  const text = lineText(source, line);
  const indentation = text.length - text.trimStart().length;
  const from = Math.max(span.start - start, span.start < start ? indentation : 0);
  const to = Math.min(span.end - start, text.length);
  return span.start <= start + text.length && from < to ? { from, to } : null;
}

function markedText(text: string, { from, to }: Part): string {
  const first = Math.max(0, Math.min(from - 60, from + longestLine - text.length));
  const start = text.length <= longestLine ? 0 : first;
  const end = start + longestLine;
  const lead = start > 0 ? '…' : '';
  return `${lead}${shownText(text, start, from)}<mark>${shownText(text, from, Math.min(to, end))}</mark>${shownText(text, Math.min(to, end), end)}`;
}

/** The characters from `start` to `end`, tabs as blanks; an ellipsis where the line goes on. */
function shownText(text: string, start: number, end: number): string {
  const more = end >= start + longestLine && end < text.length ? '…' : '';
  return `${escaped(text.slice(start, end).replaceAll('\t', '    '))}${more}`;
}

function stepText({ number, message }: Mark): string {
  if (message === null) return '';
  return `<div class="step"><b>${number ?? ''}</b> ${prose(message)}</div>`;
}
