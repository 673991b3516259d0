/** Projects from small Python files, and questions to them in terms of the text. */
import { createPythonFrontend } from '../../src/frontends/python/index.ts';
import { buildProject } from '../../src/project/build-project.ts';
import { printFunctionCalls } from '../../src/project/print-calls.ts';
import {
  type CallSite,
  type Conventions,
  noConventions,
  type Project,
  type ProjectFunction,
  type Type,
} from '../../src/project/project.ts';
import { lineStartsOf } from '../../src/source/text.ts';

const frontend = await createPythonFrontend();

/** Links files given as path → text, in the order of the record. */
export function linked(
  files: Readonly<Record<string, string>>,
  conventions: Partial<Conventions> = {},
): Project {
  const modules = Object.entries(files).map(([path, text]) =>
    frontend.lower({ path, text, hash: '', lineStarts: lineStartsOf(text) }),
  );
  return buildProject(modules, { ...noConventions, ...conventions });
}

export function functionAt(project: Project, path: string): ProjectFunction {
  const fn = project.functionAt(path);
  if (fn === null) throw new Error(`no function ${path}`);
  return fn;
}

/** The lines that `printFunctionCalls` gives, without the head. */
export function callLines(project: Project, path: string): string[] {
  const lines = printFunctionCalls(project, functionAt(project, path)).trimEnd().split('\n');
  return lines.slice(1).map((line) => line.trim());
}

/** The only call of a function, or the one at `index`. */
export function siteIn(project: Project, path: string, index = 0): CallSite {
  const site = project.callsOf(functionAt(project, path))[index];
  if (site === undefined) throw new Error(`${path} has no call ${index}`);
  return site;
}

/** Paths of the targets of one call. */
export function targetPaths(project: Project, path: string, index = 0): string[] {
  return siteIn(project, path, index).targets.map((target) =>
    target.kind === 'function' ? target.function.path : target.path,
  );
}

/** Types of what a function returns: `instance a.B`, `external x.y`. */
export function returnedTypes(project: Project, path: string): string[] {
  const fn = functionAt(project, path);
  const returned = fn.ir.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' && !terminator.implicit ? [terminator.value] : [],
  );
  return [...new Set(returned.flatMap((value) => project.typesOf(fn, value).map(describe)))].sort();
}

/** Paths of what a function returns. */
export function returnedPaths(project: Project, path: string): string[] {
  const fn = functionAt(project, path);
  return fn.ir.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' && !terminator.implicit ? project.pathsOf(fn, terminator.value) : [],
  );
}

function describe(type: Type): string {
  switch (type.kind) {
    case 'module':
      return `module ${type.module.name}`;
    case 'class':
    case 'instance':
      return `${type.kind} ${type.class.path}`;
    case 'function':
      return `function ${type.function.path}`;
    case 'external':
    case 'external-instance':
      return `${type.kind} ${type.path}`;
  }
}
