/**
 * Bytes to text, as the languages define it.
 *
 * Python (PEP 263): UTF-8, unless one of the first two lines is a comment with `coding: <name>` or `coding=<name>`; a
 * UTF-8 byte order mark is allowed and is not part of the text. Everything else is UTF-8. Bytes that the encoding does
 * not allow make the file undecodable: guessing would shift every place in it.
 */
export type DecodeResult =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** The declaration as PEP 263 gives it: its definition is this expression. */
const codingDeclaration = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const emptyOrComment = /^[ \t\f]*(?:#|$)/;

/** Decodes a file. `declares`: whether its language lets it declare an encoding. */
export function decode(bytes: Uint8Array, { declares }: { readonly declares: boolean }): DecodeResult {
  const name = declares ? (declaredEncoding(bytes) ?? 'utf-8') : 'utf-8';
  const normalized = name.toLowerCase().replaceAll('_', '-');
  if (isLatin1(normalized)) return { kind: 'text', text: Buffer.from(bytes).toString('latin1') };
  if (/^(cp|windows-?)1252$/.test(normalized)) return decodeWindows1252(bytes);
  return decodeAs(bytes, normalized);
}

function decodeAs(bytes: Uint8Array, encoding: string): DecodeResult {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(labelOf(encoding), { fatal: true });
  } catch {
    return { kind: 'failed', reason: `declares the encoding '${encoding}', which is not supported` };
  }
  try {
    return { kind: 'text', text: decoder.decode(bytes) };
  } catch {
    return { kind: 'failed', reason: `is not valid ${encoding.toUpperCase()}` };
  }
}

/** Bytes 0x80 to 0x9f; a space where the encoding has nothing. */
const windows1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** By hand, because the decoder of Node 20 reads these bytes as Latin-1 does. */
function decodeWindows1252(bytes: Uint8Array): DecodeResult {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80] ?? ' ');
  const isWhole = !bytes.some((byte) => byte >= 0x80 && byte < 0xa0 && windows1252[byte - 0x80] === ' ');
  return isWhole ? { kind: 'text', text } : { kind: 'failed', reason: 'is not valid CP1252' };
}

/** The encoding named in the first two lines; the second counts only when the first holds no code. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 1024))
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  const [first = '', second = ''] = head.split(/\r\n|\r|\n/, 2);
  const inFirst = codingDeclaration.exec(first)?.[1];
  if (inFirst !== undefined) return inFirst;
  return emptyOrComment.test(first) ? (codingDeclaration.exec(second)?.[1] ?? null) : null;
}

/** The Encoding Standard reads `iso-8859-1` as windows-1252; Python does not. */
function isLatin1(name: string): boolean {
  return /^(latin-?1|iso-?8859-1|l1|cp819)(-(unix|dos|mac))?$/.test(name);
}

/** Python's names of encodings where they differ from the Encoding Standard's. */
function labelOf(name: string): string {
  if (/^(utf-?8|u8)(-.*)?$|^(us-)?ascii$/.test(name)) return 'utf-8';
  return name.replace(/^cp(125\d|866)$/, 'windows-$1').replace('windows-866', 'ibm866');
}
