import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameOf } from '../../src/reporters/frame.ts';
import { markedLine } from '../../src/reporters/source-line.ts';
import { fileText } from './sample-report.ts';

function marked(line: string, part: string, width = 80): string[] {
  const from = line.indexOf(part);
  const { text, marks } = markedLine(line, { from, to: from + part.length, mark: '^' }, width);
  return [text, marks];
}

describe('marks stand under what they mean', () => {
  test.each([
    ['plain text', 'call(password)', 'password', ['call(password)', '     ^^^^^^^^']],
    ['after a tab', '\tcall(x)', 'x', ['    call(x)', '         ^']],
    ['after wide characters', "f('日本', x)", 'x', ["f('日本', x)", '          ^']],
    ['on a wide character', "f('日')", '日', ["f('日')", '   ^^']],
    ['after a combining mark', 'f("e\u0301", x)', 'x', ['f("e\u0301", x)', '       ^']],
    ['after an emoji', 'f("🙂", x)', 'x', ['f("🙂", x)', '        ^']],
    ['after a written-out character', 'f("\u202e", x)', 'x', ['f("\\u{202e}", x)', '              ^']],
  ])('%s', (_name, line, part, expected) => {
    expect(marked(line, part)).toEqual(expected);
  });

  test('at the end of the line, where nothing stands', () => {
    const { text, marks } = markedLine('return', { from: 6, to: 6, mark: '^' }, 80);
    expect([text, marks]).toEqual(['return', '      ^']);
  });
});

describe('long lines are cropped around the marks', () => {
  const line = `${'a'.repeat(100)}PART${'b'.repeat(100)}`;

  test('on both sides', () => {
    expect(marked(line, 'PART', 30)).toEqual([
      `…${'a'.repeat(10)}PART${'b'.repeat(14)}…`,
      `${' '.repeat(11)}^^^^`,
    ]);
  });

  test('at the end only, when the part is near the start', () => {
    const [text] = marked(`PART${'b'.repeat(100)}`, 'PART', 30);
    expect(text).toBe(`PART${'b'.repeat(25)}…`);
  });

  test('whatever the line holds, it never gets wider than asked', () => {
    const characters = fc.constantFrom('a', ' ', '\t', '日', '\u0301', '🙂', '\u202e', '\ud800', '"');
    const lines = fc.array(characters, { maxLength: 200 }).map((all) => all.join(''));
    fc.assert(
      fc.property(
        lines,
        fc.nat(200),
        fc.nat(20),
        fc.integer({ min: 20, max: 60 }),
        (text, at, size, width) => {
          const from = Math.min(at, text.length);
          const shown = markedLine(text, { from, to: Math.min(from + size, text.length), mark: '^' }, width);
          expect(columns(shown.text)).toBeLessThanOrEqual(width);
          expect(columns(shown.marks)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

/** As a terminal counts, for the characters used above. */
function columns(text: string): number {
  return [...text].reduce(
    (sum, one) => sum + (one === '\u0301' ? 0 : one === '日' || one === '🙂' ? 2 : 1),
    0,
  );
}

test('of a place of many lines the first two and the last are drawn', () => {
  const text = ['first(', ...Array.from({ length: 8 }, (_, index) => `  ${index},`), ')', 'after'].join('\n');
  const span = { start: 0, end: text.indexOf(')') + 1 };
  const style = { width: 80, gutter: 3, before: 1, mark: '^', paintGutter: String, paintMarks: String };
  expect(frameOf(fileText(text), span, style)).toEqual([
    '  1 | first(',
    '    | ^^^^^^',
    '  2 |   0,',
    '    |   ^^',
    '... | ',
    ' 10 | )',
    '    | ^',
  ]);
});
