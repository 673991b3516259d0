/**
 * Directives: comments that speak to the analyzer, and the text that each one covers. A front end finds the comments and
 * the units of its language; what a directive says is read later (src/findings/suppressions.ts).
 *
 * Terms
 * - **unit**: a statement, or a clause of one (`else`, `except`, `case`), that a comment can belong to.
 * - **head**: of a unit with a body, what stands before the body; a unit without a body is all head.
 *
 * A comment beside code covers the units on its line, of those with a body the head. A comment on a line of its own covers
 * the unit below, body included; inside of a statement that goes over several lines it covers that statement.
 *
 * Worked example: above `with lock:` a comment covers the whole block, behind the colon only that line.
 */
import type { Directive } from '../ir/ir.ts';
import type { Span } from '../source/text.ts';

export interface Unit {
  readonly span: Span;
  /** Offset at which the body starts; without a body, the end of the unit. */
  readonly headEnd: number;
}

export interface Comment {
  /** With the marks. */
  readonly span: Span;
  /** Without the marks. */
  readonly words: string;
}

export interface CommentedText {
  readonly text: string;
  /** In the order of the text. */
  readonly comments: readonly Comment[];
  readonly units: readonly Unit[];
}

const mark = 'ironvet:';

/** Whether a text can hold a directive at all: most hold none, and need not be searched for comments. */
export function mayHoldDirectives(text: string): boolean {
  return text.includes(mark);
}

/** The directives among the comments, in the order of the text. */
export function directivesOf(commented: CommentedText): readonly Directive[] {
  return commented.comments.flatMap((comment) => {
    const words = comment.words.trim();
    if (!words.startsWith(mark)) return [];
    const text = words.slice(mark.length).trim();
    return [{ span: comment.span, text, covers: coveredBy(comment.span, commented) }];
  });
}

function coveredBy(comment: Span, commented: CommentedText): Span {
  const beside = codeBefore(comment, commented.text);
  if (beside !== null) return unitsOnLine(beside, commented);
  return unitBelow(comment, commented) ?? unitAround(comment, commented) ?? endOf(comment);
}

/** From the first character of code on the comment's line to the last; null when the comment has the line for itself. */
function codeBefore(comment: Span, text: string): Span | null {
  let start = comment.start;
  while (start > 0 && !isLineBreak(text.charAt(start - 1))) start--;
  let end = comment.start;
  while (end > start && isBlank(text.charAt(end - 1))) end--;
  while (start < end && isBlank(text.charAt(start))) start++;
  return start === end ? null : { start, end };
}

function unitsOnLine(code: Span, { units }: CommentedText): Span {
  const first = innermost(units, code.start);
  const last = innermost(units, code.end - 1);
  return {
    start: Math.min(code.start, first?.span.start ?? code.start),
    end: Math.max(code.end, last?.headEnd ?? code.end),
  };
}

/** The outermost unit that starts where the code goes on after the comment and those that follow it. */
function unitBelow(comment: Span, { text, comments, units }: CommentedText): Span | null {
  const ends = new Map(comments.map((one) => [one.span.start, one.span.end]));
  let offset = comment.end;
  while (offset < text.length) {
    const end = ends.get(offset);
    if (end !== undefined) offset = end;
    else if (isBlank(text.charAt(offset)) || isLineBreak(text.charAt(offset))) offset++;
    else break;
  }
  const starting = units.filter((unit) => unit.span.start === offset);
  return starting.reduce<Span | null>((found, { span }) => larger(found, span), null);
}

function unitAround(comment: Span, { units }: CommentedText): Span | null {
  const around = innermost(units, comment.start);
  return around === null ? null : { start: around.span.start, end: around.headEnd };
}

function endOf(comment: Span): Span {
  return { start: comment.end, end: comment.end };
}

function innermost(units: readonly Unit[], offset: number): Unit | null {
  let found: Unit | null = null;
  for (const unit of units) {
    if (unit.span.start > offset || offset >= unit.span.end) continue;
    if (found === null || lengthOf(unit.span) < lengthOf(found.span)) found = unit;
  }
  return found;
}

function larger(left: Span | null, right: Span): Span {
  return left !== null && lengthOf(left) >= lengthOf(right) ? left : right;
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\f';
}

function isLineBreak(character: string): boolean {
  return character === '\n' || character === '\r';
}
