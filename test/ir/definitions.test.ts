import { describe, expect, it } from 'vitest';
import { definitionOf, instructionOf, namesOf, predecessorsOf, usesOf } from '../../src/ir/definitions.ts';
import { readFunction } from './read-ir.ts';

const fn = {
  ...readFunction(`f1: function f(task)
    b0: %0 = parameter task
    %1 = attribute %0.node
    branch %1 then b1 otherwise b2 (if)
    b1 (handler b3): %2 = call %1(%1)
    jump b2
    b2: %3 = phi result (b0: %1, b1: %2)
    return %3
    b3: %4 = catch
    raise %4 (implicit)`),
  assignments: [{ name: 'chosen', value: 1, span: { start: 0, end: 0 } }],
};

describe('definitions', () => {
  it('finds the instruction or phi that defines a value', () => {
    expect(definitionOf(fn, 2)).toMatchObject({ kind: 'instruction', block: 1, index: 0 });
    expect(definitionOf(fn, 3)).toMatchObject({ kind: 'phi', block: 2, phi: { variable: 'result' } });
    expect(definitionOf(fn, 99)).toBeUndefined();
    expect(instructionOf(fn, 1)?.op).toBe('attribute');
    expect(instructionOf(fn, 3)).toBeUndefined();
  });

  it('lists each user of a value once', () => {
    const users = usesOf(fn, 1).map((use) => `${use.kind} b${use.block}`);
    expect(users).toEqual(['terminator b0', 'instruction b1', 'phi b2']);
  });

  it('names values after variables first, then after what they were loaded from', () => {
    expect(namesOf(fn, 0)).toEqual(['task']);
    expect(namesOf(fn, 1)).toEqual(['chosen', 'node']);
    expect(namesOf(fn, 3)).toEqual(['result']);
    expect(namesOf(fn, 2)).toEqual([]);
  });

  it('knows normal and exceptional predecessors', () => {
    expect(predecessorsOf(fn, 2).map((edge) => `${edge.from} ${edge.kind}`)).toEqual([
      '0 normal',
      '1 normal',
    ]);
    expect(predecessorsOf(fn, 3).map((edge) => `${edge.from} ${edge.kind}`)).toEqual(['1 exceptional']);
  });
});
