/**
 * Compares what was observed in a file with the graphs of its functions.
 *
 * A code object is matched to functions by name, qualified name and the region of its definition. Several may fit (two
 * lambdas on one line): then one of them must explain each trace. None fitting is a violation, like a step without path.
 */
import type { IrFunction, Module } from '../../../src/ir/ir.ts';
import { lineAt } from '../../../src/source/text.ts';
import type { ObservedCode, ObservedFile } from './observe.ts';
import { regionMap } from './places.ts';
import { Replay, type Subject } from './replay.ts';

export interface Comparison {
  /** `path:line qualname: what is wrong`, one for each different complaint of a code object. */
  readonly violations: readonly string[];
  readonly functions: number;
  readonly traces: number;
  readonly events: number;
  /** Code objects in functions that the front end itself reported as not lowered. */
  readonly inGaps: number;
}

export function compare(observed: ObservedFile, module: Module, lineStarts: readonly number[]): Comparison {
  const regions = regionMap(observed.regions);
  const context = { module, lineStarts, regions };
  const gaps = new Set(module.gaps.map((gap) => gap.function));
  const lowered = observed.codes.filter((code) => !gaps.has(qualifiedName(code)));
  return {
    violations: lowered.flatMap((code) =>
      compareCode(code, context).map((text) => `${observed.path}:${text}`),
    ),
    functions: lowered.length,
    traces: lowered.reduce((sum, code) => sum + code.traces.length, 0),
    events: lowered.reduce((sum, code) => sum + code.traces.reduce((all, trace) => all + trace.length, 0), 0),
    inGaps: observed.codes.length - lowered.length,
  };
}

type Context = Omit<Subject, 'fn'> & { readonly module: Module };

function compareCode(code: ObservedCode, context: Context): string[] {
  const place = `${code.line} ${code.qualname}`;
  const candidates = context.module.functions.filter((fn) => isFunctionOf(code, fn, context));
  if (candidates.length === 0) return [`${place}: no function stands for it`];
  const replays = candidates.map((fn) => new Replay({ ...context, fn }, code));
  const complaints = new Set<string>();
  for (const trace of code.traces) {
    const answers = replays.map((replay) => replay.explain(trace));
    const [first] = answers;
    if (typeof first === 'string' && answers.every((answer) => answer !== null)) complaints.add(first);
  }
  return [...complaints].sort().map((complaint) => `${place}: ${complaint}`);
}

function isFunctionOf(code: ObservedCode, fn: IrFunction, context: Context): boolean {
  if (fn.qualifiedName !== qualifiedName(code)) return false;
  if (fn.kind === 'module') return true;
  const line = lineAt(context.lineStarts, fn.nameSpan.start);
  return context.regions.regionOf(line) === context.regions.regionOf(code.line);
}

function qualifiedName(code: ObservedCode): string {
  return code.name === '<module>' ? '' : code.qualname.replaceAll('.<locals>', '');
}
