import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/ir/verify.ts';
import { functionNamed, lowerTolerantly } from './lowered.ts';

function gapsOf(text: string): readonly (readonly [string, string])[] {
  const module = lowerTolerantly(text);
  expect(verify(module)).toEqual([]);
  return module.gaps.map((gap) => [gap.function, gap.reason] as const);
}

describe('a syntax error', () => {
  const text =
    'class A {\n broken() { x = (1, ; }\n sound() { return f(this); }\n}\nfunction last() { return 1; }\n';

  it('names the function around it', () => {
    expect(gapsOf(text)).toEqual([['A.broken', 'syntax error: Expression expected.']]);
  });

  it('leaves the other functions as they are', () => {
    const sound = functionNamed(lowerTolerantly(text), 'A.sound').blocks.flatMap(
      (block) => block.instructions,
    );
    expect(sound.map(({ op }) => op)).toEqual(['parameter', 'import', 'call']);
  });
});

describe('hostile text', () => {
  const nested = (open: string, close: string, count: number) => open.repeat(count) + close.repeat(count);

  it.each([
    ['parentheses', nested('(', ')', 20_000)],
    ['blocks', nested('{', '}', 3_000)],
    ['arrow functions', `${'x => '.repeat(20_000)}1`],
    ['calls', `x${'.a()'.repeat(3_000)}`],
    ['finally blocks', `${nested('try { a() } finally {', '}', 300)}`],
  ])('nested too deeply is reported: %s', (_name, text) => {
    expect(gapsOf(text).length).toBeGreaterThan(0);
  });

  it.each([
    ['else if', `if (a) b(); ${'else if (a) b(); '.repeat(2_000)}`],
    ['one operator', `x${' && x'.repeat(3_000)}`],
    ['a long line', `var a = "${'x'.repeat(5_000_000)}";`],
    ['replaced bytes', 'var \ufffd = 1; f("\ufffd");'],
  ])('is read: %s', (name, text) => {
    const module = lowerTolerantly(text);
    expect(module.gaps.map(({ function: fn }) => fn)).toEqual(name === 'replaced bytes' ? [''] : []);
    expect(module.functions).toHaveLength(1);
  });

  it('bounds the copies of finally blocks', () => {
    const text = `function f() { ${nested('try { return a() } finally {', '}', 40)} }`;
    expect(gapsOf(text)).toEqual([['f', 'finally blocks inside of each other: too many paths']]);
  });
});
