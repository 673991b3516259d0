/** The events that the model of an API states: `acquire:vif`, `step:console.disable`. */
import type { ApiModel } from '../../models/model.ts';
import type { EventName } from './events.ts';

/** Steps that say how callbacks run; no protocol speaks of them. */
const mechanics = 'callback.';

const namesByModel = new WeakMap<ApiModel, readonly EventName[]>();

/** One list for a model, for it is asked at every call. */
export function eventsOfModel(model: ApiModel): readonly EventName[] {
  const known = namesByModel.get(model);
  if (known !== undefined) return known;
  const names = findEvents(model);
  namesByModel.set(model, names);
  return names;
}

function findEvents(model: ApiModel): readonly EventName[] {
  const resources = model.resources.map(({ action, resource }) => `${action}:${resource}`);
  const steps = model.steps.filter((step) => !step.startsWith(mechanics)).map((step) => `step:${step}`);
  return [...new Set([...resources, ...steps])];
}
