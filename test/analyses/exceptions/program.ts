/** Small programs in memory, linked with the package's models, and answers as text that a test can compare. */
import {
  createExceptions,
  type Escape,
  type Exceptions,
} from '../../../src/analyses/exceptions/exceptions.ts';
import { createEvents, type Events } from '../../../src/analyses/obligations/events.ts';
import { createObligations, type Obligations } from '../../../src/analyses/obligations/obligations.ts';
import { createProtocols, type Protocols } from '../../../src/analyses/protocol/protocol.ts';
import { createPythonFrontend } from '../../../src/frontends/python/index.ts';
import { loadPackageModels } from '../../../src/models/package-models.ts';
import { buildProject } from '../../../src/project/build-project.ts';
import type { CallSite, Project, ProjectFunction } from '../../../src/project/project.ts';
import { lineAt, lineStartsOf } from '../../../src/source/text.ts';

const frontend = await createPythonFrontend();
const models = loadPackageModels();

export interface AnalyzedProgram {
  readonly project: Project;
  readonly exceptions: Exceptions;
  readonly events: Events;
  readonly obligations: Obligations;
  readonly protocols: Protocols;
  /** Limits that were used up. */
  readonly exhausted: readonly string[];
  functionNamed(qualifiedName: string): ProjectFunction;
  /** The first call on the line (from 1) of the function's file. */
  callOn(fn: ProjectFunction, line: number): CallSite;
  lineOf(fn: ProjectFunction, offset: number): number;
}

/** Analyzes one module, `nova/virt/ironic/example.py`, or the files given. */
export function analyzed(source: string | Readonly<Record<string, string>>): AnalyzedProgram {
  const files = typeof source === 'string' ? { 'nova/virt/ironic/example.py': source } : source;
  const starts = new Map(Object.entries(files).map(([path, text]) => [path, lineStartsOf(text)]));
  const modules = Object.entries(files).map(([path, text]) =>
    frontend.lower({ path, text, hash: '', lineStarts: lineStartsOf(text) }),
  );
  const project = buildProject(modules, models.conventions);
  const exhausted: string[] = [];
  const budget = {
    stepsPerFunction: 10_000,
    exhausted: (path: string, limit: string) => void exhausted.push(`${path}: ${limit}`),
  };
  const exceptions = createExceptions({ project, models, budget });
  const events = createEvents({ project, models, budget, exceptions, only: null });
  const lineOf = (fn: ProjectFunction, offset: number) =>
    lineAt(starts.get(fn.module.ir.path) ?? [0], offset);
  return {
    project,
    exceptions,
    events,
    obligations: createObligations({ project, models, budget, exceptions, events }),
    protocols: createProtocols({
      models,
      exceptions,
      eventsOf: (step) =>
        createEvents({ project, models, budget, exceptions, only: new Set([`step:${step}`]) }),
    }),
    exhausted,
    lineOf,
    functionNamed: (name) => found(project.functions.find((fn) => fn.ir.qualifiedName === name)),
    callOn: (fn, line) =>
      found(project.callsOf(fn).find((site) => lineOf(fn, site.call.span.start) === line)),
  };
}

/** What leaves a function, as 'NovaException strong raise'; the class without its package. */
export function escapesOf(program: AnalyzedProgram, name: string): string[] {
  return program.exceptions.summaryOf(program.functionNamed(name)).escapes.map(escapeText).sort();
}

export function escapeText({ exception, degree, cause }: Escape): string {
  const name = exception === null ? 'unknown' : exception.slice(exception.lastIndexOf('.') + 1);
  return `${name} ${degree} ${cause}`;
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the program has no such thing');
  return value;
}
