/**
 * Asks the taint analysis about small programs.
 *
 * A program writes `sink(value)` where the value is asked for; sources are told by a few models of their own:
 * `tenant()` and `password()` make labelled values, `clean(x)` removes both, `valid(x)` is true for what is valid,
 * `check(x)` returns only for what is valid.
 */
import { createTaint, type Origin, type Taint } from '../../../src/analyses/taint/taint.ts';
import { createPythonFrontend } from '../../../src/frontends/python/index.ts';
import { instructionOf } from '../../../src/ir/definitions.ts';
import { loadPackageModels } from '../../../src/models/package-models.ts';
import { buildProject } from '../../../src/project/build-project.ts';
import type { CallSite, Project } from '../../../src/project/project.ts';
import { lineStartsOf } from '../../../src/source/text.ts';

const frontend = await createPythonFrontend();

const MODELS = `
library: test
apis:
  - { call: lab.tenant, source: 'origin:tenant', flows: none }
  - { call: lab.password, source: 'secret:password', flows: none }
  - { call: lab.clean, sanitizes: { removes: ['origin:*', 'secret:*'] } }
  - { call: lab.quote, sanitizes: { removes: 'origin:*', sinks: shell } }
  - { call: lab.check, validates: { argument: 0 } }
  - { call: lab.valid, validates: { argument: 0, holds: 'true' } }
  - { call: lab.sink, sink: { log: all }, flows: none }
  - { call: lab.same, flows: 0 -> result }
`;

const models = loadPackageModels([{ path: 'test.yaml', text: MODELS }]);

export interface Asked {
  readonly project: Project;
  readonly taint: Taint;
  /** Budgets that were used up. */
  readonly exhausted: readonly string[];
  /** Origins of what the `index`-th `sink(…)` of the program gets, in the order of the text. */
  origins(index?: number): readonly Origin[];
}

export function ask(files: Readonly<Record<string, string>> | string, stepsPerFunction = 10_000): Asked {
  const texts = typeof files === 'string' ? { 'm.py': files } : files;
  const modules = Object.entries(texts).map(([path, text]) =>
    frontend.lower({ path, text, hash: path, lineStarts: lineStartsOf(text) }),
  );
  const project = buildProject(modules, models.conventions);
  const exhausted: string[] = [];
  const budget = {
    stepsPerFunction,
    exhausted: (path: string, limit: string) => exhausted.push(`${path}: ${limit}`),
  };
  const taint = createTaint({ project, models, budget });
  const sites = project.functions.flatMap((fn) => project.callsOf(fn)).filter(isSink);
  sites.sort((one, other) => one.call.span.start - other.call.span.start);
  return {
    project,
    taint,
    exhausted,
    origins: (index = 0) => {
      const site = sites[index];
      const value = site?.call.arguments[0]?.value;
      if (site === undefined || value === undefined) throw new Error(`there is no sink number ${index}`);
      return taint.originsOf(site, value, 'text');
    },
  };
}

/** The labels that reach the sink, sorted; those of constants aside. */
export function labelsAt(program: string, index = 0): readonly string[] {
  const labels = ask(program)
    .origins(index)
    .flatMap((origin) => origin.labels);
  return [...new Set(labels)].filter((label) => label !== 'origin:constant').sort();
}

function isSink(site: CallSite): boolean {
  const callee = instructionOf(site.caller.ir, site.call.callee);
  return callee?.op === 'load-global' && callee.name === 'sink';
}
