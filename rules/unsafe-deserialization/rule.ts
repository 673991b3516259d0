/**
 * Finds loaders that can construct any object, given what the program did not make itself.
 *
 * Data that somebody is known to send is judged by the trust table. Data whose source is not known (a file that was named, a
 * parameter nobody in the tree passes) is a warning: a safe loader does the same work. The code's own constants, its
 * configuration and its own records are in order.
 */
import type { Origin, SinkFlow } from '../../src/analyses/taint/taint.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { findingsOf } from '../../src/rules/taint-findings.ts';
import type { TaintPolicy } from '../../src/rules/taint-policy.ts';
import { calleeName } from '../../src/rules/taint-words.ts';

const policy: TaintPolicy = { sinks: ['deserialize'], labels: ['origin:*'], evidence: 'none' };
const OWN: ReadonlySet<string> = new Set(['origin:constant', 'origin:config', 'origin:state']);

export function check(context: RuleContext): RuleResult {
  const flows = context.analyses.taint.flowsInto(policy.sinks, context.scope);
  const known = findingsOf(flows, policy, context);
  const told = new Set(known.map(({ place }) => `${place.path}:${place.span.start}`));
  const unknown = flows.flatMap((flow) => draftsFor(context.rule.id, flow));
  const others = unknown.filter(({ place }) => !told.has(`${place.path}:${place.span.start}`));
  return { findings: [...known, ...others], evidence: [] };
}

function draftsFor(rule: string, flow: SinkFlow): readonly FindingDraft[] {
  const [foreign] = flow.origins.filter((origin) => !isOwn(origin));
  if (foreign === undefined) return [];
  const { site } = flow.use;
  const message = `\`${calleeName(flow.use)}\` constructs whatever objects \`${foreign.text}\` asks for, and with them runs code; nothing says that the program made this data itself.`;
  return [{ rule, message, place: placeOf(site.caller, site.call.span) }];
}

function isOwn(origin: Origin): boolean {
  if (origin.kind === 'constant') return true;
  return (
    origin.labels.length > 0 && origin.labels.every((label) => OWN.has(label) || label.startsWith('secret:'))
  );
}
