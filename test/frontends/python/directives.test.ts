import { expect, test } from 'vitest';
import { createPythonFrontend } from '../../../src/frontends/python/index.ts';
import { lineStartsOf } from '../../../src/source/text.ts';

const frontend = await createPythonFrontend();

/** Each directive and the text that it covers. */
function covered(text: string): readonly (readonly [string, string])[] {
  const source = { path: 'a.py', text, hash: '', lineStarts: lineStartsOf(text) };
  return frontend
    .lower(source)
    .directives.map((one) => [one.text, text.slice(one.covers.start, one.covers.end)]);
}

const mark = '# ironvet: x';

test.each([
  ['beside a statement', `a()\nb()  ${mark}\nc()\n`, 'b()'],
  ['beside the last line of a long statement', `a()\nb(1,\n  2)  ${mark}\n`, 'b(1,\n  2)'],
  ['beside the first line of a long statement', `b(1,  ${mark}\n  2)\n`, `b(1,  ${mark}\n  2)`],
  ['on a line of its own inside of a statement', `b(1,\n  ${mark}\n  2)\n`, `b(1,\n  ${mark}\n  2)`],
  ['beside two statements', `a(); b()  ${mark}\n`, 'a(); b()'],
  ['above a statement', `${mark}\na(\n)\nb()\n`, 'a(\n)'],
  ['above a block', `${mark}\nwith a:\n  b()\n\n  c()\nd()\n`, 'with a:\n  b()\n\n  c()'],
  ['beside the head of a block', `if a:  ${mark}\n  b()\n`, `if a:  ${mark}\n  `],
  ['as the first line of a block', `if a:\n  ${mark}\n  b()\n  c()\n`, 'b()'],
  ['above a clause', `try:\n  a()\n${mark}\nexcept E:\n  b()\nc()\n`, 'except E:\n  b()'],
  ['beside a clause', `if a:\n  b()\nelse:  ${mark}\n  c()\n`, `else:  ${mark}\n  `],
  ['above a decorator', `${mark}\n@d\ndef f():\n  a()\nb()\n`, '@d\ndef f():\n  a()'],
  ['under a decorator', `@d\n${mark}\ndef f():\n  a()\n`, 'def f():\n  a()'],
  ['above an async function', `${mark}\nasync def f():\n  a()\n`, 'async def f():\n  a()'],
  ['with other comments and lines between', `${mark}\n\n# because\na()\n`, 'a()'],
  ['after the last statement', `a()\n${mark}\n`, ''],
  ['beside one line with a block', `if a: b()  ${mark}\n`, 'if a: b()'],
  [
    'in a class',
    `class A:\n  ${mark}\n  def f(self):\n    a()\n  def g(self): pass\n`,
    'def f(self):\n    a()',
  ],
])('a directive %s', (_name, text, expected) => {
  expect(covered(text)).toEqual([['x', expected]]);
});

test('text that only looks like a comment is no directive', () => {
  expect(covered(`a = "${mark}"\nb = '''\n${mark}\n'''\nc = f"{a}  ${mark}"\n`)).toEqual([]);
  expect(covered('a()  # see ironvet: x\nb()  #: ironvet: x\n')).toEqual([]);
});

test('a directive in a damaged file is found', () => {
  expect(covered(`def f(:\n  pass\n\ndef g():\n  a()  ${mark}\n`)).toEqual([['x', 'a()']]);
});

test('columns count UTF-16 code units', () => {
  expect(covered(`a('😀')  ${mark}\n`)).toEqual([['x', "a('😀')"]]);
});
