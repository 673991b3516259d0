/**
 * What CPython accepts, the front end reads whole: at least 99.9 % of the installed Python files.
 *
 * A sample by default; IRONVET_CORPUS=full takes all, and those under the folders of IRONVET_CORPUS_ROOTS
 * (separated by colons).
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/ir/verify.ts';
import { lowerTolerantly } from './lowered.ts';

const SAMPLE = 500;
const ACCEPTED_SHARE = 0.999;
const TIME_LIMIT = 3_600_000;

const isFull = process.env.IRONVET_CORPUS === 'full';
const roots = (process.env.IRONVET_CORPUS_ROOTS ?? '').split(':').filter((root) => root !== '');
const hasPython = spawnSync('python3', ['--version']).status === 0;
const title = hasPython ? 'installed Python files' : 'installed Python files: skipped, there is no python3';

function acceptedFiles(): string[] {
  const script = new URL('accepted.py', import.meta.url).pathname;
  const { stdout } = spawnSync('python3', [script, isFull ? '0' : String(SAMPLE), ...(isFull ? roots : [])], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return stdout.split('\n').filter((line) => line !== '');
}

/** What is wrong with the module of a file; null when it is sound and whole. */
function problemOf(path: string): string | null {
  try {
    const module = lowerTolerantly(readFileSync(path, 'utf8'));
    const [problem] = [
      ...verify(module),
      ...module.gaps.map((gap) => `gap in ${gap.function}: ${gap.reason}`),
    ];
    return problem === undefined ? null : `${path}: ${problem}`;
  } catch (error) {
    return `${path}: crash: ${error instanceof Error ? error.message : String(error)}`;
  }
}

describe.skipIf(!hasPython)(title, () => {
  it(
    'are read whole and give modules that the verifier accepts',
    () => {
      const files = acceptedFiles();
      const problems = files.map(problemOf).filter((problem) => problem !== null);
      expect(files.length).toBeGreaterThan(100);
      expect(problems.filter((problem) => problem.includes(': crash: '))).toEqual([]);
      const allowed = Math.floor(files.length * (1 - ACCEPTED_SHARE));
      expect(problems.length, problems.slice(0, 20).join('\n')).toBeLessThanOrEqual(allowed);
    },
    TIME_LIMIT,
  );
});
