import { describe, expect, it } from 'vitest';
import { printedBody } from './lowered.ts';

describe('if', () => {
  it('merges what the branches wrote', () => {
    expect(printedBody('if a: x = 1\nelif b: x = 2\nelse: x = 3\nreturn x', 'a, b')).toMatchInlineSnapshot(`
      "f1: function f(a, b) in f0
      b0: %0 = parameter a
          %1 = parameter b
          branch %0 then b1 otherwise b2 (if)
      b1: %2 = constant number 1
          jump b5
      b2: branch %1 then b3 otherwise b4 (if)
      b3: %3 = constant number 2
          jump b5
      b4: %4 = constant number 3
          jump b5
      b5: %5 = phi x (b1: %2, b3: %3, b4: %4)
          return %5"
    `);
  });

  it('turns and, or, not into branches', () => {
    expect(printedBody('if a and not (b or c): return 1', 'a, b, c')).toMatchInlineSnapshot(`
      "f1: function f(a, b, c) in f0
      b0: %0 = parameter a
          %1 = parameter b
          %2 = parameter c
          branch %0 then b1 otherwise b4 (and)
      b1: branch %1 then b4 otherwise b2 (or)
      b2: branch %2 then b4 otherwise b3 (if)
      b3: %3 = constant number 1
          return %3
      b4: jump b5
      b5: %4 = constant none
          return %4 (implicit)"
    `);
  });

  it('evaluates the middle of a chained comparison once', () => {
    expect(printedBody('if a < b() <= c: return 1', 'a, c')).toMatchInlineSnapshot(`
      "f1: function f(a, c) in f0
      b0: %0 = parameter a
          %1 = parameter c
          %2 = load global b
          %3 = call %2()
          %4 = operator < (%0, %3)
          branch %4 then b1 otherwise b3 (and)
      b1: %5 = operator <= (%3, %1)
          branch %5 then b2 otherwise b3 (if)
      b2: %6 = constant number 1
          return %6
      b3: jump b4
      b4: %7 = constant none
          return %7 (implicit)"
    `);
  });

  it('leaves out what a constant test rules out', () => {
    expect(printedBody('if 0: a()\nreturn 1')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: jump b1
      b1: %0 = constant number 1
          return %0"
    `);
  });

  it('leaves out what follows a return', () => {
    expect(printedBody('return 1\na()')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: %0 = constant number 1
          return %0"
    `);
  });
});

describe('loops', () => {
  it('runs else when the loop was not broken off', () => {
    expect(printedBody('for x in y:\n    if x: break\nelse:\n    a()\nreturn x', 'y')).toMatchInlineSnapshot(`
      "f1: function f(y) in f0
      b0: %0 = parameter y
          %1 = constant unbound
          %2 = operator iterator (%0)
          jump b1
      b1: %3 = phi x (b0: %1, b4: %5)
          %4 = operator has-next (%2)
          branch %4 then b2 otherwise b5 (for)
      b2: %5 = operator next (%2)
          branch %5 then b3 otherwise b4 (if)
      b3: jump b6
      b4: jump b1
      b5: %6 = load global a
          %7 = call %6()
          jump b6
      b6: %8 = phi x (b3: %5, b5: %3)
          return %8"
    `);
  });

  it('keeps a variable of a loop in one phi', () => {
    expect(printedBody('n = 0\nwhile n < y:\n    n += 1\nreturn n', 'y')).toMatchInlineSnapshot(`
      "f1: function f(y) in f0
      b0: %0 = parameter y
          %1 = constant number 0
          jump b1
      b1: %2 = phi n (b0: %1, b2: %5)
          %3 = operator < (%2, %0)
          branch %3 then b2 otherwise b3 (while)
      b2: %4 = constant number 1
          %5 = operator + in place (%2, %4)
          jump b1
      b3: jump b4
      b4: return %2"
    `);
  });

  it('has no way out of `while True` but break', () => {
    expect(printedBody('while True:\n    if a(): break\n    b()')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: jump b1
      b1: %0 = load global a
          %1 = call %0()
          branch %1 then b2 otherwise b3 (if)
      b2: jump b5
      b3: jump b4
      b4: %2 = load global b
          %3 = call %2()
          jump b1
      b5: %4 = constant none
          return %4 (implicit)"
    `);
  });

  it('goes on with continue, across a with', () => {
    expect(printedBody('for x in y:\n    with x:\n        continue', 'y')).toMatchInlineSnapshot(`
      "f1: function f(y) in f0
      b0: %0 = parameter y
          %1 = operator iterator (%0)
          jump b1
      b1: %2 = operator has-next (%1)
          branch %2 then b2 otherwise b5 (for)
      b2: %3 = operator next (%1)
          %4 = enter %3
          jump b3
      b3: jump b4
      b4: %5 = exit %3
          jump b1
      b5: jump b6
      b6: %6 = constant none
          return %6 (implicit)"
    `);
  });

  it('awaits the elements of an asynchronous loop', () => {
    expect(printedBody('async for x, *z in y: x(z)', 'y')).toMatchInlineSnapshot(`
      "f1: function f(y) in f0
      b0: %0 = parameter y
          %1 = operator iterator (%0)
          jump b1
      b1: %2 = operator has-next (%1)
          branch %2 then b2 otherwise b3 (for)
      b2: %3 = operator next (%1)
          %4 = await %3
          %5 = unpack %4 (0 of 2, rest 1)
          %6 = unpack %4 (1 of 2, rest 1)
          %7 = call %5(%6)
          jump b1
      b3: jump b4
      b4: %8 = constant none
          return %8 (implicit)"
    `);
  });
});

describe('values that branch', () => {
  it('takes one of two values', () => {
    expect(printedBody('return a if b else c', 'a, b, c')).toMatchInlineSnapshot(`
      "f1: function f(a, b, c) in f0
      b0: %0 = parameter a
          %1 = parameter b
          %2 = parameter c
          branch %1 then b1 otherwise b2 (conditional)
      b1: jump b3
      b2: jump b3
      b3: %3 = phi (b1: %0, b2: %2)
          return %3"
    `);
  });

  it('gives the last operand that was evaluated', () => {
    expect(printedBody('return a or b and c', 'a, b, c')).toMatchInlineSnapshot(`
      "f1: function f(a, b, c) in f0
      b0: %0 = parameter a
          %1 = parameter b
          %2 = parameter c
          branch %0 then b4 otherwise b1 (or)
      b1: branch %1 then b2 otherwise b3 (and)
      b2: jump b3
      b3: %3 = phi (b1: %1, b2: %2)
          jump b4
      b4: %4 = phi (b0: %0, b3: %3)
          return %4"
    `);
  });

  it('compares in a chain', () => {
    expect(printedBody('return a < b != c', 'a, b, c')).toMatchInlineSnapshot(`
      "f1: function f(a, b, c) in f0
      b0: %0 = parameter a
          %1 = parameter b
          %2 = parameter c
          %3 = operator < (%0, %1)
          branch %3 then b1 otherwise b2 (and)
      b1: %4 = operator != (%1, %2)
          jump b2
      b2: %5 = phi (b0: %3, b1: %4)
          return %5"
    `);
  });
});

describe('assert', () => {
  it('raises with the message when the test fails', () => {
    expect(printedBody('assert a, m()', 'a')).toMatchInlineSnapshot(`
      "f1: function f(a) in f0
      b0: %0 = parameter a
          branch %0 then b2 otherwise b1 (assert)
      b1: %1 = load global AssertionError
          %2 = load global m
          %3 = call %2()
          %4 = call %1(%3)
          raise %4 (implicit)
      b2: %5 = constant none
          return %5 (implicit)"
    `);
  });

  it('keeps both ways of a constant test, because asserts may be disabled', () => {
    expect(printedBody('assert False\nb()')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: %0 = constant false
          branch %0 then b2 otherwise b1 (assert)
      b1: %1 = load global AssertionError
          %2 = call %1()
          raise %2 (implicit)
      b2: %3 = load global b
          %4 = call %3()
          %5 = constant none
          return %5 (implicit)"
    `);
  });
});
