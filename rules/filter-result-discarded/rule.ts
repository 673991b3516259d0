/**
 * Finds calls whose only effect is what they return, and whose result nobody uses, where this removes a protection: a step
 * of a query (`query.filter`, or a function of the tree that returns the filtered query), and masks.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { callsIn, usesOf } from '../../src/ir/definitions.ts';
import type { Call } from '../../src/ir/ir.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';
import { callsBuilder, isBuilderMethod } from './queries.ts';

export function check(context: RuleContext): RuleResult {
  const findings = context.scope.flatMap((fn) =>
    droppedCalls(fn).flatMap((call) => draftsFor(context, context.project.siteOf(fn, call))),
  );
  return { findings, evidence: [] };
}

/** Calls that stand as a statement of their own. */
function droppedCalls({ ir }: ProjectFunction): readonly Call[] {
  return callsIn(ir).filter((call) => usesOf(ir, call.result).length === 0);
}

function draftsFor(context: RuleContext, site: CallSite): readonly FindingDraft[] {
  const { caller, call } = site;
  const lost = lostBy(context, site);
  if (lost === null) return [];
  const name = calledName(caller.ir, call);
  const message = `The result of \`${name}\` is dropped: it returns ${lost} and leaves what it was given as it is, so this statement has no effect.`;
  return [{ rule: context.rule.id, message, place: placeOf(caller, call.span) }];
}

function lostBy(context: RuleContext, site: CallSite): string | null {
  if (isBuilderMethod(site.caller.ir, site.call)) return 'the restricted query';
  if (callsBuilder(context.project, site)) return 'the restricted query';
  return masks(context, site) ? 'the masked copy' : null;
}

/** Masks of libraries copy; those of the tree mostly overwrite what they were given. */
function masks({ project, models }: RuleContext, { targets }: CallSite): boolean {
  return (
    targets.length > 0 &&
    targets.every(
      (target) =>
        target.kind === 'external' &&
        models
          .apisNamed(project.namesOf(target))
          .some(({ sanitizer }) => sanitizer?.removes.some((label) => label.startsWith('secret:')) ?? false),
    )
  );
}
