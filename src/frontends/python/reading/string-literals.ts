/**
 * What a string literal means: prefix, quotes, escapes (Python language reference, "String and Bytes literals").
 *
 * Worked example: `rb"\n"` has the prefix rb, so its value is a backslash and an n; `"\x41\n"` is an A and a line feed.
 * Bytes are given as a string with one character a byte. `\N{name}` stays as written: names of characters are not known.
 */
import type { Constant } from '../../../ir/ir.ts';

export interface LiteralShape {
  readonly isBytes: boolean;
  readonly isRaw: boolean;
  /** Offset of the first character after the opening quotes. */
  readonly contentStart: number;
  /** `'`, `"`, `'''` or `"""`; '' when there is none (Python 2's backquotes among them). */
  readonly quotes: string;
}

/** Prefix and quotes of the literal that starts at `start`. */
export function literalShape(text: string, start: number): LiteralShape {
  let offset = start;
  let isBytes = false;
  let isRaw = false;
  for (; offset < start + 3 && !isQuote(text.charAt(offset)); offset++) {
    const letter = text.charAt(offset).toLowerCase();
    if (letter === 'b') isBytes = true;
    if (letter === 'r') isRaw = true;
  }
  const quote = text.charAt(offset);
  if (!isQuote(quote)) return { isBytes, isRaw, contentStart: offset, quotes: '' };
  const quotes = text.startsWith(quote.repeat(3), offset) ? quote.repeat(3) : quote;
  return { isBytes, isRaw, contentStart: offset + quotes.length, quotes };
}

function isQuote(letter: string): boolean {
  return letter === '"' || letter === "'" || letter === '`';
}

/** The constant of a literal without interpolations; null when its end is missing. */
export function literalConstant(text: string, start: number, end: number): Constant | null {
  const shape = literalShape(text, start);
  const contentEnd = end - shape.quotes.length;
  if (shape.quotes === '' || contentEnd < shape.contentStart || !text.startsWith(shape.quotes, contentEnd))
    return null;
  const value = decode(text.slice(shape.contentStart, contentEnd), shape);
  return { kind: shape.isBytes ? 'bytes' : 'string', value };
}

/** The characters that a piece of a literal stands for. */
export function decode(piece: string, shape: Pick<LiteralShape, 'isBytes' | 'isRaw'>): string {
  const text = piece.includes('\r') ? piece.replace(/\r\n?/g, '\n') : piece;
  if (shape.isRaw || !text.includes('\\')) return text;
  return text.replace(ESCAPE, (written) => decodeEscape(written, shape.isBytes));
}

const ESCAPE = /\\(?:[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g;

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

const LAST_CODE_POINT = 0x10_ffff;

function decodeEscape(written: string, isBytes: boolean): string {
  const letter = written.charAt(1);
  const simple = SIMPLE.get(letter);
  if (simple !== undefined) return simple;
  if (letter >= '0' && letter <= '7') return String.fromCharCode(Number.parseInt(written.slice(1), 8));
  if (written.length === 2 || (isBytes && letter !== 'x')) return written;
  const code = Number.parseInt(written.slice(2), 16);
  return code > LAST_CODE_POINT ? written : String.fromCodePoint(code);
}
