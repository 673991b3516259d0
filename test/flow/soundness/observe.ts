/**
 * Runs `trace.py` under the machine's python3 and hands back what it saw.
 *
 * Terms: an **event** is a line number, or one of the negative constants; a **trace** is the events of one frame; a
 * **region** is the head of one statement, as CPython's own `ast` sees it (trace.py says more).
 */
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

export const EXCEPTION = -1;
export const RETURNED = -2;
export const RAISED = -3;
export const CUT_OFF = -4;
export const SUSPENDED = -5;
export const END_OF_ITERATION = -6;

export interface Region {
  readonly first: number;
  readonly last: number;
  /** Made of names, constants and keywords alone. */
  readonly plain: boolean;
  /** A keyword alone: `try:`, `pass`. */
  readonly empty: boolean;
}

export interface ObservedCode {
  readonly name: string;
  readonly qualname: string;
  /** Of its definition, the first decorator's where there are any. */
  readonly line: number;
  /** Lines with bytecode in this code object. */
  readonly lines: readonly number[];
  readonly traces: readonly (readonly number[])[];
}

export interface ObservedFile {
  readonly path: string;
  readonly regions: readonly Region[];
  readonly codes: readonly ObservedCode[];
}

export interface Observations {
  readonly version: readonly number[];
  readonly files: readonly ObservedFile[];
  readonly failures: readonly string[];
}

export interface Plan {
  readonly programs: readonly string[];
  readonly library: string | null;
  readonly limits: { readonly framesPerCode: number; readonly eventsPerFrame: number };
}

/** Traces need qualified names and line tables as CPython has them from 3.11 on. */
const OLDEST = [3, 11];

/** Why nothing can be observed on this machine, or null. */
export function reasonToSkip(python = 'python3'): string | null {
  const probe = spawnSync(python, ['-c', 'import sys; print(*sys.version_info[:2])'], { encoding: 'utf8' });
  if (probe.status !== 0) return `there is no ${python}`;
  const [major = 0, minor = 0] = probe.stdout.trim().split(' ').map(Number);
  const isOldEnough = major > (OLDEST[0] ?? 0) || (major === OLDEST[0] && minor >= (OLDEST[1] ?? 0));
  return isOldEnough ? null : `${python} is ${major}.${minor}, older than ${OLDEST.join('.')}`;
}

export function observe(plan: Plan, python = 'python3'): Observations {
  const script = fileURLToPath(new URL('trace.py', import.meta.url));
  const run = spawnSync(python, ['-X', 'utf8', script], {
    input: JSON.stringify(plan),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    cwd: tmpdir(),
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: '0' },
  });
  if (run.status !== 0) throw new Error(`trace.py ended with ${run.status}: ${run.stderr}`);
  return JSON.parse(run.stdout) as Observations;
}
