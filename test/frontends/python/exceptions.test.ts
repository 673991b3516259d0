import { describe, expect, it } from 'vitest';
import { functionNamed, lower, lowerTolerantly, printedBody } from './lowered.ts';

describe('try and except', () => {
  it('starts a block where a variable is written after something that can raise', () => {
    expect(printedBody('x = 1\ntry:\n    x = a()\n    b()\nexcept E:\n    return x')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: %0 = constant number 1
          jump b1
      b1 (handler b3): %1 = load global a
          %2 = call %1()
          jump b2
      b2 (handler b3): %3 = load global b
          %4 = call %3()
          jump b6
      b3: %5 = phi x (b1: %0, b2: %2)
          %6 = catch
          %7 = load global E
          catches %6 as %7 then b4 otherwise b5
      b4: return %5
      b5: raise %6 (implicit)
      b6: %8 = constant none
          return %8 (implicit)"
    `);
  });

  it('tries the clauses in order and passes on what none catches', () => {
    expect(
      printedBody('try: a()\nexcept (E, F) as e: b(e)\nexcept G: raise\nelse: c()'),
    ).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: jump b1
      b1 (handler b3): %0 = load global a
          %1 = call %0()
          jump b2
      b2: %2 = load global c
          %3 = call %2()
          jump b8
      b3: %4 = catch
          %5 = load global E
          %6 = load global F
          %7 = build tuple (%5, %6)
          catches %4 as %7 then b4 otherwise b5
      b4: %8 = load global b
          %9 = call %8(%4)
          %10 = constant unbound
          jump b8
      b5: %11 = load global G
          catches %4 as %11 then b6 otherwise b7
      b6: raise %4
      b7: raise %4 (implicit)
      b8: %12 = constant none
          return %12 (implicit)"
    `);
  });

  it('unbinds the name after its clause', () => {
    expect(printedBody('try: a()\nexcept E as e: pass\nreturn e')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: %0 = constant unbound
          jump b1
      b1 (handler b2): %1 = load global a
          %2 = call %1()
          jump b5
      b2: %3 = catch
          %4 = load global E
          catches %3 as %4 then b3 otherwise b4
      b3: %5 = constant unbound
          jump b5
      b4: raise %3 (implicit)
      b5: %6 = phi e (b1: %0, b3: %5)
          return %6"
    `);
  });

  it('raises with a cause', () => {
    expect(printedBody('try: a()\nexcept E as e: raise F(e) from e')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: jump b1
      b1 (handler b2): %0 = load global a
          %1 = call %0()
          jump b5
      b2: %2 = catch
          %3 = load global E
          catches %2 as %3 then b3 otherwise b4
      b3: %4 = load global F
          %5 = call %4(%2)
          raise %5 from %2
      b4: raise %2 (implicit)
      b5: %6 = constant none
          return %6 (implicit)"
    `);
  });

  it('runs every fitting clause of except*', () => {
    expect(printedBody('try: a()\nexcept* E: b()\nexcept* F: c()')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: jump b1
      b1 (handler b2): %0 = load global a
          %1 = call %0()
          jump b8
      b2: %2 = catch
          %3 = load global E
          catches %2 as %3 then b3 otherwise b4
      b3: %4 = load global b
          %5 = call %4()
          jump b4
      b4: %6 = load global F
          catches %2 as %6 then b5 otherwise b6
      b5: %7 = load global c
          %8 = call %7()
          jump b6
      b6: %9 = constant none
          %10 = operator is (%2, %9)
          branch %10 then b8 otherwise b7 (conditional)
      b7: raise %2 (implicit)
      b8: %11 = constant none
          return %11 (implicit)"
    `);
  });

  it('drops a handler that nothing leads to', () => {
    expect(printedBody('try: pass\nexcept E: a()')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: jump b1
      b1: %0 = constant none
          return %0 (implicit)"
    `);
  });
});

describe('finally', () => {
  it('is lowered once for the end of the body and once for an exception', () => {
    expect(printedBody('try: a()\nfinally: b()\nc()')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: jump b1
      b1 (handler b3): %0 = load global a
          %1 = call %0()
          jump b2
      b2: %2 = load global b
          %3 = call %2()
          jump b4
      b3: %4 = catch
          %5 = load global b
          %6 = call %5()
          raise %4 (implicit)
      b4: %7 = load global c
          %8 = call %7()
          %9 = constant none
          return %9 (implicit)"
    `);
  });

  it('is shared by all returns, which keep their value', () => {
    expect(printedBody('try:\n    if x: return 1\n    return 2\nfinally: b()', 'x')).toMatchInlineSnapshot(`
      "f1: function f(x) in f0
      b0: %0 = parameter x
          jump b1
      b1: branch %0 then b2 otherwise b3 (if)
      b2: %1 = constant number 1
          jump b5
      b3: jump b4
      b4: %2 = constant number 2
          jump b5
      b5: %3 = phi (b2: %1, b4: %2)
          %4 = load global b
          %5 = call %4()
          return %3"
    `);
  });

  it('lies on the way of break and continue', () => {
    expect(
      printedBody('for i in x:\n    try:\n        if i: break\n        continue\n    finally: b()', 'x'),
    ).toMatchInlineSnapshot(`
      "f1: function f(x) in f0
      b0: %0 = parameter x
          %1 = operator iterator (%0)
          jump b1
      b1: %2 = operator has-next (%1)
          branch %2 then b2 otherwise b9 (for)
      b2: %3 = operator next (%1)
          jump b3
      b3: branch %3 then b4 otherwise b5 (if)
      b4: jump b7
      b5: jump b6
      b6: jump b8
      b7: %4 = load global b
          %5 = call %4()
          jump b10
      b8: %6 = load global b
          %7 = call %6()
          jump b1
      b9: jump b10
      b10: %8 = constant none
          return %8 (implicit)"
    `);
  });

  it('swallows the exception when it returns', () => {
    expect(printedBody('try: a()\nfinally: return 1')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: jump b1
      b1 (handler b3): %0 = load global a
          %1 = call %0()
          jump b2
      b2: %2 = constant number 1
          return %2
      b3: %3 = catch
          %4 = constant number 1
          return %4"
    `);
  });

  it('raises again what it was run for', () => {
    expect(printedBody('try: a()\nfinally:\n    if x: raise', 'x')).toMatchInlineSnapshot(`
      "f1: function f(x) in f0
      b0: %0 = parameter x
          jump b1
      b1 (handler b5): %1 = load global a
          %2 = call %1()
          jump b2
      b2: branch %0 then b3 otherwise b4 (if)
      b3: raise
      b4: jump b9
      b5: %3 = catch
          branch %0 then b6 otherwise b7 (if)
      b6: raise %3
      b7: jump b8
      b8: raise %3 (implicit)
      b9: %4 = constant none
          return %4 (implicit)"
    `);
  });

  it('is given up, by name, when copies inside of copies are too many', () => {
    const nested = (depth: number, indent: string): string =>
      depth === 0
        ? `${indent}g()\n`
        : `${indent}try:\n${indent} if x: return 1\n${indent} g()\n${indent}finally:\n${nested(depth - 1, `${indent} `)}`;
    const module = lowerTolerantly(`def f(x):\n${nested(30, ' ')}\ndef after(): return 1\n`);
    expect(module.gaps.map((gap) => [gap.function, gap.reason])).toEqual([
      ['f', 'finally clauses inside of each other: too many paths'],
    ]);
    expect(functionNamed(module, 'after').blocks).toHaveLength(1);
  });
});

describe('with', () => {
  it('exits on the normal way and with the exception, which it may suppress', () => {
    expect(printedBody('with a() as b: c(b)\nreturn 1')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: %0 = load global a
          %1 = call %0()
          %2 = enter %1
          jump b1
      b1 (handler b3): %3 = load global c
          %4 = call %3(%2)
          jump b2
      b2: %5 = exit %1
          jump b5
      b3: %6 = catch
          %7 = exit %1 with %6
          branch %7 then b5 otherwise b4 (with)
      b4: raise %6 (implicit)
      b5: %8 = constant number 1
          return %8"
    `);
  });

  it('exits the inner manager first, and the outer one when entering the inner one fails', () => {
    expect(printedBody('with a, b as (c, d): return c', 'a, b')).toMatchInlineSnapshot(`
      "f1: function f(a, b) in f0
      b0: %0 = parameter a
          %1 = parameter b
          %2 = enter %0
          jump b1
      b1 (handler b10): %3 = enter %1
          jump b2
      b2 (handler b6): %4 = unpack %3 (0 of 2)
          %5 = unpack %3 (1 of 2)
          jump b3
      b3: jump b4
      b4 (handler b10): %6 = exit %1
          jump b5
      b5: %7 = exit %0
          return %4
      b6 (handler b10): %8 = catch
          %9 = exit %1 with %8
          branch %9 then b8 otherwise b7 (with)
      b7 (handler b10): raise %8 (implicit)
      b8: jump b9
      b9: %10 = exit %0
          jump b12
      b10: %11 = catch
          %12 = exit %0 with %11
          branch %12 then b12 otherwise b11 (with)
      b11: raise %11 (implicit)
      b12: %13 = constant none
          return %13 (implicit)"
    `);
  });

  it('reads brackets around the managers as such', () => {
    const plain = lower('with a as b, c: d()\n').functions[0]?.blocks;
    const operations = (text: string) =>
      lower(text).functions[0]?.blocks.flatMap((block) => block.instructions.map(({ op }) => op));
    expect(operations('with (a as b, c): d()\n')).toEqual(
      plain?.flatMap((block) => block.instructions.map(({ op }) => op)),
    );
    expect(operations('with (a as b): d()\n')).toEqual(operations('with a as b: d()\n'));
  });

  it('is asynchronous where it says so', () => {
    expect(printedBody('async with a: pass', 'a')).toMatchInlineSnapshot(`
      "f1: function f(a) in f0
      b0: %0 = parameter a
          %1 = enter async %0
          jump b1
      b1: %2 = exit async %0
          jump b2
      b2: %3 = constant none
          return %3 (implicit)"
    `);
  });
});
