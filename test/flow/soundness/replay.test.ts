/** The judge of soundness.test.ts, judged on graphs and traces made by hand. */
import { describe, expect, it } from 'vitest';
import { imaginedLineStarts, readFunction } from '../../ir/read-ir.ts';
import { CUT_OFF, END_OF_ITERATION, EXCEPTION, RAISED, RETURNED, type Region, SUSPENDED } from './observe.ts';
import { regionMap } from './places.ts';
import { Replay } from './replay.ts';

/**
 * 1 def f(a):
 * 2     try:
 * 3         a.x
 * 4         a.y
 * 5     except a.z:
 * 6         pass
 * 7     return a.w
 */
const guarded = `f1: function f(a)
  b0: %0 = parameter a  # line 1
  jump b1  # line 2
  b1 (handler b2): %1 = attribute %0.x  # line 3
  %2 = attribute %0.y  # line 4
  jump b5  # line 2
  b2: %3 = catch  # line 5
  %4 = attribute %0.z  # line 5
  catches %3 as %4 then b3 otherwise b4  # line 5
  b3: jump b5  # line 6
  b4: raise %3 (implicit)  # line 2
  b5: %5 = attribute %0.w  # line 7
  return %5  # line 7`;

const regions: readonly Region[] = [
  { first: 2, last: 2, plain: true, empty: true },
  { first: 6, last: 6, plain: true, empty: true },
];

function explain(trace: readonly number[], text = guarded): string | null {
  const subject = {
    fn: readFunction(text),
    lineStarts: imaginedLineStarts,
    regions: regionMap(regions),
  };
  const code = { name: 'f', qualname: 'f', line: 1, lines: [1, 2, 3, 4, 5, 6, 7, 8], traces: [] };
  return new Replay(subject, code).explain(trace);
}

describe('replay', () => {
  it('accepts what the graph does', () => {
    expect(explain([2, 3, 4, 7, RETURNED])).toBeNull();
    expect(explain([2, 3, EXCEPTION, 5, 6, 7, RETURNED])).toBeNull();
    expect(explain([2, 3, EXCEPTION, 5, RAISED])).toBeNull();
    expect(explain([2, 3, EXCEPTION, 5, EXCEPTION, RAISED])).toBeNull();
    expect(explain([2, 3, 4, 7, EXCEPTION, RAISED])).toBeNull();
  });

  it('refuses a statement passed over', () => {
    expect(explain([2, 3, 7, RETURNED])).toBe('line 3 → line 7 has no path');
    expect(explain([2, 4, 7, RETURNED])).toBe('line 2 → line 4 has no path');
  });

  it('refuses the wrong order', () => {
    expect(explain([2, 4, 3, 7, RETURNED])).toBe('line 2 → line 4 has no path');
    expect(explain([2, 3, 4, 3, 4, 7, RETURNED])).toBe('line 4 → line 3 has no path');
  });

  it('refuses a handler without an exception, and an exception without its handler', () => {
    expect(explain([2, 3, 5, 6, 7, RETURNED])).toBe('line 3 → line 5 has no path');
    expect(explain([2, 3, EXCEPTION, 4, 7, RETURNED])).toBe('line 3 → line 4 by an exception has no path');
    expect(explain([2, 3, 4, EXCEPTION, 7, RETURNED])).toBe('line 4 → line 7 by an exception has no path');
    expect(explain([2, 3, EXCEPTION, RAISED])).toBe('line 3: leaves by an exception, which has no path');
  });

  it('refuses an end that is not there', () => {
    expect(explain([2, 3, RETURNED])).toBe('line 3: leaves by return, which has no path');
    expect(explain([2, 3, 4, 7, RAISED])).toBe('line 7: leaves by an exception, which has no path');
  });

  it('refuses a line without instructions, but for plain ones', () => {
    expect(explain([2, 3, 4, 8, 7, RETURNED])).toBe('line 8 runs, but no instruction stands for it');
    expect(explain([2, 2, 3, 4, 6, 7, RETURNED])).toBeNull();
  });

  it('lets the end of an iteration be an exception or not', () => {
    expect(explain([2, 3, END_OF_ITERATION, 4, 7, RETURNED])).toBeNull();
    expect(explain([2, 3, END_OF_ITERATION, 5, 6, 7, RETURNED])).toBeNull();
  });

  it('says nothing after a cut, and nothing about frames that never ran', () => {
    expect(explain([2, 3, CUT_OFF])).toBeNull();
    expect(explain([2, 3, SUSPENDED, 4, CUT_OFF])).toBeNull();
    expect(explain([EXCEPTION, RAISED])).toBeNull();
  });

  it('passes over the return behind a finally, which CPython names before', () => {
    const text = `f1: function f(a)
      b0: %0 = parameter a  # line 1
      %1 = attribute %0.x  # line 3
      jump b1  # line 3
      b1: %2 = attribute %0.y  # line 5
      return %1  # line 3`;
    expect(explain([3, 5, RETURNED], text)).toBeNull();
    expect(explain([3, 5, 3, RETURNED], text)).toBeNull();
    expect(explain([5, RETURNED], text)).toBe('line 1 → line 5 has no path');
  });
});
