import { describe, expect, it } from 'vitest';
import type { Module } from '../../src/ir/ir.ts';
import { verify } from '../../src/ir/verify.ts';
import { readModule } from './read-ir.ts';

function problems(text: string): string[] {
  return verify(readModule(text));
}

/** `verify` must name exactly this one problem. */
function expectProblem(text: string, problem: string): void {
  expect(problems(text)).toEqual([problem]);
}

describe('verify: numbers and references', () => {
  it('accepts a diamond with a phi', () => {
    expect(
      problems(`f1: function pick(a)
        b0: %0 = parameter a
        branch %0 then b1 otherwise b2 (if)
        b1: %1 = constant none
        jump b3
        b2: %2 = constant true
        jump b3
        b3: %3 = phi x (b1: %1, b2: %2)
        return %3`),
    ).toEqual([]);
  });

  it('wants each value defined once', () => {
    expectProblem(
      'f1: function f()\nb0: %0 = constant none\n%0 = constant none\nreturn %0',
      'f b0 #1: defines %0 a second time',
    );
    expectProblem('f1: function f()\nb0: %1 = constant none\nreturn %1', 'f: nothing defines %0');
  });

  it('wants blocks and values that exist', () => {
    expectProblem('f1: function f()\nb0: jump b7', 'f b0: names the missing block b7');
    expectProblem('f1: function f()\nb0: %0 = constant none\nreturn %3', 'f b0: uses %3, out of range');
  });

  it('wants functions that exist and are of the right kind', () => {
    expectProblem(
      'f1: function f()\nb0: %0 = make function f9\nreturn %0',
      'f b0 #0: names the missing function f9',
    );
    expectProblem('f1: function f()\nb0: %0 = make class f1\nreturn %0', 'f b0 #0: names f1, a function');
    expectProblem(
      'f1: function f()\nb0: %0 = load cell x of f4\nreturn %0',
      'f b0 #0: names the missing function f4',
    );
    expectProblem(
      'f1: function f()\nb0: %0 = constant none\n%1 = make function f1 defaults (0=%0)\nreturn %1',
      'f b0 #1: gives a default to the missing parameter 0',
    );
  });

  it('wants one parameter instruction per parameter, first', () => {
    expectProblem('f1: function f(a)\nb0: %0 = constant none\nreturn %0', 'f b0 #0: is not the parameter a');
    expectProblem(
      'f1: function f()\nb0: %0 = constant none\n%1 = parameter a\nreturn %0',
      'f b0 #1: a parameter out of its place',
    );
  });

  it('wants parents before children and one module body', () => {
    const module = readModule('f1: function f() in f2\nb0: %0 = constant none\nreturn %0');
    expect(verify(module)).toEqual(['function 1: its parent 2 does not come before it']);
    const empty: Module = { ...module, functions: [] };
    expect(verify(empty)).toEqual(['module: has no body']);
  });
});

describe('verify: edges', () => {
  it('wants every block reachable', () => {
    expectProblem(
      'f1: function f()\nb0: %0 = constant none\nreturn %0\nb1: %1 = constant none\nreturn %1',
      'f b1: is not reachable from the entry',
    );
  });

  it('does not count a handler of instructions that cannot raise as reachable', () => {
    expectProblem(
      'f1: function f()\nb0: jump b1\nb1 (handler b2): %0 = constant none\nreturn %0\nb2: %1 = catch\nraise %1',
      'f b2: is not reachable from the entry',
    );
  });

  it('wants an entry without predecessors', () => {
    expectProblem('f1: function f()\nb0: jump b0', 'f b0: the entry has predecessors');
  });

  it('wants a catch at the start of a handler and nowhere else', () => {
    expectProblem(
      'f1: function f()\nb0: jump b1\nb1 (handler b2): raise\nb2: %0 = constant none\nreturn %0',
      'f b2: a handler without one catch at its start',
    );
    expectProblem('f1: function f()\nb0: %0 = catch\nreturn %0', 'f b0: a catch outside of a handler');
  });

  it('does not let control jump to a handler', () => {
    expectProblem(
      `f1: function f(a)
      b0: %0 = parameter a
      branch %0 then b1 otherwise b2 (if)
      b1 (handler b2): raise %0
      b2: %1 = catch
      return %1`,
      'f b2: a handler that is also jumped to',
    );
  });

  it('wants one phi operand for each edge', () => {
    const diamond = (phi: string) => `f1: function f(a)
      b0: %0 = parameter a
      branch %0 then b1 otherwise b2 (if)
      b1: jump b3
      b2: jump b3
      b3: %1 = phi x (${phi})
      return %1`;
    expectProblem(diamond('b1: %0'), 'f b3 phi %1: has no operand for the edge from b2');
    expectProblem(
      diamond('b1: %0, b2: %0, b0: %0'),
      'f b3 phi %1: has an operand for b0, which is no predecessor',
    );
    expectProblem(diamond('b1: %0, b2: %0, b2: %0'), 'f b3 phi %1: has two operands for one edge');
  });
});

describe('verify: values', () => {
  it('refuses a use that only one way defines', () => {
    expectProblem(
      `f1: function f(a)
      b0: %0 = parameter a
      branch %0 then b1 otherwise b2 (if)
      b1: %1 = constant none
      jump b2
      b2: return %1`,
      'f b2 #0: uses %1 before it is defined',
    );
  });

  it('refuses a use above its definition in one block, and accepts one around a loop through a phi', () => {
    expectProblem(
      'f1: function f()\nb0: %0 = attribute %1.x\n%1 = constant none\nreturn %0',
      'f b0 #0: uses %1 before it is defined',
    );
    expect(
      problems(`f1: function f(a)
      b0: %0 = parameter a
      jump b1
      b1: %1 = phi n (b0: %0, b2: %2)
      branch %1 then b2 otherwise b3 (while)
      b2: %2 = operator + (%1, %0)
      jump b1
      b3: return %1`),
    ).toEqual([]);
  });

  const guarded = (operand: string) => `f1: function f(a)
      b0: %0 = parameter a
      jump b1
      b1 (handler b2): %1 = constant none
      %2 = attribute %0.x
      %3 = attribute %2.y
      return %3
      b2: %4 = phi x (b1: ${operand})
      %5 = catch
      return %4`;

  it('lets a handler see what was written before the first instruction that can raise', () => {
    expect(problems(guarded('%1'))).toEqual([]);
  });

  it('refuses a handler that sees a write between two instructions that can raise', () => {
    expectProblem(guarded('%2'), 'f b2 phi: takes %2 from b1, not defined there when it raises');
  });

  it('refuses a direct use in a handler of what the raising block defined too late', () => {
    expectProblem(
      `f1: function f(a)
      b0: %0 = parameter a
      jump b1
      b1 (handler b2): %1 = attribute %0.x
      return %1
      b2: %2 = catch
      return %1`,
      'f b2 #1: uses %1 before it is defined',
    );
  });

  it('counts a raise statement as an edge to the handler', () => {
    expect(
      problems(`f1: function f(a)
      b0: %0 = parameter a
      jump b1
      b1 (handler b2): %1 = constant none
      raise %0
      b2: %2 = catch
      return %1`),
    ).toEqual([]);
  });

  it('takes a long chain of blocks without recursion', () => {
    const count = 20_000;
    const chain = Array.from({ length: count }, (_, index) => `b${index}: jump b${index + 1}`);
    const text = `f1: function f()\n${chain.join('\n')}\nb${count}: %0 = constant none\nreturn %0`;
    expect(problems(text)).toEqual([]);
  });
});
