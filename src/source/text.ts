/**
 * Places in source text.
 *
 * Offsets count UTF-16 code units from 0, as JavaScript strings do; lines and columns count from 1, as editors and
 * SARIF (columnKind utf16CodeUnits) do. A span is half open: `end` is the offset after its last character.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A position as people read it, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A file's text together with the offsets at which its lines start. */
export interface SourceText {
  /** Relative to the root of the run, forward slashes, never leaving the root. */
  readonly path: string;
  readonly text: string;
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly hash: string;
  /** `lineStarts[i]` is the offset of the first character of line i + 1. */
  readonly lineStarts: readonly number[];
}

/** The offsets at which the lines of `text` start; \n, \r\n and a lone \r end a line. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10 || (code === 13 && text.charCodeAt(offset + 1) !== 10)) starts.push(offset + 1);
  }
  return starts;
}

/** The line (from 1) that holds `offset`, by binary search. */
export function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** Line and column (both from 1) of `offset`. */
export function positionAt(lineStarts: readonly number[], offset: number): Position {
  const line = lineAt(lineStarts, offset);
  return { line, column: offset - (lineStarts[line - 1] ?? 0) + 1 };
}
