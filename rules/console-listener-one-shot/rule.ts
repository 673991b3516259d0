/**
 * Finds listeners of consoles that serve one client and end: the node's record goes on calling the console enabled, nothing
 * waits for the process or starts it again.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { listenersOf } from '../../src/rules/questions/listeners.ts';

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn): FindingDraft[] => {
    const listeners = listenersOf(fn.ir);
    if (listeners === null || listeners.options.has('fork')) return [];
    const [first, ...others] = listeners.addresses;
    if (first === undefined) return [];
    return [
      {
        rule: rule.id,
        message:
          'The listener ends when its first client leaves (there is no `fork` among its options): the console stays enabled in the records and nobody can connect again.',
        place: placeOf(fn, first.span),
        related: others.map((one) => ({ place: placeOf(fn, one.span), message: 'here likewise' })),
      },
    ];
  });
  return { findings, evidence: [] };
}
