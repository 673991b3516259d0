import { describe, expect, it } from 'vitest';
import { nearestName } from '../../src/source/nearest.ts';

describe('nearestName', () => {
  const known = ['check', 'explain', 'rules', 'secret-in-log'];

  it.each([
    ['chekc', 'check'],
    ['Rules', 'rules'],
    ['rule', 'rules'],
    ['secrets-in-logs', 'secret-in-log'],
    ['expalin', 'explain'],
    ['zebra', null],
    ['', null],
  ])('%j → %j', (name, expected) => {
    expect(nearestName(name, known)).toBe(expected);
  });

  it('does not depend on the order of the candidates', () => {
    expect(nearestName('bc', ['bd', 'bb'])).toBe(nearestName('bc', ['bb', 'bd']));
  });
});
