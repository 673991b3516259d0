/** Damaged text: whatever was cut, doubled or swapped, there is a module that the verifier accepts, and named gaps. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/ir/verify.ts';
import { lower, lowerTolerantly } from './lowered.ts';

const MUTANTS = 500;
const SECONDS_PER_FILE = 5;
const original = readFileSync(new URL('constructs.py', import.meta.url));

/** Park and Miller's generator: the same mutants on every machine. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

/** Cuts a piece out, doubles it, moves it, or writes bytes over it that are no text. */
function mutant(seed: number): string {
  const random = randomFrom(seed + 1);
  let bytes = original;
  for (let change = 0; change <= seed % 3; change++) {
    const start = random(bytes.length);
    const end = Math.min(bytes.length, start + 1 + random(60));
    const piece = bytes.subarray(start, end);
    const [before, after] = [bytes.subarray(0, start), bytes.subarray(end)];
    const kind = random(5);
    if (kind === 0) bytes = Buffer.concat([before, after]);
    else if (kind === 1) bytes = Buffer.concat([before, piece, piece, after]);
    else if (kind === 2) bytes = Buffer.concat([before, after.subarray(0, 40), piece, after.subarray(40)]);
    else if (kind === 3) bytes = Buffer.concat([before, Buffer.from([0, 0xff, 0xc3, random(256)]), after]);
    else bytes = bytes.subarray(0, end);
  }
  return bytes.toString('utf8');
}

describe('mutants', () => {
  it('start from a file that is read whole', () => {
    expect(lower(original.toString('utf8')).functions.length).toBe(14);
  });

  it(`${MUTANTS} of them give sound modules, and gaps under the name of a function`, () => {
    let withGaps = 0;
    for (let seed = 0; seed < MUTANTS; seed++) {
      const start = performance.now();
      const module = lowerTolerantly(mutant(seed));
      expect(performance.now() - start, `time of mutant ${seed}`).toBeLessThan(SECONDS_PER_FILE * 1000);
      expect(verify(module), `mutant ${seed}`).toEqual([]);
      const names = new Set(module.functions.map((fn) => fn.qualifiedName));
      expect(
        module.gaps.filter((gap) => !names.has(gap.function)),
        `mutant ${seed}`,
      ).toEqual([]);
      expect(
        module.gaps.filter((gap) => gap.reason.includes('could not be')),
        `mutant ${seed}`,
      ).toEqual([]);
      if (module.gaps.length > 0) withGaps++;
    }
    expect(withGaps).toBeGreaterThan(MUTANTS / 3);
  });
});
