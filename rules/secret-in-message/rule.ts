/**
 * Finds secrets in the texts of exceptions: a taint policy, told where the exception is made. What its class does with the
 * text in its own constructor, or passes on to the class above, is the same defect once more.
 */
import type { SinkFlow } from '../../src/analyses/taint/taint.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { findingsOf } from '../../src/rules/taint-findings.ts';
import type { TaintPolicy } from '../../src/rules/taint-policy.ts';

const policy: TaintPolicy = {
  sinks: ['exception-text'],
  labels: ['secret:password', 'secret:token', 'secret:key', 'secret:credentials'],
  evidence: 'none',
};

const exceptionName = /(?:Error|Exception)$/;

export function check(context: RuleContext): RuleResult {
  const outside = context.scope.filter((fn) => !isInException(fn));
  const flows = context.analyses.taint.flowsInto(policy.sinks, outside).filter(makesException);
  return { findings: findingsOf(flows, policy, context), evidence: [] };
}

function isInException({ class: owner }: ProjectFunction): boolean {
  return (
    owner?.resolutionOrder.some((base) => base.kind === 'external' && exceptionName.test(base.path)) ?? false
  );
}

/** An exception is made, by a class of the tree or of elsewhere; a function beside the classes makes none. */
function makesException({ use }: SinkFlow): boolean {
  return use.site.targets.some((target) => target.kind === 'external' || target.via === 'construct');
}
