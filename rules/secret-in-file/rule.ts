/**
 * Finds secrets that are written into files: a taint policy, without the token that a file is the way to hand over.
 */
import type { SinkFlow } from '../../src/analyses/taint/taint.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { findingsOf } from '../../src/rules/taint-findings.ts';
import type { TaintPolicy } from '../../src/rules/taint-policy.ts';

const policy: TaintPolicy = {
  sinks: ['file-content'],
  labels: ['secret:token', 'secret:key', 'secret:password'],
  evidence: 'none',
};
/** The token that ironic makes for the agent of one machine; it can only come with what the machine boots. */
const machineToken = /\bagent_(?:secret_)?token\b/;

export function check(context: RuleContext): RuleResult {
  const flows = context.analyses.taint.flowsInto(policy.sinks, context.scope).map(withoutMachineTokens);
  return { findings: findingsOf(flows, policy, context), evidence: [] };
}

function withoutMachineTokens(flow: SinkFlow): SinkFlow {
  return { ...flow, origins: flow.origins.filter((origin) => !machineToken.test(origin.text)) };
}
