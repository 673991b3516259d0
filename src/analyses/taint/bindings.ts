/** Which values of a call a parameter of the target receives, and what is asked about them. */
import type { Call, ValueId } from '../../ir/ir.ts';
import type { Binding, FunctionTarget, ProjectFunction } from '../../project/project.ts';
import { EVERY_ELEMENT, keyElement, overlaps, parameterIn, renamed } from './access-path.ts';
import type { Ask } from './ask.ts';
import { constantKey, parameterNamed } from './constants.ts';
import type { Solver } from './solver.ts';

export interface ParameterQuestion {
  readonly call: Call;
  readonly target: FunctionTarget;
  readonly parameter: number;
  readonly ask: Ask;
}

export interface BoundValue {
  readonly value: ValueId;
  readonly ask: Ask;
}

export function bindingsOf(
  solver: Solver,
  caller: ProjectFunction,
  question: ParameterQuestion,
): readonly BoundValue[] {
  if (question.parameter === 0 && question.target.function.binding === 'class-method') return [];
  const site = solver.knowledge.siteOf(caller, question.call);
  return solver.knowledge.project
    .bindArguments(site, question.target)
    .filter((binding) => binding.parameter === question.parameter)
    .flatMap((binding) => {
      const ask = askOf(solver, question.ask, numbered(question.target, binding));
      return ask === null ? [] : [{ value: binding.value, ask: named(solver, caller, { ...question, ask }) }];
    });
}

/** The ask with parts that a parameter names named by what this call passes for it. */
function named(solver: Solver, caller: ProjectFunction, question: ParameterQuestion): Ask {
  const { ask, target, call } = question;
  if (!solver.paths.isNamedByParameter(ask.path)) return ask;
  const bindings = solver.knowledge.project.bindArguments(solver.knowledge.siteOf(caller, call), target);
  const elements = solver.paths.elements(ask.path).map((element) => {
    const parameter = parameterIn(element);
    if (parameter === null) return element;
    const index = target.function.ir.parameters.findIndex(({ name }) => name === parameter);
    const binding = bindings.find((candidate) => candidate.parameter === index && !candidate.into);
    return renamed(element, binding === undefined || binding.element ? null : nameOf(caller, binding.value));
  });
  return solver.asks.withPath(ask, solver.paths.of(elements));
}

/** A constant name, or the caller's own parameter that has it. */
function nameOf(caller: ProjectFunction, value: ValueId): string | null {
  const key = constantKey(caller.ir, value);
  if (key !== null) return key;
  const parameter = parameterNamed(caller.ir, value);
  return parameter === null ? null : `$${parameter}`;
}

/** The binding with the number of the element that `*values` gives to a parameter, or that a parameter `*values` gets. */
function numbered(target: FunctionTarget, binding: Binding): Binding {
  if (binding.key !== null || binding.element === binding.into) return binding;
  const offset = target.skipped + (target.receiver === null ? 0 : 1);
  const positional = target.arguments.filter(({ kind }) => kind === 'positional');
  const given = binding.element ? positional.length : positionalParameters(target) - offset;
  const index = binding.element
    ? binding.parameter - offset - given
    : positional.findIndex(({ value }) => value === binding.value) - given;
  return index < 0 ? binding : { ...binding, key: String(index) };
}

function positionalParameters(target: FunctionTarget): number {
  return target.function.ir.parameters.filter(({ kind }) => kind === 'normal' || kind === 'positional-only')
    .length;
}

/** The ask about the argument's value; null when the part asked for is not the one that this argument fills. */
function askOf(solver: Solver, ask: Ask, binding: Binding): Ask | null {
  const element = binding.key === null ? EVERY_ELEMENT : keyElement(binding.key);
  if (binding.element) return binding.into ? ask : solver.asks.inside(ask, element);
  return binding.into ? elementAsk(solver, ask, { element, key: binding.key }) : ask;
}

/** A parameter that collects arguments holds this one as an element. */
function elementAsk(
  solver: Solver,
  ask: Ask,
  collected: { readonly element: string; readonly key: string | null },
): Ask | null {
  const { element, key } = collected;
  const head = solver.paths.head(ask.path);
  const hint = key !== null && /^\d+$/.test(key) ? null : key;
  if (head === null) {
    return solver.hinted(solver.asks.withFilter(ask, solver.asks.underKey(ask.filter, element)), hint);
  }
  if (!overlaps(head, element)) return null;
  return solver.hinted(solver.asks.matched(ask, head, element), hint);
}
