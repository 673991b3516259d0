/**
 * What the models say about one call, taken together.
 *
 * Several entries may name one API. Those whose conditions hold are united; where only one can be right (flows,
 * sanitizer, raises) the last entry that states it counts, so a specific entry stands below the general one it refines,
 * and a user's file overrides ours.
 */
import type { ApiModel, Condition, Selector } from './model.ts';

/** The text form of the constant that a selector's value is ('true', 'none', '3', 'deleted'), or null. */
export type ConstantOf = (selector: Selector) => string | null;

/** A value that is not known to be a constant fails `when` and passes `unless`. */
export function conditionsHold(api: ApiModel, constantOf: ConstantOf): boolean {
  return api.conditions.every((condition) => conditionHolds(condition, constantOf));
}

function conditionHolds(condition: Condition, constantOf: ConstantOf): boolean {
  const constant = constantOf(condition.selector);
  const equal = constant !== null && condition.values.includes(constant);
  return equal !== condition.negated;
}

/** Of lists of entries without conditions; null: some entry has one. */
const unconditional = new WeakMap<
  readonly ApiModel[],
  { readonly effect: ApiModel | null } | 'conditional'
>();

/** The entries that hold, as one; null when none does. */
export function callEffect(apis: readonly ApiModel[], constantOf: ConstantOf): ApiModel | null {
  if (apis.length === 0) return null;
  const known = unconditional.get(apis);
  if (known !== undefined) return known === 'conditional' ? united(apis, constantOf) : known.effect;
  const isPlain = apis.every((api) => api.conditions.length === 0);
  const effect = united(apis, constantOf);
  unconditional.set(apis, isPlain ? { effect } : 'conditional');
  return effect;
}

function united(apis: readonly ApiModel[], constantOf: ConstantOf): ApiModel | null {
  const holding = apis.filter((api) => conditionsHold(api, constantOf));
  const [first, ...others] = holding;
  return first === undefined ? null : others.reduce(unite, first);
}

function unite(earlier: ApiModel, later: ApiModel): ApiModel {
  return {
    declaredAt: later.declaredAt,
    names: [...earlier.names, ...later.names],
    conditions: [...earlier.conditions, ...later.conditions],
    source: [...new Set([...earlier.source, ...later.source])],
    flows: later.flows ?? earlier.flows,
    sinks: [...earlier.sinks, ...later.sinks],
    sanitizer: later.sanitizer ?? earlier.sanitizer,
    validators: [...earlier.validators, ...later.validators],
    resources: [...earlier.resources, ...later.resources],
    steps: [...new Set([...earlier.steps, ...later.steps])],
    raises: later.raises ?? earlier.raises,
    remote: earlier.remote || later.remote,
    timeout: later.timeout ?? earlier.timeout,
    verification: later.verification ?? earlier.verification,
    noReturn: earlier.noReturn || later.noReturn,
  };
}
