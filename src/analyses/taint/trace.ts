/**
 * The way of a value from its source to its use, step by step, across functions.
 *
 * A solver's terminals form the way backwards; here it is told forwards. Copies are no steps: only what a reader would
 * not see by following the variable's name is told.
 */
import type { ProjectFunction } from '../../project/project.ts';
import type { Span } from '../../source/text.ts';
import type { Found, Link } from './atoms.ts';
import type { Entry, Note, Source, Terminal } from './run.ts';

export interface TraceStep {
  readonly function: ProjectFunction;
  readonly span: Span;
  readonly message: string;
}

const MAXIMUM_DEPTH = 24;
const MAXIMUM_STEPS = 16;

/** Source first; the use itself is not among the steps. */
export function traceOf(found: Found): readonly TraceStep[] {
  const steps: TraceStep[] = [{ ...placeOf(found.source), message: sourceMessage(found.source) }];
  const outward = [...found.chain].reverse();
  outward.forEach((link, index) => {
    const inner = outward[index - 1];
    if (inner !== undefined) steps.push(...crossing(inner, link.terminal));
    steps.push(...terminalSteps(link.terminal, MAXIMUM_DEPTH));
  });
  return shortened(withoutRepeats(steps));
}

function sourceMessage(source: Source): string {
  switch (source.kind) {
    case 'parameter':
      return `\`${source.text}\` comes in from outside`;
    case 'result':
      return `\`${source.text}\` returns it`;
    case 'option':
      return `the option \`${source.text}\` is read`;
    case 'constant':
      return `constant ${source.text}`;
    default:
      return `\`${source.text}\` is read`;
  }
}

function placeOf(source: Source): { readonly function: ProjectFunction; readonly span: Span } {
  return { function: source.function, span: source.span };
}

/** From one run to that of whom asked for its atom: a call, a store. */
function crossing(inner: Link, outer: Terminal): TraceStep[] {
  if (outer.kind !== 'atom') return [];
  const { atom } = outer;
  const fn = inner.terminal.run.function;
  switch (atom.kind) {
    case 'parameter': {
      const parameter = atom.function.ir.parameters[atom.index];
      const message = `passed to \`${atom.function.ir.name}\` as \`${parameter?.name ?? ''}\``;
      return [{ function: fn, span: inner.call?.call.span ?? fn.ir.nameSpan, message }];
    }
    case 'field': {
      const { note } = rootOf(inner.terminal.entry);
      const message = `kept in \`${atom.class.name}.${atom.name}\``;
      return [{ function: fn, span: note?.span ?? fn.ir.nameSpan, message }];
    }
    default:
      return [];
  }
}

function rootOf(entry: Entry): Entry {
  let root = entry;
  while (root.parent !== null) root = root.parent;
  return root;
}

/** What happens inside of a run, from a terminal's entry to the value that the run was asked about. */
function terminalSteps(terminal: Terminal, depth: number): TraceStep[] {
  if (depth === 0) return [];
  const fn = terminal.run.function;
  const steps = terminal.inner === null ? [] : terminalSteps(terminal.inner, depth - 1);
  steps.push(...noted(fn, terminal.note));
  for (let entry: Entry | null = terminal.entry; entry !== null; entry = entry.parent) {
    steps.push(...noted(fn, entry.note));
    if (entry.through !== null) steps.push(...terminalSteps(entry.through, depth - 1));
  }
  return steps;
}

function noted(fn: ProjectFunction, note: Note | null): TraceStep[] {
  return note === null ? [] : [{ function: fn, ...note }];
}

function withoutRepeats(steps: readonly TraceStep[]): TraceStep[] {
  return steps.filter((step, index) => {
    const before = steps[index - 1];
    return before === undefined || before.message !== step.message || before.span.start !== step.span.start;
  });
}

/** Long ways keep their beginning and end. */
function shortened(steps: readonly TraceStep[]): readonly TraceStep[] {
  if (steps.length <= MAXIMUM_STEPS) return steps;
  const half = MAXIMUM_STEPS / 2;
  return [...steps.slice(0, half), ...steps.slice(steps.length - half)];
}
