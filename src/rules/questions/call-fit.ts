/**
 * Whether a call can bind its arguments to the parameters of what it runs.
 *
 * Terms
 * - **misfit**: why Python would refuse the call with a TypeError, in words that follow the callee's name; null: it binds,
 *   or `*values` and `**values` hide whether it does.
 *
 * Worked example: against `def reboot(self, task, timeout=None)`, bound, the call `reboot(task, wait=3)` has the misfit
 * "takes no argument `wait`", `reboot()` "needs `task`", and `reboot(*everything)` none.
 *
 * Source: "Calls", Python Language Reference, 6.3.4.
 */
import type { Argument, Parameter } from '../../ir/ir.ts';
import type { FunctionTarget } from '../../project/project.ts';

export function misfitOf(target: FunctionTarget): string | null {
  const { parameters } = target.function.ir;
  const offset = target.skipped + (target.receiver === null ? 0 : 1);
  const given = target.arguments;
  const placed = parameters.filter(({ kind }) => kind === 'normal' || kind === 'positional-only');
  const count = given.filter(({ kind }) => kind === 'positional').length;
  if (!has(parameters, 'rest') && count + offset > placed.length) {
    return `takes ${counted(placed.length - offset)} and is given ${count}`;
  }
  const filled = new Set(placed.slice(0, count + offset).map(({ name }) => name));
  return keywordMisfit(parameters, given, filled) ?? missing(parameters, given, { filled, offset });
}

function keywordMisfit(
  parameters: readonly Parameter[],
  given: readonly Argument[],
  filled: ReadonlySet<string>,
): string | null {
  const takes = new Set(
    parameters.flatMap(({ kind, name }) => (kind === 'normal' || kind === 'keyword-only' ? [name] : [])),
  );
  for (const one of given) {
    if (one.kind !== 'keyword') continue;
    if (!takes.has(one.name) && !has(parameters, 'keywords')) return `takes no argument \`${one.name}\``;
    if (takes.has(one.name) && filled.has(one.name)) return `is given \`${one.name}\` twice`;
  }
  return null;
}

function missing(
  parameters: readonly Parameter[],
  given: readonly Argument[],
  bound: { readonly filled: ReadonlySet<string>; readonly offset: number },
): string | null {
  if (given.some(({ kind }) => kind === 'rest' || kind === 'keywords')) return null;
  const named = new Set(given.flatMap((one) => (one.kind === 'keyword' ? [one.name] : [])));
  const lacking = parameters.find(
    ({ kind, name, hasDefault }, index) =>
      index >= bound.offset &&
      kind !== 'rest' &&
      kind !== 'keywords' &&
      !hasDefault &&
      !bound.filled.has(name) &&
      !named.has(name),
  );
  return lacking === undefined ? null : `needs \`${lacking.name}\``;
}

function has(parameters: readonly Parameter[], kind: Parameter['kind']): boolean {
  return parameters.some((parameter) => parameter.kind === kind);
}

function counted(most: number): string {
  if (most <= 0) return 'no arguments';
  return most === 1 ? 'at most 1 argument' : `at most ${most} arguments`;
}
