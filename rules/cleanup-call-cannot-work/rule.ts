/**
 * Finds calls that clean up after a failure, cannot bind their arguments, and lie under a handler that swallows the
 * TypeError: the cleanup never happens, and the log blames the failure before.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { CallSite, Project } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { misfitOf } from '../../src/rules/questions/call-fit.ts';
import { clausesOf } from '../../src/rules/questions/handlers.ts';
import { isHiddenCleanup } from '../../src/rules/questions/hidden-cleanup.ts';
import { keepsSignature } from '../../src/rules/questions/signatures.ts';

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const handling = scope.filter((fn) => clausesOf(fn.ir).length > 1);
  const findings = handling.flatMap((fn) =>
    project.callsOf(fn).flatMap((site) => (isHiddenCleanup(site) ? draftsFor(rule.id, project, site) : [])),
  );
  return { findings, evidence: [] };
}

function draftsFor(rule: string, project: Project, { caller, call, targets }: CallSite): FindingDraft[] {
  const [target] = targets;
  if (targets.length !== 1 || target?.kind !== 'function' || target.via === 'callback') return [];
  const misfit = misfitOf(target);
  if (misfit === null || !keepsSignature(project, target.function)) return [];
  const { name, nameSpan } = target.function.ir;
  return [
    {
      rule,
      message: `\`${name}\` ${misfit}, and the handler around swallows the TypeError: after a failure of \`${caller.ir.name}\` nothing is ever cleaned up.`,
      place: placeOf(caller, call.span),
      related: [{ place: placeOf(target.function, nameSpan), message: 'the signature' }],
    },
  ];
}
