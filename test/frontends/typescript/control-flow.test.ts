import { describe, expect, it } from 'vitest';
import { printedBody } from './lowered.ts';

describe('loops', () => {
  it('leave by labels, through the finally blocks between', () => {
    expect(
      printedBody(
        'outer: for (const x of xs) {\n for (;;) {\n  try { if (x) continue outer; a(); } finally { b(); }\n }\n}',
        'xs',
      ),
    ).toMatchInlineSnapshot(`
      "f1: function f(xs) in f0
      b0: %0 = parameter xs
          %1 = operator iterator (%0)
          jump b1
      b1: %2 = operator has-next (%1)
          branch %2 then b2 otherwise b10 (for)
      b2: %3 = operator next (%1)
          jump b3
      b3: branch %3 then b4 otherwise b5 (if)
      b4: jump b9
      b5: jump b6
      b6 (handler b8): %4 = import js.a
          %5 = call %4()
          jump b7
      b7: %6 = import js.b
          %7 = call %6()
          jump b3
      b8: %8 = catch
          %9 = import js.b
          %10 = call %9()
          raise %8 (implicit)
      b9: %11 = import js.b
          %12 = call %11()
          jump b1
      b10: %13 = constant none
          return %13 (implicit)"
    `);
  });

  it('test at their end after do', () => {
    expect(printedBody('do { a(); } while (b());')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: jump b1
      b1: %0 = import js.a
          %1 = call %0()
          jump b2
      b2: %2 = import js.b
          %3 = call %2()
          branch %3 then b1 otherwise b3 (while)
      b3: %4 = constant none
          return %4 (implicit)"
    `);
  });
});

describe('switch', () => {
  it('tests in order and falls through', () => {
    expect(
      printedBody("switch (k) { case 'a': a(); default: b(); break; case 'c': return 1; }", 'k'),
    ).toMatchInlineSnapshot(`
      "f1: function f(k) in f0
      b0: %0 = parameter k
          %1 = constant "a"
          %2 = operator === (%0, %1)
          branch %2 then b3 otherwise b1 (match)
      b1: %3 = constant "c"
          %4 = operator === (%0, %3)
          branch %4 then b5 otherwise b2 (match)
      b2: jump b4
      b3: %5 = import js.a
          %6 = call %5()
          jump b4
      b4: %7 = import js.b
          %8 = call %7()
          jump b6
      b5: %9 = constant number 1
          return %9
      b6: %10 = constant none
          return %10 (implicit)"
    `);
  });
});

describe('try', () => {
  it('catches, and runs what is final on every way', () => {
    expect(
      printedBody('try { return a(); } catch ({ message }) { b(message); } finally { c(); }'),
    ).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: jump b1
      b1 (handler b2): %0 = import js.a
          %1 = call %0()
          jump b7
      b2: %2 = catch
          jump b3
      b3 (handler b6): %3 = attribute %2.message
          jump b4
      b4 (handler b6): %4 = import js.b
          %5 = call %4(%3)
          jump b5
      b5: %6 = import js.c
          %7 = call %6()
          jump b8
      b6: %8 = catch
          %9 = import js.c
          %10 = call %9()
          raise %8 (implicit)
      b7: %11 = import js.c
          %12 = call %11()
          return %1
      b8: %13 = constant none
          return %13 (implicit)"
    `);
  });
});

describe('promises', () => {
  it('go on with the value, and with a rejection as with an exception', () => {
    expect(
      printedBody('return api.get(u).then((r) => r.data).catch(report);', 'api, u, report'),
    ).toMatchInlineSnapshot(`
      "f1: function f(api, u, report) in f0
      b0: %0 = parameter api
          %1 = parameter u
          %2 = parameter report
          jump b1
      b1 (handler b2): %3 = attribute %0.get
          %4 = call %3(%1)
          %5 = await %4
          %6 = make function f2
          %7 = call %6(%5)
          %8 = await %7
          %9 = await %8
          jump b4
      b2: %10 = catch
          jump b3
      b3: %11 = call %2(%10)
          %12 = await %11
          jump b4
      b4: %13 = phi (b1: %9, b3: %12)
          return %13"
    `);
  });

  it('run what is final, whatever came before', () => {
    expect(printedBody('p().finally(() => close());', 'p, close')).toMatchInlineSnapshot(`
      "f1: function f(p, close) in f0
      b0: %0 = parameter p
          %1 = parameter close
          store cell close of f1 = %1
          jump b1
      b1 (handler b3): %2 = call %0()
          %3 = await %2
          jump b2
      b2: %4 = make function f2
          %5 = call %4()
          %6 = await %5
          jump b4
      b3: %7 = catch
          %8 = make function f2
          %9 = call %8()
          %10 = await %9
          raise %7 (implicit)
      b4: %11 = constant none
          return %11 (implicit)"
    `);
  });

  it('that are rejected leave as an exception', () => {
    expect(printedBody('return Promise.reject(new Error(m));', 'm')).toMatchInlineSnapshot(`
      "f1: function f(m) in f0
      b0: %0 = parameter m
          %1 = import js.Error
          %2 = call new %1(%0)
          raise %2"
    `);
  });
});
