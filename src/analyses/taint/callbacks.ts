/**
 * Functions that are handed to others: whose arguments reach them.
 *
 * A **runner** gets a function as a parameter and calls it, itself or in a function nested inside of it: `def
 * spawn(work, *values): pool.submit(lambda: work(*values))`. All callers of the runner hand over some function, each with
 * values of its own. A way that leads from the parameters of one such function back through the runner goes on only where
 * that function was handed over: the way is **bound** to it until then.
 *
 * Worked example: in `spawn(show, name); spawn(login, password)` the parameter of `show` is bound to `name` alone.
 *
 * Where a caller of the runner got the function as a parameter of its own, the caller is the next runner.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Call, ValueId } from '../../ir/ir.ts';
import type { CallSite, ProjectFunction } from '../../project/project.ts';
import type { Knowledge } from './knowledge.ts';

/** The way came through `callback`, which `runner` was given as its parameter. */
export interface BoundRunner {
  readonly runner: ProjectFunction;
  readonly parameter: number;
  readonly callback: ProjectFunction;
}

/** Innermost last. */
export type Bounds = readonly BoundRunner[];

export const NO_BOUNDS: Bounds = [];
const MAXIMUM_BOUNDS = 3;

/** A parameter of a function. */
interface Place {
  readonly runner: ProjectFunction;
  readonly parameter: number;
}

/** What tells two ways apart that reach the same atom. */
export function boundsKey(bounds: Bounds): string {
  return bounds
    .map(({ runner, parameter, callback }) => `${runner.index}.${parameter}.${callback.index}`)
    .join();
}

/** The bounds behind a call that ran `callee`: one more where a parameter told which function to run. */
export function boundsBehind(
  knowledge: Knowledge,
  site: CallSite,
  way: { callee: ProjectFunction; bounds: Bounds },
): Bounds {
  const place = placeOfCallback(knowledge, site, way.callee);
  if (place === null) return way.bounds;
  return [...way.bounds.slice(1 - MAXIMUM_BOUNDS), { ...place, callback: way.callee }];
}

/** The bounds that are left behind a call of a runner; null: the call hands over another function. */
export function boundsAt(
  knowledge: Knowledge,
  site: CallSite,
  way: { callee: ProjectFunction; bounds: Bounds },
): Bounds | null {
  const left: BoundRunner[] = [];
  for (const bound of way.bounds) {
    const next = bound.runner === way.callee ? handedOver(knowledge, site, bound) : [bound];
    if (next === null) return null;
    left.push(...next);
  }
  return left;
}

/** Empty: the call hands the function over; one: it passes on what it was handed itself; null: it hands over another. */
function handedOver(knowledge: Knowledge, site: CallSite, bound: BoundRunner): readonly BoundRunner[] | null {
  const values = site.targets.flatMap((target) =>
    target.kind === 'function' && target.function === bound.runner
      ? knowledge.project
          .bindArguments(site, target)
          .filter(({ parameter }) => parameter === bound.parameter)
          .map(({ value }) => value)
      : [],
  );
  for (const value of values) {
    const place = parameterBehind(knowledge, site.caller, value);
    if (place !== null) return [{ ...place, callback: bound.callback }];
    if (mayBeFunction(knowledge, site.caller, { value, fn: bound.callback })) return [];
  }
  return null;
}

/** The parameter through which the function of a call was handed the function that the call runs; null: it was not. */
function placeOfCallback(knowledge: Knowledge, site: CallSite, callback: ProjectFunction): Place | null {
  for (const value of functionsIn(site.call)) {
    const place = parameterBehind(knowledge, site.caller, value);
    if (place === null) continue;
    if (mayBeFunction(knowledge, site.caller, { value, fn: callback })) return place;
  }
  return null;
}

function functionsIn(call: Call): readonly ValueId[] {
  return [call.callee, ...call.arguments.map((argument) => argument.value)];
}

/** The parameter that a value is: of this function, or of one around it that stores nothing else in the variable. */
function parameterBehind(knowledge: Knowledge, fn: ProjectFunction, value: ValueId): Place | null {
  const instruction = instructionOf(fn.ir, value);
  if (instruction?.op === 'parameter') return { runner: fn, parameter: instruction.index };
  if (instruction?.op !== 'load-cell') return null;
  const owner = knowledge.project.functionOf(fn.module, instruction.owner);
  const stored = owner.ir.blocks.flatMap((block) =>
    block.instructions.flatMap((store) =>
      store.op === 'store-cell' && store.owner === instruction.owner && store.name === instruction.name
        ? [instructionOf(owner.ir, store.value)]
        : [],
    ),
  );
  const [only] = stored;
  return stored.length === 1 && only?.op === 'parameter' ? { runner: owner, parameter: only.index } : null;
}

function mayBeFunction(
  knowledge: Knowledge,
  caller: ProjectFunction,
  question: { readonly value: ValueId; readonly fn: ProjectFunction },
): boolean {
  return knowledge
    .typesOf(caller, question.value)
    .some((type) => type.kind === 'function' && type.function === question.fn);
}
