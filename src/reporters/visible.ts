/**
 * Makes characters harmless that could deceive a reader or drive a terminal: the analyzed text is hostile input.
 *
 * Worked example: `visible('a\u202eb\x1b[31m')` is the text `a\u{202e}b\x{1b}[31m`, every character of it printable.
 */

/**
 * Controls, formats (bidirectional marks, joiners, tags), lone surrogates, line and paragraph separators, and whatever else
 * Unicode says is shown as nothing (variation selectors, fillers).
 */
const deceptive = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** `text` on one line, with every deceptive character written out. */
export function visible(text: string): string {
  return text.replace(deceptive, written);
}

/** One character as a person may type it back: `\n`, `\x{1b}`, `\u{202e}`. */
function written(character: string): string {
  switch (character) {
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
    default: {
      const code = character.codePointAt(0) ?? 0;
      return code < 256 ? `\\x{${hexadecimal(code, 2)}}` : `\\u{${hexadecimal(code, 4)}}`;
    }
  }
}

/**
 * A JSON text of `value`, indented by two; deceptive characters are escaped, so that the file is safe to look at in a
 * terminal while every parser reads the original back.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(deceptive, (character) => (character === '\n' ? '\n' : escapedUnits(character)))}\n`;
}

/** JSON's own escape, one per UTF-16 code unit. */
function escapedUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${hexadecimal(unit.charCodeAt(0), 4)}`)
    .join('');
}

function hexadecimal(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
