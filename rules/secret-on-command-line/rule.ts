/**
 * Finds secrets among the words of commands: a taint policy. Keywords of the call that runs the command say how it runs (its
 * environment, its input) and are no words of it.
 */
import type { SinkFlow } from '../../src/analyses/taint/taint.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { findingsOf } from '../../src/rules/taint-findings.ts';
import type { TaintPolicy } from '../../src/rules/taint-policy.ts';

const policy: TaintPolicy = {
  sinks: ['command', 'shell'],
  labels: ['secret:password', 'secret:token', 'secret:key'],
  evidence: 'none',
};
/** Keywords that hold the words themselves. */
const wordKeywords: ReadonlySet<string> = new Set(['args', 'cmd', 'command', 'commands']);

export function check(context: RuleContext): RuleResult {
  const flows = context.analyses.taint.flowsInto(policy.sinks, context.scope).filter(isWord);
  return { findings: findingsOf(flows, policy, context), evidence: [] };
}

function isWord({ use, argument }: SinkFlow): boolean {
  const given = use.site.call.arguments.find(({ value }) => value === argument.value);
  if (given?.kind === 'keywords') return false;
  return given?.kind !== 'keyword' || wordKeywords.has(given.name);
}
