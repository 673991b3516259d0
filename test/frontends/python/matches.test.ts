import { describe, expect, it } from 'vitest';
import { functionNamed, lower, printedBody } from './lowered.ts';

describe('match', () => {
  it('tests literals and names, and binds what it captures', () => {
    expect(
      printedBody(
        'match x:\n    case 1 | -2: a()\n    case None: b()\n    case m.C: c()\n    case y: d(y)',
        'x',
      ),
    ).toMatchInlineSnapshot(`
      "f1: function f(x) in f0
      b0: %0 = parameter x
          %1 = constant number 1
          %2 = operator == (%0, %1)
          branch %2 then b1 otherwise b2 (match)
      b1: jump b5
      b2: %3 = constant number -2
          %4 = operator == (%0, %3)
          branch %4 then b3 otherwise b4 (match)
      b3: jump b5
      b4: jump b6
      b5: %5 = load global a
          %6 = call %5()
          jump b11
      b6: %7 = constant none
          %8 = operator is (%0, %7)
          branch %8 then b7 otherwise b8 (match)
      b7: %9 = load global b
          %10 = call %9()
          jump b11
      b8: %11 = load global m
          %12 = attribute %11.C
          %13 = operator == (%0, %12)
          branch %13 then b9 otherwise b10 (match)
      b9: %14 = load global c
          %15 = call %14()
          jump b11
      b10: %16 = load global d
          %17 = call %16(%0)
          jump b11
      b11: %18 = constant none
          return %18 (implicit)"
    `);
  });

  it('takes classes apart', () => {
    expect(
      printedBody('match x:\n    case A(b, c=D(e) as g) if e: return b, e, g', 'x'),
    ).toMatchInlineSnapshot(`
      "f1: function f(x) in f0
      b0: %0 = parameter x
          %1 = load global A
          %2 = operator matches-class (%0, %1)
          branch %2 then b1 otherwise b4 (match)
      b1: %3 = unpack %0 (0 of 1)
          %4 = attribute %0.c
          %5 = load global D
          %6 = operator matches-class (%4, %5)
          branch %6 then b2 otherwise b4 (match)
      b2: %7 = unpack %4 (0 of 1)
          branch %7 then b3 otherwise b4 (if)
      b3: %8 = build tuple (%3, %7, %4)
          return %8
      b4: jump b5
      b5: %9 = constant none
          return %9 (implicit)"
    `);
  });

  it('takes sequences and mappings apart', () => {
    expect(
      printedBody('match x, y:\n    case [a, *_, b], {"k": c, **r}: return a, b, c, r', 'x, y'),
    ).toMatchInlineSnapshot(`
      "f1: function f(x, y) in f0
      b0: %0 = parameter x
          %1 = parameter y
          %2 = build tuple (%0, %1)
          %3 = operator matches-sequence (%2)
          branch %3 then b1 otherwise b4 (match)
      b1: %4 = unpack %2 (0 of 2)
          %5 = operator matches-sequence (%4)
          branch %5 then b2 otherwise b4 (match)
      b2: %6 = unpack %4 (0 of 3, rest 1)
          %7 = unpack %4 (1 of 3, rest 1)
          %8 = unpack %4 (2 of 3, rest 1)
          %9 = unpack %2 (1 of 2)
          %10 = constant "k"
          %11 = operator matches-mapping (%9, %10)
          branch %11 then b3 otherwise b4 (match)
      b3: %12 = item %9[%10]
          %13 = build dict (*%9)
          %14 = build tuple (%6, %8, %12, %13)
          return %14
      b4: jump b5
      b5: %15 = constant none
          return %15 (implicit)"
    `);
  });

  it('merges what alternatives capture', () => {
    expect(printedBody('match x:\n    case A(b=y) | [y]: return y', 'x')).toMatchInlineSnapshot(`
      "f1: function f(x) in f0
      b0: %0 = parameter x
          %1 = load global A
          %2 = operator matches-class (%0, %1)
          branch %2 then b1 otherwise b2 (match)
      b1: %3 = attribute %0.b
          jump b5
      b2: %4 = operator matches-sequence (%0)
          branch %4 then b3 otherwise b4 (match)
      b3: %5 = unpack %0 (0 of 1)
          jump b5
      b4: jump b6
      b5: %6 = phi (b1: %3, b3: %5)
          return %6
      b6: %7 = constant none
          return %7 (implicit)"
    `);
  });

  it('tells a group from a sequence', () => {
    const operations = (pattern: string) =>
      functionNamed(lower(`def f(x):\n    match x:\n        case ${pattern}: pass\n`), 'f').blocks.flatMap(
        (block) => block.instructions.flatMap((i) => (i.op === 'operator' ? [i.operator] : [])),
      );
    expect(operations('(1)')).toEqual(['==']);
    expect(operations('(1,)')).toEqual(['matches-sequence', '==']);
    expect(operations('1,')).toEqual(['matches-sequence', '==']);
    expect(operations('[]')).toEqual(['matches-sequence']);
    expect(operations('(_)')).toEqual([]);
  });
});
