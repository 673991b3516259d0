/**
 * Small parts for tests of the engine alone: a front end that makes one function of each file, a linker without calls,
 * and rules that the test writes.
 *
 * The text of a file steers the front end: `crash` makes it throw, `gap` leaves a gap at that word.
 */
import type { Parts } from '../../src/engine/parts.ts';
import type { RuleDescription } from '../../src/findings/finding.ts';
import type { Frontend } from '../../src/frontends/frontend.ts';
import type { IrFunction, Module } from '../../src/ir/ir.ts';
import type { Models } from '../../src/models/model.ts';
import { noConventions, type Project, type ProjectFunction } from '../../src/project/project.ts';
import type { Rule, RuleCheck } from '../../src/rules/contract.ts';
import type { SourceText } from '../../src/source/text.ts';

export interface FakeParts extends Parts {
  /** Paths of the files that were lowered, in order. */
  readonly lowered: readonly string[];
}

export function fakeParts(...rules: readonly Rule[]): FakeParts {
  const lowered: string[] = [];
  const frontend: Frontend = {
    lower: (source) => {
      lowered.push(source.path);
      return lowerFake(source);
    },
  };
  return {
    lowered,
    frontends: async () => frontend,
    link: (modules) => linkFake(modules),
    models: () => fakeModels,
    rules: async () => rules,
    analyses: () => ({}) as ReturnType<Parts['analyses']>,
  };
}

export function fakeRule(id: string, check: RuleCheck, level: RuleDescription['level'] = 'warning'): Rule {
  const description: RuleDescription = {
    id,
    area: 'error',
    level,
    precision: 'high',
    measured: null,
    securitySeverity: 5,
    cwe: [],
    tags: [],
    title: id,
    summary: id,
    help: '',
  };
  return { description, check };
}

/** Reports each function in scope at its name. */
export const reportEach: RuleCheck = ({ scope, rule }) => ({
  findings: scope.map((one) => ({
    rule: rule.id,
    message: `found ${one.path}`,
    place: { path: one.module.ir.path, span: one.ir.nameSpan, function: one.ir.qualifiedName },
  })),
  evidence: [],
});

function lowerFake({ path, text }: SourceText): Module {
  if (text.includes('crash')) throw new RangeError('Maximum call stack size exceeded');
  const at = text.indexOf('gap');
  const gap = { span: { start: at, end: at + 3 }, function: 'main', reason: 'not understood' };
  return {
    path,
    language: 'python',
    functions: [functionFake(text)],
    gaps: at < 0 ? [] : [gap],
    directives: [],
  };
}

function functionFake(text: string): IrFunction {
  return {
    id: 0,
    kind: 'function',
    name: 'main',
    qualifiedName: 'main',
    parent: null,
    span: { start: 0, end: text.length },
    nameSpan: { start: 0, end: Math.min(1, text.length) },
    parameters: [],
    returnAnnotation: null,
    isAsync: false,
    isGenerator: false,
    blocks: [],
    valueCount: 0,
    assignments: [],
  };
}

function linkFake(modules: readonly Module[]): Project {
  const functions = modules.map((ir, index): ProjectFunction => {
    const module = { index, name: ir.path, ir };
    const [main = functionFake('')] = ir.functions;
    const path = `${ir.path}.main`;
    return { index, module, ir: main, path, class: null, binding: 'function', decorators: [] };
  });
  const project: Partial<Project> = {
    modules: functions.map((one) => one.module),
    functions,
    functionAt: (path) => functions.find((one) => one.path === path) ?? null,
    callsOf: () => [],
  };
  return project as Project;
}

const fakeModels: Models = {
  conventions: noConventions,
  entryPoints: [],
  pairs: [],
  trust: [],
  protocols: [],
  apisNamed: () => [],
  fieldLabels: () => [],
  nameLabels: () => [],
};
