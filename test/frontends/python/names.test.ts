import { describe, expect, it } from 'vitest';
import { functionNamed, lower, printed, printedBody } from './lowered.ts';

describe('names of a module', () => {
  it('are values and stores; what is not bound yet is the builtin', () => {
    expect(printed('try: x\nexcept NameError: x = str\ny = x\n')).toMatchInlineSnapshot(`
      "f0: module
      b0: %0 = load global x
          jump b1
      b1 (handler b2): %1 = load global x
          jump b5
      b2: %2 = catch
          %3 = load global NameError
          catches %2 as %3 then b3 otherwise b4
      b3: %4 = load global str
          store global x = %4
          jump b5
      b4: raise %2 (implicit)
      b5: %5 = phi x (b1: %0, b3: %4)
          store global y = %5
          %6 = constant none
          return %6 (implicit)"
    `);
  });

  it('are loaded anew when a function writes them', () => {
    expect(printed('x = 1\ndef f():\n    global x\n    x = 2\nf()\nprint(x)\n')).toMatchInlineSnapshot(`
      "f0: module
      b0: %0 = constant number 1
          store global x = %0
          %1 = make function f1
          store global f = %1
          %2 = call %1()
          %3 = load global print
          %4 = load global x
          %5 = call %3(%4)
          %6 = constant none
          return %6 (implicit)"
    `);
  });

  it('are global in functions', () => {
    const text = 'x = 1\ndef f():\n    global y\n    y = x\n    del y\n';
    expect(printed(text, 'f')).toMatchInlineSnapshot(`
      "f1: function f() in f0
      b0: %0 = load global x
          store global y = %0
          %1 = constant unbound
          store global y = %1
          %2 = constant none
          return %2 (implicit)"
    `);
  });
});

describe('local variables', () => {
  it('are unbound before the first write and after del', () => {
    expect(printedBody('if a: x = 1\ndel x\nreturn x', 'a')).toMatchInlineSnapshot(`
      "f1: function f(a) in f0
      b0: %0 = parameter a
          branch %0 then b1 otherwise b2 (if)
      b1: %1 = constant number 1
          jump b3
      b2: jump b3
      b3: %2 = constant unbound
          return %2"
    `);
  });

  it('are listed in the order of the text, with their annotations', () => {
    const text =
      'def f(a):\n    x, (y, *z) = a\n    v: "Node" = x\n    for i in z: y += i\n    import os.path as p\n';
    const { assignments } = functionNamed(lower(text), 'f');
    expect(assignments.map(({ name, span }) => `${name} ${text.slice(span.start, span.end)}`)).toEqual([
      'x x',
      'y y',
      'z z',
      'v v',
      'i i',
      'y y',
      'p p',
    ]);
    expect(assignments[3]?.annotation).toEqual({ name: 'Node', arguments: [] });
  });
});

describe('captured variables', () => {
  const text = [
    'def outer(a, b):',
    '    n = 0',
    '    def inner():',
    '        nonlocal n',
    '        n += a',
    '        return n',
    '    b(inner)',
    '    return n, a',
    '',
  ].join('\n');

  it('are stored in cells by their owner, and read from them when another writes them', () => {
    expect(printed(text, 'outer')).toMatchInlineSnapshot(`
      "f1: function outer(a, b) in f0
      b0: %0 = parameter a
          %1 = parameter b
          store cell a of f1 = %0
          %2 = constant number 0
          store cell n of f1 = %2
          %3 = make function f2
          %4 = call %1(%3)
          %5 = load cell n of f1
          %6 = build tuple (%5, %0)
          return %6"
    `);
  });

  it('are cells of their owner inside', () => {
    expect(printed(text, 'outer.inner')).toMatchInlineSnapshot(`
      "f2: function outer.inner() in f1
      b0: %0 = load cell n of f1
          %1 = load cell a of f1
          %2 = operator + in place (%0, %1)
          store cell n of f1 = %2
          %3 = load cell n of f1
          return %3"
    `);
  });

  it('may be bound after the function that captures them', () => {
    const late = 'def outer():\n    def inner(): return x\n    x = 1\n    return inner\n';
    expect(printed(late, 'outer')).toMatchInlineSnapshot(`
      "f1: function outer() in f0
      b0: %0 = make function f2
          %1 = constant number 1
          store cell x of f1 = %1
          return %0"
    `);
  });
});

describe('classes', () => {
  const text = 'x = 1\nclass A:\n    x = x\n    y = x\n    def f(self): return x\n';

  it('see the name around them until they bind it', () => {
    expect(printed(text, 'A')).toMatchInlineSnapshot(`
      "f1: class A in f0
      b0: %0 = load global x
          store class x = %0
          store class y = %0
          %1 = make function f2
          store class f = %1
          %2 = constant none
          return %2 (implicit)"
    `);
  });

  it('are passed over by their methods', () => {
    expect(printed(text, 'A.f')).toMatchInlineSnapshot(`
      "f2: function A.f(self) in f1
      b0: %0 = parameter self
          %1 = load global x
          return %1"
    `);
  });
});

describe('comprehensions', () => {
  it('take their first iterable and have variables of their own', () => {
    const text = 'def f(x, y):\n    return [x + i for i in y if i for x in i]\n';
    expect(printed(text, 'f')).toMatchInlineSnapshot(`
      "f1: function f(x, y) in f0
      b0: %0 = parameter x
          %1 = parameter y
          %2 = make function f2
          %3 = call %2(%1)
          return %3"
    `);
    expect(printed(text, 'f.<listcomp>')).toMatchInlineSnapshot(`
      "f2: comprehension f.<listcomp>(positional ".0") in f1
      b0: %0 = parameter ".0"
          %1 = build list ()
          %2 = operator iterator (%0)
          jump b1
      b1: %3 = operator has-next (%2)
          branch %3 then b2 otherwise b6 (for)
      b2: %4 = operator next (%2)
          branch %4 then b3 otherwise b1 (filter)
      b3: %5 = operator iterator (%4)
          jump b4
      b4: %6 = operator has-next (%5)
          branch %6 then b5 otherwise b1 (for)
      b5: %7 = operator next (%5)
          %8 = operator + (%7, %4)
          append %1 %8
          jump b4
      b6: return %1"
    `);
  });

  it('write to the function around them with :=', () => {
    const text = 'def f(y):\n    z = any((last := i) for i in y)\n    return last\n';
    expect(printed(text, 'f')).toMatchInlineSnapshot(`
      "f1: function f(y) in f0
      b0: %0 = parameter y
          %1 = load global any
          %2 = make function f2
          %3 = call %2(%0)
          %4 = call %1(%3)
          %5 = load cell last of f1
          return %5"
    `);
    expect(printed(text, 'f.<genexpr>')).toMatchInlineSnapshot(`
      "f2: generator comprehension f.<genexpr>(positional ".0") in f1
      b0: %0 = parameter ".0"
          %1 = operator iterator (%0)
          jump b1
      b1: %2 = operator has-next (%1)
          branch %2 then b2 otherwise b3 (for)
      b2: %3 = operator next (%1)
          store cell last of f1 = %3
          %4 = yield %3
          jump b1
      b3: %5 = constant none
          return %5 (implicit)"
    `);
  });

  it('build dictionaries and sets', () => {
    expect(printed('{k: v for k, v in x}\n', '<dictcomp>')).toMatchInlineSnapshot(`
      "f1: comprehension <dictcomp>(positional ".0") in f0
      b0: %0 = parameter ".0"
          %1 = build dict ()
          %2 = operator iterator (%0)
          jump b1
      b1: %3 = operator has-next (%2)
          branch %3 then b2 otherwise b3 (for)
      b2: %4 = operator next (%2)
          %5 = unpack %4 (0 of 2)
          %6 = unpack %4 (1 of 2)
          append %1 %5: %6
          jump b1
      b3: return %1"
    `);
    expect(printed('{k for k in x}\n', '<setcomp>')).toMatchInlineSnapshot(`
      "f1: comprehension <setcomp>(positional ".0") in f0
      b0: %0 = parameter ".0"
          %1 = build set ()
          %2 = operator iterator (%0)
          jump b1
      b1: %3 = operator has-next (%2)
          branch %3 then b2 otherwise b3 (for)
      b2: %4 = operator next (%2)
          append %1 %4
          jump b1
      b3: return %1"
    `);
  });

  it('are awaited when they are asynchronous', () => {
    const text = 'async def f(y):\n    return [await i async for i in y]\n';
    expect(printed(text, 'f')).toMatchInlineSnapshot(`
      "f1: async function f(y) in f0
      b0: %0 = parameter y
          %1 = make function f2
          %2 = call %1(%0)
          %3 = await %2
          return %3"
    `);
    expect(printed(text, 'f.<listcomp>')).toMatchInlineSnapshot(`
      "f2: async comprehension f.<listcomp>(positional ".0") in f1
      b0: %0 = parameter ".0"
          %1 = build list ()
          %2 = operator iterator (%0)
          jump b1
      b1: %3 = operator has-next (%2)
          branch %3 then b2 otherwise b3 (for)
      b2: %4 = operator next (%2)
          %5 = await %4
          %6 = await %5
          append %1 %6
          jump b1
      b3: return %1"
    `);
  });
});
