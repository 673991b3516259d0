/**
 * Which parameters of a function can change what it does to resources and protocols: those that decide a branch, stand
 * where the model of an API asks for a constant, or are passed on to such a parameter.
 *
 * Worked example: `mode` of `_enable_console(mode)` is relevant, because the model of `node.set_console_mode` has the
 * condition "second argument false"; `instance` is not. Only relevant parameters tell calls of one function apart.
 */
import { definitionOf } from '../../ir/definitions.ts';
import type { ValueId } from '../../ir/ir.ts';
import type { Models } from '../../models/model.ts';
import type { CallSite, Project, ProjectFunction, Target } from '../../project/project.ts';
import { selectedValue } from '../exceptions/constants.ts';
import { createSummaries } from '../exceptions/summaries.ts';

export type Relevance = (fn: ProjectFunction) => ReadonlySet<number>;

export interface RelevanceInput {
  readonly project: Project;
  readonly models: Models;
  readonly runAt: (site: CallSite) => readonly Target[];
  readonly exhausted: (fn: ProjectFunction) => void;
}

const none: ReadonlySet<number> = new Set();

export function createRelevance(input: RelevanceInput): Relevance {
  const summaries = createSummaries<ProjectFunction, ReadonlySet<number>>({
    identify: (fn) => fn.index,
    dependencies: (fn) => functionTargets(input, fn).map(({ target }) => target.function),
    bottom: none,
    compute: (fn, read) => relevantOf(input, fn, read),
    equal: (left, right) => left.size === right.size,
    exhausted: input.exhausted,
  });
  return (fn) => summaries.get(fn);
}

interface Passing {
  readonly site: CallSite;
  readonly target: Target & { readonly kind: 'function' };
}

/** Calls that pass a parameter of the function on. */
function functionTargets(input: RelevanceInput, fn: ProjectFunction): readonly Passing[] {
  if (fn.ir.parameters.length === 0) return [];
  return input.project
    .callsOf(fn)
    .flatMap((site) =>
      site.call.arguments.some((argument) => parameterOf(fn, argument.value) !== null)
        ? input.runAt(site).flatMap((target) => (target.kind === 'function' ? [{ site, target }] : []))
        : [],
    );
}

function relevantOf(
  input: RelevanceInput,
  fn: ProjectFunction,
  read: (callee: ProjectFunction) => ReadonlySet<number>,
): ReadonlySet<number> {
  if (fn.ir.parameters.length === 0) return none;
  const relevant = new Set<number>();
  const add = (value: ValueId | null) => {
    const parameter = value === null ? null : parameterOf(fn, value);
    if (parameter !== null) relevant.add(parameter);
  };
  for (const value of decidingValues(fn)) add(value);
  for (const site of input.project.callsOf(fn))
    for (const value of conditionalValues(input, site)) add(value);
  for (const { site, target } of functionTargets(input, fn)) {
    const wanted = read(target.function);
    if (wanted.size === 0) continue;
    for (const binding of input.project.bindArguments(site, target)) {
      if (wanted.has(binding.parameter)) add(binding.value);
    }
  }
  return relevant;
}

function parameterOf(fn: ProjectFunction, value: ValueId): number | null {
  const definition = definitionOf(fn.ir, value);
  if (definition?.kind !== 'instruction' || definition.instruction.op !== 'parameter') return null;
  return definition.instruction.index;
}

/** Conditions of branches, and what they compare. */
function decidingValues(fn: ProjectFunction): readonly ValueId[] {
  return fn.ir.blocks.flatMap(({ terminator }): readonly ValueId[] => {
    if (terminator.op !== 'branch') return [];
    const definition = definitionOf(fn.ir, terminator.condition);
    const compared =
      definition?.kind === 'instruction' && definition.instruction.op === 'operator'
        ? definition.instruction.operands
        : [];
    return [terminator.condition, ...compared];
  });
}

/** Arguments at which a model of the call has a condition. */
function conditionalValues(input: RelevanceInput, site: CallSite): readonly ValueId[] {
  return site.targets.flatMap((target) =>
    input.models
      .apisNamed(input.project.namesOf(target))
      .flatMap((model) => model.conditions)
      .flatMap((condition) => {
        const value = selectedValue(site, target, condition.selector);
        return value === null ? [] : [value];
      }),
  );
}
