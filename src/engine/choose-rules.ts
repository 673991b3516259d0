/** Which rules run, and at which levels. */
import type { Level } from '../findings/finding.ts';
import type { Rule } from '../rules/contract.ts';
import { InputError } from '../source/input-error.ts';
import { nearestName } from '../source/nearest.ts';
import type { ChosenRule } from './run-rules.ts';

export interface RuleChoice {
  /** Only these; empty: all that the configuration leaves on. */
  readonly only: readonly string[];
  /** From the configuration, by id. */
  readonly levels: ReadonlyMap<string, Level | 'off'>;
  /** Where the configuration names each: `.ironvet.yaml:3`. */
  readonly lines?: ReadonlyMap<string, string>;
}

/** Throws an InputError for an id that no rule has. */
export function chooseRules(
  rules: readonly Rule[],
  { only, levels, lines }: RuleChoice,
): readonly ChosenRule[] {
  const ids = rules.map((rule) => rule.description.id);
  for (const id of [...only, ...levels.keys()]) checkId(id, ids, lines?.get(id));
  return rules.flatMap((rule) => {
    const { id } = rule.description;
    const level = levels.get(id) ?? null;
    const runs = only.length === 0 ? level !== 'off' : only.includes(id);
    return runs ? [{ rule, level: level === 'off' ? null : level }] : [];
  });
}

/** Throws an InputError that names the nearest rule when there is none of this id. `place`: where it is named. */
export function checkId(id: string, ids: readonly string[], place?: string): void {
  if (ids.includes(id)) return;
  const near = nearestName(id, ids);
  const where = place === undefined ? '' : `${place}: `;
  throw new InputError(
    `${where}no rule '${id}'`,
    near === null ? 'see `ironvet rules`' : `did you mean '${near}'?`,
  );
}
