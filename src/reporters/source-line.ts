/**
 * One line of source as a terminal can show it, with marks under a part of it.
 *
 * Terms: a **cell** is one code point of the line as it is shown: a tab is four blanks, a deceptive character is written
 * out, a wide (East Asian, emoji) character takes two columns, a combining mark none. Marks stand under cells, so they are
 * in place whatever the line contains.
 *
 * Worked example: the line `\tx = "日"` with columns 7 to 8 marked is shown as `    x = "日"` above `         ^^`.
 */
import { visible } from './visible.ts';

export interface MarkedLine {
  readonly text: string;
  /** Marks only, as far as the last one; '' when nothing of the line is marked. */
  readonly marks: string;
}

/** UTF-16 offsets in the line, half open. */
export interface Marking {
  readonly from: number;
  readonly to: number;
  /** One character: `^`. */
  readonly mark: string;
}

interface Cell {
  readonly text: string;
  readonly width: number;
  readonly marked: boolean;
}

const tabWidth = 4;
const ellipsis: Cell = { text: '…', width: 1, marked: false };
const wide =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const combining = /^\p{M}$/u;

/** The line, cropped around the marked part to at most `width` columns. */
export function markedLine(line: string, marking: Marking, width: number): MarkedLine {
  const near = nearby(line, marking, width);
  const cells = crop(cellsOf(near.text, { ...marking, from: near.from, to: near.to }), width);
  return drawn(cells, marking.mark);
}

/** A slice that is sure to hold everything that will be shown: lines of megabytes exist. */
function nearby(line: string, { from, to }: Marking, width: number) {
  const start = Math.max(0, from - width);
  const text = line.slice(start, from + 2 * width);
  return { text, from: from - start, to: Math.min(to, from + 2 * width) - start };
}

function cellsOf(text: string, { from, to }: Marking): Cell[] {
  const cells: Cell[] = [];
  let offset = 0;
  for (const character of text) {
    cells.push(cellOf(character, offset >= from && offset < to));
    offset += character.length;
  }
  if (from === to && from >= offset) cells.push({ text: ' ', width: 1, marked: true });
  return cells;
}

function cellOf(character: string, marked: boolean): Cell {
  if (character === '\t') return { text: ' '.repeat(tabWidth), width: tabWidth, marked };
  const text = visible(character);
  return { text, width: columnsOf(text), marked };
}

function columnsOf(text: string): number {
  if (combining.test(text)) return 0;
  return wide.test(text)
    ? 2
    : text.length === 2 && text.codePointAt(0) !== text.charCodeAt(0)
      ? 1
      : text.length;
}

/** At most `width` columns, the first marked cell among them, a third of them before it. */
function crop(cells: readonly Cell[], width: number): Cell[] {
  if (total(cells) <= width) return [...cells];
  const first = Math.max(
    0,
    cells.findIndex((cell) => cell.marked),
  );
  const before = backFrom(cells, first, Math.floor(width / 3));
  const room = width - (before > 0 ? 2 : 1);
  const shown: Cell[] = before > 0 ? [ellipsis] : [];
  let used = 0;
  for (const cell of cells.slice(before)) {
    if (used + cell.width > room) return [...shown, ellipsis];
    used += cell.width;
    shown.push(cell);
  }
  return shown;
}

/** The index up to `columns` columns before `index`. */
function backFrom(cells: readonly Cell[], index: number, columns: number): number {
  let start = index;
  let used = 0;
  while (start > 0 && used + (cells[start - 1]?.width ?? 0) <= columns) {
    start--;
    used += cells[start]?.width ?? 0;
  }
  return start;
}

function total(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

function drawn(cells: readonly Cell[], mark: string): MarkedLine {
  const text = cells.map((cell) => cell.text).join('');
  const marks = cells.map((cell) => (cell.marked ? mark : ' ').repeat(cell.width)).join('');
  return { text: text.trimEnd(), marks: marks.trimEnd() };
}
