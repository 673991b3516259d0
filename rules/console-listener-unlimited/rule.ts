/**
 * Finds listeners of consoles (socat addresses) without limits: one that forks for every client and never counts them, and
 * one whose client may stay for ever because no idle time ends its connection.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { type Listeners, listenersOf } from '../../src/rules/questions/listeners.ts';

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) => {
    const listeners = listenersOf(fn.ir);
    if (listeners === null) return [];
    return [...unboundedForks(rule.id, fn, listeners), ...withoutIdleTime(rule.id, fn, listeners)];
  });
  return { findings, evidence: [] };
}

function unboundedForks(rule: string, fn: ProjectFunction, found: Listeners): readonly FindingDraft[] {
  if (!found.options.has('fork') || found.options.has('max-children')) return [];
  const [first, ...others] = found.addresses;
  if (first === undefined) return [];
  return [
    {
      rule,
      message:
        'The listener forks for every client and has no `max-children`: anybody who reaches the port starts processes, and each new one takes the console from the one before.',
      place: placeOf(fn, first.span),
      related: others.map((one) => ({ place: placeOf(fn, one.span), message: 'here likewise' })),
    },
  ];
}

function withoutIdleTime(rule: string, fn: ProjectFunction, found: Listeners): readonly FindingDraft[] {
  if (found.program === null || found.hasIdleTime) return [];
  return [
    {
      rule,
      message:
        'The listener is started without an idle time (`-T`): a client that went away, or never does, keeps the console.',
      place: placeOf(fn, found.program.span),
    },
  ];
}
