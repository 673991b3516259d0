/**
 * `primaryLocationLineHash`, the fingerprint by which GitHub matches alerts, for every line of a text.
 *
 * Algorithm: src/fingerprints.ts of github/codeql-action. A rolling polynomial hash (base 37, modulo 2^64) over a window
 * of 100 characters that begins at the line's first character; spaces and tabs do not count, every line ending counts as
 * one line feed, the end of the file counts as character 65535 and is followed by zeros. Printed in hexadecimal with the
 * number of times that this hash was met so far in the file: `c129715d7a2bc9a3:1`.
 *
 * 64-bit numbers are kept as two unsigned halves: every intermediate product stays below 2^53.
 */
const window = 100;
const base = 37;
const endOfFile = 65535;
const twoTo32 = 2 ** 32;

const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;

interface Word {
  readonly high: number;
  readonly low: number;
}

const zero: Word = { high: 0, low: 0 };
/** 37^100 modulo 2^64: the weight with which a character leaves the window. */
const leavingWeight = power(base, window);

/** One hash per line, in order; a text that ends with a line break has an empty last line, as editors show it. */
export function lineHashesOf(text: string): string[] {
  const { characters, lineStarts } = significantCharacters(text);
  const hashes = windowHashes(characters, new Set(lineStarts));
  const counts = new Map<string, number>();
  return lineStarts.map((start) => {
    const hash = hashes.get(start) ?? '';
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    return `${hash}:${count}`;
  });
}

/** The characters that count, the end mark included, and at which of them each line starts. */
function significantCharacters(text: string): { characters: number[]; lineStarts: number[] } {
  const characters: number[] = [];
  const lineStarts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === space || code === tab) continue;
    if (code === lineFeed && text.charCodeAt(offset - 1) === carriageReturn) continue;
    const endsLine = code === lineFeed || code === carriageReturn;
    characters.push(endsLine ? lineFeed : code);
    if (endsLine) lineStarts.push(characters.length);
  }
  characters.push(endOfFile);
  return { characters, lineStarts };
}

/** For each wanted start the hash of the 100 characters from there on. */
function windowHashes(characters: readonly number[], wanted: ReadonlySet<number>): Map<number, string> {
  const hashes = new Map<number, string>();
  let hash = zero;
  for (let end = 0; end < characters.length + window - 1; end++) {
    hash = roll(hash, characters[end] ?? 0, characters[end - window] ?? 0);
    const start = end - window + 1;
    if (wanted.has(start)) hashes.set(start, hexadecimal(hash));
  }
  return hashes;
}

/** hash × 37 + entering − leaving × 37^100 */
function roll(hash: Word, entering: number, leaving: number): Word {
  return subtract(multiplyAdd(hash, base, entering), multiplyAdd(leavingWeight, leaving, 0));
}

/** word × factor + summand for a factor and a summand below 2^16. */
function multiplyAdd(word: Word, factor: number, summand: number): Word {
  const low = word.low * factor + summand;
  const high = word.high * factor + Math.floor(low / twoTo32);
  return { high: high % twoTo32, low: low % twoTo32 };
}

function subtract(left: Word, right: Word): Word {
  const low = left.low - right.low;
  const high = left.high - right.high - (low < 0 ? 1 : 0);
  return { high: high < 0 ? high + twoTo32 : high, low: low < 0 ? low + twoTo32 : low };
}

function power(factor: number, exponent: number): Word {
  let result: Word = { high: 0, low: 1 };
  for (let count = 0; count < exponent; count++) result = multiplyAdd(result, factor, 0);
  return result;
}

function hexadecimal(word: Word): string {
  if (word.high === 0) return word.low.toString(16);
  return word.high.toString(16) + word.low.toString(16).padStart(8, '0');
}
