import { expect, it } from 'vitest';
import { lower } from './lowered.ts';

function covered(text: string): readonly string[] {
  return lower(text).directives.map(({ covers }) => text.slice(covers.start, covers.end));
}

it('beside code covers the line, above a statement all of it', () => {
  const text = [
    'f(1); // ironvet: ignore[a] known',
    '// ironvet: ignore[b] known',
    'if (x) {',
    '  g(2);',
    '} else {',
    '  /* ironvet: ignore[c] known */',
    '  h(3);',
    '}',
    'if (y) { // ironvet: ignore[d] known',
    '  g(4);',
    '}',
  ].join('\n');
  const block = 'if (x) {\n  g(2);\n} else {\n  /* ironvet: ignore[c] known */\n  h(3);\n}';
  expect(covered(text)).toEqual(['f(1);', block, 'h(3);', 'if (y) {']);
});

it('is no comment in strings, templates and the text of JSX', () => {
  expect(
    covered('const a = ["// ironvet: ignore[a] x", `// ironvet: b`, <p>{a} // ironvet: c</p>];'),
  ).toEqual([]);
});
