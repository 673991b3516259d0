import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/ir/verify.ts';
import { functionNamed, lower, lowerTolerantly } from './lowered.ts';

function gapsOf(text: string): readonly (readonly [string, string])[] {
  const module = lowerTolerantly(text);
  expect(verify(module)).toEqual([]);
  return module.gaps.map((gap) => [gap.function, gap.reason] as const);
}

describe('a syntax error', () => {
  const text = [
    'class A:',
    '    def broken(self):',
    '        x = (1,',
    '        y = 2',
    '    def sound(self):',
    '        return f(self)',
    'def last():',
    '    return 1',
    '',
  ].join('\n');

  it('names the function around it', () => {
    expect(gapsOf(text)).toEqual([['A.broken', 'syntax error']]);
  });

  it('leaves the other functions as they are', () => {
    const module = lowerTolerantly(text);
    const sound = functionNamed(module, 'A.sound').blocks.flatMap((block) => block.instructions);
    expect(sound.map(({ op }) => op)).toEqual(['parameter', 'load-global', 'call']);
    expect(functionNamed(module, 'last').blocks).toHaveLength(1);
  });

  it('is one gap a function, however many there are', () => {
    expect(gapsOf('def f():\n    x = 1 +\n    y = = 2\n    z ! 3\ndef g():\n    a b\n')).toEqual([
      ['f', 'syntax error (and 1 more in this function)'],
      ['g', 'syntax error'],
    ]);
  });

  it('is named where the parser makes up a token', () => {
    expect(gapsOf('def f(:\n    return 1\n')).toEqual([['f', 'missing )']]);
  });

  it('is found inside of annotations, which are not read by the parser otherwise', () => {
    expect(gapsOf('def f(a: list[int):\n    return a\n')[0]?.[0]).toBe('f');
  });
});

describe('damage that would spread', () => {
  const file = (first: string, second: string) =>
    [
      'import os',
      '',
      'class Driver(',
      '        Base, Other):',
      '    """Talks about def and class.',
      '',
      '    def is not one here.',
      '    """',
      '',
      '    traits = {',
      first,
      '    }',
      '',
      '    @decorated',
      '    def broken(self):',
      '        """What it does."""',
      second,
      '',
      '    def sound(self):',
      '        return f(self)',
      '',
      'def last(x):',
      '    """What it does."""',
      '    return g(x)',
      '',
    ].join('\n');

  it.each([
    ['a string', `        '''never ends`],
    ['a bracket', '        x = call(1, [2'],
    ['a dictionary', "        x = {'a': {'b': 1}\n        if x:\n            return 1"],
    ['a string of one line', "        x = f('a, b)\n        y = f('c')"],
  ])('%s that stays open costs one function', (_, line) => {
    const text = file("        'a': 1,", line);
    expect(gapsOf(text).map(([name]) => name)).toEqual(['Driver.broken']);
    const module = lowerTolerantly(text);
    const operations = (name: string) =>
      functionNamed(module, name).blocks.flatMap((block) => block.instructions.map(({ op }) => op));
    expect(operations('Driver.sound')).toEqual(['parameter', 'load-global', 'call']);
    expect(operations('last')).toEqual(['parameter', 'constant', 'load-global', 'call']);
  });

  it('in the body of a class leaves its methods', () => {
    const text = file("        'a': (1,", '        return h(self)');
    const module = lowerTolerantly(text);
    expect(gapsOf(text).map(([name]) => name)).toEqual(['Driver']);
    expect(module.functions.map((fn) => fn.qualifiedName)).toEqual([
      '',
      'Driver',
      'Driver.broken',
      'Driver.sound',
      'last',
    ]);
  });
});

describe('limits', () => {
  it.each([
    ['brackets', `x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
    ['brackets that stay open', `x = ${'['.repeat(10_000)}`],
    ['decorators without a definition', '@a\n'.repeat(50_000)],
    ['dictionaries', `x = ${'{1:'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['lambdas', `x = ${'lambda: '.repeat(10_000)}1`],
    ['operators', `x = ${'not '.repeat(10_000)}1`],
    ['conditions', `x = ${'a if b else '.repeat(10_000)}c`],
    ['blocks', Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}if a:`).join('\n')],
    ['patterns', `match x:\n case ${'['.repeat(3000)}${']'.repeat(3000)}: pass`],
    ['f-strings', `x = ${"f'{".repeat(3000)}`],
  ])('%s nested too deeply are a gap', (_, text) => {
    expect(gapsOf(`def f():\n    return 1\n${text}\n`).length).toBeGreaterThan(0);
  });

  it.each([
    ['attributes', `x = a${'.b()'.repeat(20_000)}`],
    ['operators', `x = a${' + a'.repeat(20_000)}`],
    ['boolean operators', `x = a${' and b or c'.repeat(5_000)}`],
    ['comparisons', `x = a${' < b'.repeat(10_000)}`],
    ['elif', `if a: x = 1\n${'elif b: x = 2\n'.repeat(5_000)}print(x)`],
    ['statements in a try', `try:\n${'  x = f()\n'.repeat(5_000)}except E: print(x)`],
    ['with items', `with ${'a, '.repeat(2_000)}b: pass`],
    ['clauses of a comprehension', `x = [a ${'for a in b '.repeat(2_000)}]`],
  ])('long chains of %s are read whole', (_, text) => {
    const module = lower(`${text}\n`);
    const count = module.functions.flatMap((fn) => fn.blocks.flatMap((block) => block.instructions)).length;
    expect(count).toBeGreaterThan(4_000);
  });

  it('refuses a file with more nodes than any program has', () => {
    expect(gapsOf(`x = [${'1, '.repeat(600_000)}]\n`)).toEqual([['', 'too large: more than 500000 nodes']]);
  });
});

describe('strange text', () => {
  it.each([
    ['nothing', '', 0],
    ['one line of five megabytes', `x = "${'a'.repeat(5_000_000)}"\n`, 0],
    ['line feeds', '\n'.repeat(1_000_000), 0],
    ['a byte order mark and returns', '\ufeffx = 1\r\nif x:\r\n\ty = 2\r\n', 0],
    ['a null character', 'x = 1\0\ndef f():\n    return 2\n', 1],
    ['null characters', '\0'.repeat(100_000), 1],
    ['signs', '@$%^&*!'.repeat(100_000), 1],
    ['half of a character', 'x = "\ud800"\n\udc00 = 1\n', 1],
    ['what replaces invalid UTF-8', 'x = "\ufffd"\n\ufffd = 1\n', 1],
  ])('%s', (_, text, gaps) => {
    expect(gapsOf(text)).toHaveLength(gaps);
  });
});
