/** Which values of a call a parameter of the target receives, and what is asked about them. */
import type { Call, ValueId } from '../../ir/ir.ts';
import type { Binding, FunctionTarget, ProjectFunction } from '../../project/project.ts';
import { EVERY_ELEMENT, isWildcard, keyElement, overlaps } from './access-path.ts';
import type { Ask } from './ask.ts';
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
  const site = solver.knowledge.siteOf(caller, question.call);
  return solver.knowledge.project
    .bindArguments(site, question.target)
    .filter((binding) => binding.parameter === question.parameter)
    .flatMap((binding) => {
      const ask = askOf(solver, question.ask, binding);
      return ask === null ? [] : [{ value: binding.value, ask }];
    });
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
  if (head === null) {
    return solver.hinted(solver.asks.withFilter(ask, solver.asks.underKey(ask.filter, element)), key);
  }
  if (!overlaps(head, element)) return null;
  return solver.hinted(solver.asks.below(ask, isWildcard(head) ? element : head), key);
}
