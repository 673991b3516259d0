/** How sure an event is where one of several targets, or several together, perform it. */
import type { Via } from '../../project/project.ts';
import type { EventCertainty, EventName, EventSummary } from './events.ts';

export const rank: Readonly<Record<EventCertainty, number>> = { may: 0, attempts: 1, completes: 2 };

/**
 * What a call does for sure: what all of its targets do, or what a function that it runs for certain does. Where a
 * constant names the API (`client.call('node.update')`), that says more than the dispatcher does.
 */
export function jointCertainty(
  targets: readonly { readonly via: Via; readonly events: EventSummary }[],
  name: EventName,
): EventCertainty {
  const named = targets.filter((target) => target.via === 'string');
  const callbacks = targets.filter((target) => target.via === 'callback');
  const called = named.length > 0 ? named : targets.filter((target) => target.via !== 'callback');
  return surer(weakest(called, name), weakest(callbacks, name));
}

function weakest(targets: readonly { readonly events: EventSummary }[], name: EventName): EventCertainty {
  const certainties = targets.map(({ events }) => events.get(name)?.certainty ?? 'may');
  const [first = 'may', ...others] = certainties;
  return others.reduce((left, right) => (rank[left] <= rank[right] ? left : right), first);
}

function surer(left: EventCertainty, right: EventCertainty): EventCertainty {
  return rank[left] >= rank[right] ? left : right;
}
