/**
 * Rules that need no code: labels of these kinds must not reach sinks of those.
 *
 *     taint:
 *       sinks: [log]
 *       labels: ['secret:*']
 *
 * How bad a label is at a sink says the trust table of the models; what it does not list is no finding. A label that only
 * a name suggests counts one level less. With `evidence: arguments` every argument of every such call that is in order is
 * told, with where it comes from.
 */
import type { SinkFlow } from '../analyses/taint/taint.ts';
import type { RuleContext, RuleResult } from './contract.ts';
import { evidenceOf } from './taint-evidence.ts';
import { findingsOf } from './taint-findings.ts';

export interface TaintPolicy {
  /** Kinds of sinks. */
  readonly sinks: readonly string[];
  /** Labels, or a dimension with `*`. */
  readonly labels: readonly string[];
  readonly evidence: 'none' | 'arguments';
}

/** Runs the policy of a `taint` block. Throws when the block is not right. */
export function checkTaintPolicy(block: unknown, context: RuleContext): RuleResult {
  const policy = readPolicy(block);
  const flows = context.analyses.taint.flowsInto(policy.sinks, context.scope);
  const findings = findingsOf(flows, policy, context);
  return { findings, evidence: policy.evidence === 'arguments' ? evidenceFor(flows, policy, context) : [] };
}

/** Arguments that no finding names are in order, or for a person to look at. */
function evidenceFor(
  flows: readonly SinkFlow[],
  policy: TaintPolicy,
  context: RuleContext,
): RuleResult['evidence'] {
  return flows.flatMap((flow) => evidenceOf(flow, policy, context));
}

function readPolicy(block: unknown): TaintPolicy {
  if (typeof block !== 'object' || block === null) throw new Error('the `taint` block is no table');
  const sinks = textsOf(block, 'sinks');
  const labels = textsOf(block, 'labels');
  const evidence = 'evidence' in block ? block.evidence : 'none';
  if (evidence !== 'none' && evidence !== 'arguments') {
    throw new Error("the `taint` block's `evidence` is neither `none` nor `arguments`");
  }
  return { sinks, labels, evidence };
}

function textsOf(block: object, key: 'sinks' | 'labels'): readonly string[] {
  const value: unknown = key in block ? Reflect.get(block, key) : undefined;
  if (!Array.isArray(value) || value.length === 0 || !value.every((item) => typeof item === 'string')) {
    throw new Error(`the \`taint\` block's \`${key}\` is no list of texts`);
  }
  return value;
}
