import { describe, expect, it } from 'vitest';
import { printedBody } from './lowered.ts';

describe('chains', () => {
  it('test what may be missing once, and skip the rest of the chain', () => {
    expect(printedBody('return a?.b.c(d);', 'a, d')).toMatchInlineSnapshot(`
      "f1: function f(a, d) in f0
      b0: %0 = parameter a
          %1 = parameter d
          %2 = constant none
          %3 = operator is-nullish (%0)
          branch %3 then b2 otherwise b1 (optional)
      b1: %4 = attribute %0.b
          %5 = attribute %4.c
          %6 = call %5(%1)
          jump b2
      b2: %7 = phi (b0: %2, b1: %6)
          return %7"
    `);
  });

  it('lower a long sum without recursion', () => {
    const sum = printedBody(`return x${' + x'.repeat(20_000)};`, 'x');
    expect(sum.split('\n')).toHaveLength(20_003);
  });
});

describe('destructuring', () => {
  it('reads attributes and elements, and takes a default where there is nothing', () => {
    expect(
      printedBody('const { a, b: [c = 1], ...rest } = x; return [a, c, rest];', 'x'),
    ).toMatchInlineSnapshot(`
      "f1: function f(x) in f0
      b0: %0 = parameter x
          %1 = attribute %0.a
          %2 = attribute %0.b
          %3 = unpack %2 (0 of 1)
          %4 = operator is-nullish (%3)
          branch %4 then b1 otherwise b2 (conditional)
      b1: %5 = constant number 1
          jump b2
      b2: %6 = phi (b0: %3, b1: %5)
          %7 = build list (%1, %6, %0)
          return %7"
    `);
  });

  it('writes to what an assignment names', () => {
    expect(printedBody('({ a: this.b, c: d[0] } = x); [d, ...d] = x;', 'x, d')).toMatchInlineSnapshot(`
      "f1: function f(x, d) in f0
      b0: %0 = parameter x
          %1 = parameter d
          %2 = build object ()
          %3 = attribute %0.a
          store attribute %2.b = %3
          %4 = attribute %0.c
          %5 = constant number 0
          store item %1[%5] = %4
          %6 = unpack %0 (0 of 2, rest 1)
          %7 = unpack %0 (1 of 2, rest 1)
          %8 = constant none
          return %8 (implicit)"
    `);
  });
});

describe('operators', () => {
  it('ask for their right side only where they need it', () => {
    expect(printedBody('x.y ??= z(); return a && b || c;', 'x, a, b, c')).toMatchInlineSnapshot(`
      "f1: function f(x, a, b, c) in f0
      b0: %0 = parameter x
          %1 = parameter a
          %2 = parameter b
          %3 = parameter c
          %4 = attribute %0.y
          %5 = operator is-nullish (%4)
          branch %5 then b1 otherwise b2 (optional)
      b1: %6 = import js.z
          %7 = call %6()
          store attribute %0.y = %7
          jump b2
      b2: %8 = phi (b0: %4, b1: %7)
          branch %1 then b3 otherwise b4 (and)
      b3: jump b4
      b4: %9 = phi (b2: %1, b3: %2)
          branch %9 then b6 otherwise b5 (or)
      b5: jump b6
      b6: %10 = phi (b4: %9, b5: %3)
          return %10"
    `);
  });

  it('change a place once', () => {
    expect(printedBody('x.n++; x[k] += 2; delete x.n;', 'x, k')).toMatchInlineSnapshot(`
      "f1: function f(x, k) in f0
      b0: %0 = parameter x
          %1 = parameter k
          %2 = attribute %0.n
          %3 = constant number 1
          %4 = operator + in place (%2, %3)
          store attribute %0.n = %4
          %5 = item %0[%1]
          %6 = constant number 2
          %7 = operator + in place (%5, %6)
          store item %0[%1] = %7
          delete attribute %0.n
          %8 = constant true
          %9 = constant none
          return %9 (implicit)"
    `);
  });
});

describe('what is built', () => {
  it('of templates, arrays and objects', () => {
    expect(
      printedBody('return [`/v1/\u0024{id}/x`, ...xs, { id, [k]: 1, ...o }];', 'id, xs, k, o'),
    ).toMatchInlineSnapshot(`
      "f1: function f(id, xs, k, o) in f0
      b0: %0 = parameter id
          %1 = parameter xs
          %2 = parameter k
          %3 = parameter o
          %4 = constant "/v1/"
          %5 = constant "/x"
          %6 = build string (%4, %0, %5)
          %7 = constant "id"
          %8 = constant number 1
          %9 = build object (%7: %0, %2: %8, *%3)
          %10 = build list (%6, *%1, %9)
          return %10"
    `);
  });

  it('of JSX: components receive an object, elements keywords', () => {
    expect(
      printedBody('return <Row node={n} {...p}>x<a href={u}>{t}</a></Row>;', 'Row, n, p, u, t'),
    ).toMatchInlineSnapshot(`
      "f1: function f(Row, n, p, u, t) in f0
      b0: %0 = parameter Row
          %1 = parameter n
          %2 = parameter p
          %3 = parameter u
          %4 = parameter t
          %5 = constant "node"
          %6 = constant "x"
          %7 = import js.jsx.a
          %8 = call %7(%4, href=%3)
          %9 = build list (%6, %8)
          %10 = constant "children"
          %11 = build object (%5: %1, *%2, %10: %9)
          %12 = call %0(%11)
          return %12"
    `);
  });
});

describe('iteration by methods', () => {
  it('is the loop that it stands for', () => {
    expect(printedBody('return xs.filter((x) => x.ok);', 'xs')).toMatchInlineSnapshot(`
      "f1: function f(xs) in f0
      b0: %0 = parameter xs
          %1 = make function f2
          %2 = build list ()
          %3 = operator iterator (%0)
          jump b1
      b1: %4 = operator has-next (%3)
          branch %4 then b2 otherwise b4 (for)
      b2: %5 = operator next (%3)
          %6 = call %1(%5)
          branch %6 then b3 otherwise b1 (filter)
      b3: append %2 %5
          jump b1
      b4: return %2"
    `);
  });
});
