/** Runs an instrumented program under node and hands back the trace of each call of each function. */
import { spawnSync } from 'node:child_process';
import { CUT_OFF, EXCEPTION, RAISED, RETURNED } from '../observe.ts';
import { instrument } from './instrument.ts';

export interface ObservedFunction {
  /** Offset at which the function starts. */
  readonly start: number;
  readonly lines: readonly number[];
  readonly traces: readonly (readonly number[])[];
}

const LONGEST = 300;

/** What the calls in an instrumented program do. */
const runtime = `
const __traces = [];
const __enter = (number) => { const frame = { number, events: [], raised: false }; __traces.push(frame); return frame; };
const __at = (frame, line) => { if (frame.events.length < ${LONGEST}) frame.events.push(line); return undefined; };
const __caught = (frame) => __at(frame, ${EXCEPTION});
const __raised = (frame) => { __caught(frame); frame.raised = true; };
const __leave = (frame) => { frame.events.push(frame.events.length >= ${LONGEST} ? ${CUT_OFF} : frame.raised ? ${RAISED} : ${RETURNED}); };
function* __each(frame, line, values) {
  const iterator = values[Symbol.iterator]();
  for (;;) { __at(frame, line); const { done, value } = iterator.next(); if (done) return; yield value; }
}
process.on('exit', () => process.stdout.write(JSON.stringify(__traces)));
`;

interface Frame {
  readonly number: number;
  readonly events: readonly number[];
}

export interface ObservedProgram {
  readonly functions: readonly ObservedFunction[];
  readonly plainLines: readonly number[];
}

export function observe(text: string): ObservedProgram {
  const instrumented = instrument(text);
  const run = spawnSync(process.execPath, ['--input-type=module'], {
    input: runtime.replaceAll('\n', ' ') + instrumented.text,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`the program ended with ${run.status}: ${run.stderr}`);
  const frames = JSON.parse(run.stdout) as readonly Frame[];
  const functions = instrumented.functions.map((start, number) => ({
    start,
    lines: instrumented.lines[number] ?? [],
    traces: frames.filter((frame) => frame.number === number).map(({ events }) => events),
  }));
  return { functions, plainLines: instrumented.plain };
}
