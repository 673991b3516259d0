import { describe, expect, it } from 'vitest';
import { functionNamed, lower, printed } from './lowered.ts';

describe('functions', () => {
  it('record decorators, outermost first, and defaults', () => {
    expect(printed('@a.b\n@c(1)\ndef f(x, y=2, *, z=3): pass\n')).toMatchInlineSnapshot(`
      "f0: module
      b0: %0 = load global a
          %1 = attribute %0.b
          %2 = load global c
          %3 = constant number 1
          %4 = call %2(%3)
          %5 = constant number 2
          %6 = constant number 3
          %7 = make function f1 defaults (1=%5, 2=%6) decorators (%1, %4)
          store global f = %7
          %8 = constant none
          return %8 (implicit)"
    `);
  });

  it('have parameters of each kind with their annotations', () => {
    const text = 'def f(a, /, b: int, *c: str, d: "Optional[x.Y]" = 1, **e) -> bool: pass\n';
    const { parameters, returnAnnotation } = functionNamed(lower(text), 'f');
    expect(parameters.map(({ name, kind, hasDefault }) => [name, kind, hasDefault])).toEqual([
      ['a', 'positional-only', false],
      ['b', 'normal', false],
      ['c', 'rest', false],
      ['d', 'keyword-only', true],
      ['e', 'keywords', false],
    ]);
    expect(parameters.map(({ annotation }) => annotation)).toEqual([
      null,
      { name: 'int', arguments: [] },
      { name: 'str', arguments: [] },
      { name: 'Optional', arguments: [{ name: 'x.Y', arguments: [] }] },
      null,
    ]);
    expect(returnAnnotation).toEqual({ name: 'bool', arguments: [] });
  });

  it('know what they are and where their text is', () => {
    const text = 'class A:\n    async def f(self):\n        yield lambda: 1\n';
    const module = lower(text);
    expect(
      module.functions.map((fn) => ({
        name: fn.qualifiedName,
        kind: fn.kind,
        parent: fn.parent,
        traits: [fn.isAsync ? 'async' : '', fn.isGenerator ? 'generator' : ''].join(' ').trim(),
        text: text.slice(fn.nameSpan.start, fn.nameSpan.end),
        line: text.slice(fn.span.start, fn.span.end).split('\n')[0],
      })),
    ).toEqual([
      { name: '', kind: 'module', parent: null, traits: '', text: '', line: 'class A:' },
      { name: 'A', kind: 'class', parent: 0, traits: '', text: 'A', line: 'class A:' },
      {
        name: 'A.f',
        kind: 'function',
        parent: 1,
        traits: 'async generator',
        text: 'f',
        line: 'async def f(self):',
      },
      { name: 'A.f.<lambda>', kind: 'lambda', parent: 2, traits: '', text: 'lambda', line: 'lambda: 1' },
    ]);
  });

  it('take type parameters without making names of them', () => {
    expect(printed('def f[T: int, *Ts, **P](x: T) -> T: return x\n', 'f')).toMatchInlineSnapshot(`
      "f1: function f(x: T) -> T in f0
      b0: %0 = parameter x
          return %0"
    `);
  });
});

describe('classes', () => {
  it('are made of bases, keywords and decorators', () => {
    expect(printed('@d\nclass A[T](B, *C, metaclass=M, **k): pass\n')).toMatchInlineSnapshot(`
      "f0: module
      b0: %0 = load global d
          %1 = load global B
          %2 = load global C
          %3 = load global M
          %4 = load global k
          %5 = make class f1 bases (%1, %2, metaclass=%3, "**"=%4) decorators (%0)
          store global A = %5
          %6 = constant none
          return %6 (implicit)"
    `);
  });
});

describe('generators', () => {
  it('yield, delegate and await', () => {
    const text = 'async def f(a):\n    x = yield\n    y = yield a, x\n    await y\n';
    expect(printed(text, 'f')).toMatchInlineSnapshot(`
      "f1: async generator function f(a) in f0
      b0: %0 = parameter a
          %1 = constant none
          %2 = yield %1
          %3 = build tuple (%0, %2)
          %4 = yield %3
          %5 = await %4
          %6 = constant none
          return %6 (implicit)"
    `);
    expect(printed('def f(a): return (yield from a)\n', 'f')).toMatchInlineSnapshot(`
      "f1: generator function f(a) in f0
      b0: %0 = parameter a
          %1 = yield from %0
          return %1"
    `);
  });
});

describe('imports', () => {
  it('bind the root, the alias or the member', () => {
    const text = 'import a.b, c.d as e, f\nfrom ..g import h, i as j\nfrom . import k\nfrom l.m import *\n';
    expect(printed(text)).toMatchInlineSnapshot(`
      "f0: module
      b0: %0 = import a.b (root)
          store global a = %0
          %1 = import c.d
          store global e = %1
          %2 = import f
          store global f = %2
          %3 = import h from ..g
          store global h = %3
          %4 = import i from ..g
          store global j = %4
          %5 = import k from .
          store global k = %5
          %6 = import * from l.m
          %7 = constant none
          return %7 (implicit)"
    `);
  });

  it('from the future are imports like others', () => {
    expect(printed('from __future__ import annotations\n')).toMatchInlineSnapshot(`
      "f0: module
      b0: %0 = import annotations from __future__
          store global annotations = %0
          %1 = constant none
          return %1 (implicit)"
    `);
  });
});
