/**
 * Functions that choose by a state which handler of a family to run, and members of the family that they leave out.
 *
 * Worked example: of `cleaning_error_handler`, `deploying_error_handler` and `servicing_error_handler` in one module the
 * family is 'error_handler'; the operation of the first is 'CLEAN', as of the state CLEANING.
 */
import { wordsOf } from '../../src/analyses/obligations/vocabulary.ts';
import type { Project, ProjectFunction } from '../../src/project/project.ts';
import { dominatorsIn } from '../../src/rules/questions/handlers.ts';
import {
  operationOf,
  type Phase,
  type StateTest,
  statesOfModule,
} from '../../src/rules/questions/state-tests.ts';

export interface ChosenHandler {
  readonly test: StateTest;
  readonly function: ProjectFunction;
  /** 'error_handler' */
  readonly family: string;
}

/** Calls of handlers that run only in the states of a test that names the handler's own operation. */
export function chosenHandlers(
  project: Project,
  fn: ProjectFunction,
  tests: readonly StateTest[],
): readonly ChosenHandler[] {
  const tree = dominatorsIn(fn.ir);
  return tests.flatMap((test) => {
    const operations = new Set(test.states.map((state) => operationOf(state.name)?.operation));
    return project.callsOf(fn).flatMap(({ block, targets }): ChosenHandler[] => {
      if (!tree.dominates(test.inside, block) || tree.dominates(test.outside, block)) return [];
      const [target] = targets;
      if (targets.length !== 1 || target?.kind !== 'function') return [];
      const named = nameParts(target.function);
      if (named === null || !operations.has(named.operation)) return [];
      return [{ test, function: target.function, family: named.family }];
    });
  });
}

/** A handler of the same family and module for an operation of the same kind that no test names. */
export function overlookedHandler(
  project: Project,
  handlers: readonly ChosenHandler[],
  tests: readonly StateTest[],
): { readonly handler: ProjectFunction; readonly state: string } | null {
  const [first] = handlers;
  const module = first?.test.states[0]?.module;
  if (first === undefined || module === undefined) return null;
  const names = statesOfModule(module);
  const phases = (operation: string): string => phasesOf(names, operation).join(' ');
  const chosen = handlers.flatMap((handler) => nameParts(handler.function)?.operation ?? []);
  const isOfSameKind = (operation: string): boolean =>
    chosen.every((each) => phases(each) === phases(operation)) && phases(operation) !== '';
  const mentioned = new Set(
    tests.flatMap((test) => test.states.map((state) => operationOf(state.name)?.operation)),
  );
  for (const handler of project.functions) {
    if (handler.module !== first.function.module) continue;
    const named = nameParts(handler);
    if (named?.family !== first.family || mentioned.has(named.operation)) continue;
    const state = names.find((name) => operationOf(name)?.operation === named.operation);
    if (state !== undefined && isOfSameKind(named.operation)) return { handler, state };
  }
  return null;
}

function phasesOf(names: readonly string[], operation: string): readonly Phase[] {
  const found = names.flatMap((name) => {
    const known = operationOf(name);
    return known?.operation === operation ? [known.phase] : [];
  });
  return [...new Set(found)].sort();
}

/** `cleaning_error_handler` is of the family 'error_handler', for the operation 'CLEAN'. */
function nameParts(fn: ProjectFunction): { readonly family: string; readonly operation: string } | null {
  const [first, ...others] = wordsOf(fn.ir.name);
  const known = first === undefined ? null : operationOf(first.toUpperCase());
  if (known === null || others.length < 2) return null;
  return { family: others.join('_'), operation: known.operation };
}
