import { describe, expect, it } from 'vitest';
import { functionNamed, lower, printed, printedBody } from './lowered.ts';

describe('calls and places', () => {
  it('pass positional, keyword and starred arguments', () => {
    expect(printedBody('a.b(c, *d, e=1, **f)', 'a, c, d, f')).toMatchInlineSnapshot(`
      "f1: function f(a, c, d, f) in f0
      b0: %0 = parameter a
          %1 = parameter c
          %2 = parameter d
          %3 = parameter f
          %4 = attribute %0.b
          %5 = constant number 1
          %6 = call %4(%1, *%2, e=%5, **%3)
          %7 = constant none
          return %7 (implicit)"
    `);
  });

  it('point at the callee, and at the name of an attribute', () => {
    const text = 'def f(a):\n    return (a.b\n        .c)(1)[2]\n';
    const instructions = functionNamed(lower(text), 'f').blocks.flatMap((block) => block.instructions);
    const callees = instructions.flatMap((instruction) =>
      instruction.op === 'call' ? [text.slice(instruction.calleeSpan.start, instruction.calleeSpan.end)] : [],
    );
    const names = instructions.flatMap((instruction) =>
      instruction.op === 'attribute'
        ? [text.slice(instruction.nameSpan.start, instruction.nameSpan.end)]
        : [],
    );
    expect(callees).toEqual(['a.b\n        .c']);
    expect(names).toEqual(['b', 'c']);
  });

  it('take type(...) on the left of an assignment for a call', () => {
    expect(printedBody('type(a).b = c', 'a, c')).toMatchInlineSnapshot(`
      "f1: function f(a, c) in f0
      b0: %0 = parameter a
          %1 = parameter c
          %2 = load global type
          %3 = call %2(%0)
          store attribute %3.b = %1
          %4 = constant none
          return %4 (implicit)"
    `);
  });
});

describe('assignments', () => {
  it('write every target, all elements taken before', () => {
    expect(printedBody('a.b = c[d] = x, [y, *z] = v', 'a, c, d, v')).toMatchInlineSnapshot(`
      "f1: function f(a, c, d, v) in f0
      b0: %0 = parameter a
          %1 = parameter c
          %2 = parameter d
          %3 = parameter v
          store attribute %0.b = %3
          store item %1[%2] = %3
          %4 = unpack %3 (0 of 2)
          %5 = unpack %3 (1 of 2)
          %6 = unpack %5 (0 of 2, rest 1)
          %7 = unpack %5 (1 of 2, rest 1)
          %8 = constant none
          return %8 (implicit)"
    `);
  });

  it('evaluate the place of an augmented one once', () => {
    expect(printedBody('a().b += 1\nc[d()] **= 2\ne //= 3', 'c, e')).toMatchInlineSnapshot(`
      "f1: function f(c, e) in f0
      b0: %0 = parameter c
          %1 = parameter e
          %2 = load global a
          %3 = call %2()
          %4 = attribute %3.b
          %5 = constant number 1
          %6 = operator + in place (%4, %5)
          store attribute %3.b = %6
          %7 = load global d
          %8 = call %7()
          %9 = item %0[%8]
          %10 = constant number 2
          %11 = operator ** in place (%9, %10)
          store item %0[%8] = %11
          %12 = constant number 3
          %13 = operator // in place (%1, %12)
          %14 = constant none
          return %14 (implicit)"
    `);
  });

  it('delete names, attributes and items', () => {
    expect(printedBody('del a.b, (c[1:], a)', 'a, c')).toMatchInlineSnapshot(`
      "f1: function f(a, c) in f0
      b0: %0 = parameter a
          %1 = parameter c
          delete attribute %0.b
          %2 = constant number 1
          %3 = constant none
          %4 = constant none
          %5 = build slice (%2, %3, %4)
          delete item %1[%5]
          %6 = constant unbound
          %7 = constant none
          return %7 (implicit)"
    `);
  });

  it('bind what a type alias names', () => {
    expect(printed('type X[T] = list[T]\n')).toMatchInlineSnapshot(`
      "f0: module
      b0: %0 = constant "list[T]"
          store global X = %0
          %1 = constant none
          return %1 (implicit)"
    `);
  });
});

describe('containers', () => {
  it('are built of their elements', () => {
    expect(printedBody('return [a, *b], {a}, {a: b, **c}, (a,), ()', 'a, b, c')).toMatchInlineSnapshot(`
      "f1: function f(a, b, c) in f0
      b0: %0 = parameter a
          %1 = parameter b
          %2 = parameter c
          %3 = build list (%0, *%1)
          %4 = build set (%0)
          %5 = build dict (%0: %1, *%2)
          %6 = build tuple (%0)
          %7 = build tuple ()
          %8 = build tuple (%3, %4, %5, %6, %7)
          return %8"
    `);
  });

  it('are indexed by values, slices and tuples of them', () => {
    expect(printedBody('return a[1], a[:b, ::c], a[b,]', 'a, b, c')).toMatchInlineSnapshot(`
      "f1: function f(a, b, c) in f0
      b0: %0 = parameter a
          %1 = parameter b
          %2 = parameter c
          %3 = constant number 1
          %4 = item %0[%3]
          %5 = constant none
          %6 = constant none
          %7 = build slice (%5, %1, %6)
          %8 = constant none
          %9 = constant none
          %10 = build slice (%8, %9, %2)
          %11 = build tuple (%7, %10)
          %12 = item %0[%11]
          %13 = build tuple (%1)
          %14 = item %0[%13]
          %15 = build tuple (%4, %12, %14)
          return %15"
    `);
  });
});

describe('operators', () => {
  it('take their operands in order', () => {
    expect(printedBody('return -a ** b @ ~c, not a is not b', 'a, b, c')).toMatchInlineSnapshot(`
      "f1: function f(a, b, c) in f0
      b0: %0 = parameter a
          %1 = parameter b
          %2 = parameter c
          %3 = operator ** (%0, %1)
          %4 = operator negate (%3)
          %5 = operator invert (%2)
          %6 = operator @ (%4, %5)
          %7 = operator is not (%0, %1)
          %8 = operator not (%7)
          %9 = build tuple (%6, %8)
          return %9"
    `);
  });

  it('are read without nesting in long chains', () => {
    const sum = lower(`x = ${'1 + '.repeat(20_000)}1\n`).functions[0];
    const operators = sum?.blocks[0]?.instructions.filter(({ op }) => op === 'operator');
    expect(operators).toHaveLength(20_000);
  });
});

describe('strings', () => {
  function valuesOf(text: string): unknown[] {
    return lower(text).functions.flatMap((fn) =>
      fn.blocks.flatMap((block) =>
        block.instructions.flatMap((instruction) => {
          if (instruction.op !== 'constant' || !('value' in instruction.constant)) return [];
          return [instruction.constant.value];
        }),
      ),
    );
  }

  it('have their escapes decoded', () => {
    expect(
      valuesOf(
        `${String.raw`x = 'a\n\x41\u00e9\101\'\q\N{DASH}', "\
b"`}\n`,
      ),
    ).toEqual([`a\nAéA'\\q\\N{DASH}`, 'b']);
  });

  it('are raw where they say so, and bytes', () => {
    expect(valuesOf(`${String.raw`x = r'\n', Rb"\x41", b'\x41\u1234', u'\U0001F600'`}\n`)).toEqual([
      '\\n',
      '\\x41',
      'A\\u1234',
      '😀',
    ]);
  });

  it('are joined when they stand side by side', () => {
    expect(valuesOf(`x = ('a' "b" '''c''')\n`)).toEqual(['abc']);
  });

  it('that are formatted are built of their parts', () => {
    expect(printedBody(`return 'a' f'{{{b!r:>{c}}}} {d=}' 'e'`, 'b, c, d')).toMatchInlineSnapshot(`
      "f1: function f(b, c, d) in f0
      b0: %0 = parameter b
          %1 = parameter c
          %2 = parameter d
          %3 = constant "a{"
          %4 = constant "} "
          %5 = constant "e"
          %6 = build string (%3, %0, %1, %4, %2, %5)
          return %6"
    `);
  });

  it('that are formatted may contain each other', () => {
    expect(printedBody(`return f"{f'{a}' + '}'}"`, 'a')).toMatchInlineSnapshot(`
      "f1: function f(a) in f0
      b0: %0 = parameter a
          %1 = build string (%0)
          %2 = constant "}"
          %3 = operator + (%1, %2)
          %4 = build string (%3)
          return %4"
    `);
  });
});

describe('statements of Python 2', () => {
  it('print, exec and raise are what they mean', () => {
    expect(printedBody(`print >>a, 'b'\nexec c in d\nraise E, 'm'`, 'a, c, d')).toMatchInlineSnapshot(`
      "f1: function f(a, c, d) in f0
      b0: %0 = parameter a
          %1 = parameter c
          %2 = parameter d
          %3 = load global print
          %4 = constant "b"
          %5 = call %3(file=%0, %4)
          %6 = load global exec
          %7 = call %6(%1, %2)
          %8 = load global E
          %9 = constant "m"
          %10 = call %8(%9)
          raise %10"
    `);
  });

  it('except with a comma binds the exception', () => {
    expect(printedBody('try: a()\nexcept E, e: b(e)')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: jump b1
      b1 (handler b2): %0 = load global a
          %1 = call %0()
          jump b5
      b2: %2 = catch
          %3 = load global E
          catches %2 as %3 then b3 otherwise b4
      b3: %4 = load global b
          %5 = call %4(%2)
          %6 = constant unbound
          jump b5
      b4: raise %2 (implicit)
      b5: %7 = constant none
          return %7 (implicit)"
    `);
  });

  it('unpacks parameters', () => {
    expect(printed('def f(a, (b, c)): return c\n', 'f')).toMatchInlineSnapshot(`
      "f1: function f(a, ".1") in f0
      b0: %0 = parameter a
          %1 = parameter ".1"
          %2 = unpack %1 (0 of 2)
          %3 = unpack %1 (1 of 2)
          return %3"
    `);
  });
});
