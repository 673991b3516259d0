/**
 * Damaged files, all the way through: bytes cut, doubled, swapped and flipped in our own drivers, null bytes, deep
 * nesting, long lines, bytes that are no UTF-8. Nothing may crash or hang, and what was not read whole must be named.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../src/engine/analyze.ts';
import { standardParts } from '../../src/engine/standard-parts.ts';
import type { Report } from '../../src/findings/finding.ts';
import { type MemoryFile, MemoryHost } from '../../src/source/memory-host.ts';

const fixtures = new URL('../../fixtures/drivers/', import.meta.url).pathname;
const mutants = 500;

/** A small generator of pseudo-random numbers (mulberry32): the same mutants on every machine. */
function randomOf(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

type Mutation = (bytes: Buffer, random: (limit: number) => number) => Buffer;

function ranged(bytes: Buffer, random: (limit: number) => number): readonly [number, number] {
  const start = random(bytes.length);
  return [start, Math.min(bytes.length, start + 1 + random(200))];
}

const mutations: readonly Mutation[] = [
  function cut(bytes, random) {
    const [start, end] = ranged(bytes, random);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random(bytes.length));
  },
  function double(bytes, random) {
    const [start, end] = ranged(bytes, random);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
  },
  function swap(bytes, random) {
    const [start, end] = ranged(bytes, random);
    const far = Math.min(bytes.length, end + 100);
    return Buffer.concat([
      bytes.subarray(0, start),
      bytes.subarray(end, far),
      bytes.subarray(start, end),
      bytes.subarray(far),
    ]);
  },
  function flip(bytes, random) {
    const copy = Buffer.from(bytes);
    for (let count = 0; count < 5; count++) copy[random(copy.length)] = random(256);
    return copy;
  },
  function nullBytes(bytes, random) {
    const copy = Buffer.from(bytes);
    const [start, end] = ranged(copy, random);
    return copy.fill(0, start, end);
  },
  function nest(bytes, random) {
    const at = random(bytes.length);
    const bracket = ['(', '[', '{', 'not ', 'lambda: ', '-'][random(6)] ?? '(';
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(bracket.repeat(10_000)), bytes.subarray(at)]);
  },
  function longLine(bytes, random) {
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from('x'.repeat(20_000)), bytes.subarray(at)]);
  },
];

function mutantsOf(originals: readonly Buffer[]): Record<string, MemoryFile> {
  const random = randomOf(20240229);
  const files: Record<string, MemoryFile> = {};
  for (let index = 0; index < mutants; index++) {
    const original = originals[random(originals.length)] ?? Buffer.alloc(0);
    const mutate = mutations[index % mutations.length];
    if (mutate) files[`mutant_${index}_${mutate.name}.py`] = mutate(original, random);
  }
  files['five_megabytes.py'] = `x = '${'y'.repeat(5_000_000)}'\n`;
  return files;
}

describe('damaged files', () => {
  let report: Report;

  beforeAll(async () => {
    const paths = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).sort();
    const originals = paths
      .filter((path) => path.endsWith('.py'))
      .map((path) => readFileSync(join(fixtures, path)))
      .filter((bytes) => bytes.length > 500);
    const host = new MemoryHost(mutantsOf(originals));
    report = await analyze({ host, paths: [''], parts: standardParts });
  }, 120_000);

  it('are all accounted for', () => {
    expect(report.files).toHaveLength(mutants + 1);
  });

  it('crash neither the front end nor a rule', () => {
    const crashes = report.notifications.filter(
      (one) => one.id.endsWith('-crashed') || one.level === 'error',
    );
    expect(crashes).toEqual([]);
  });

  it('are named where they were not read whole', () => {
    const named = new Set(report.notifications.map((one) => one.path));
    const incomplete = report.files.filter((file) => file.status !== 'analyzed');
    expect(incomplete.filter((file) => !named.has(file.path))).toEqual([]);
    expect(incomplete.length).toBeGreaterThan(mutants / 2);
    const skipped = report.files.filter((file) => file.status === 'skipped').map((file) => file.path);
    expect(skipped).toContain('five_megabytes.py');
  });

  it('with null bytes never pass for whole', () => {
    const withNulls = report.files.filter((file) => file.path.endsWith('_nullBytes.py'));
    expect(withNulls.length).toBeGreaterThan(50);
    expect(withNulls.filter((file) => file.status === 'analyzed')).toEqual([]);
  });
});
