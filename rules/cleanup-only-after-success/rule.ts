/**
 * Finds operations that give a driver's resources back at their end, and are left without that when an earlier step raises.
 *
 * The function calls a cleanup on every way on which it returns; a step before it raises in practice; no handler of the
 * function or of its callers cleans up instead. Teardowns themselves are another rule's (release-skipped-on-exception).
 */
import type { Escape } from '../../src/analyses/exceptions/exceptions.ts';
import { soundsLooking, soundsReleasing, wordsOf } from '../../src/analyses/obligations/vocabulary.ts';
import type { FindingDraft, Step } from '../../src/findings/finding.ts';
import { usesOf } from '../../src/ir/definitions.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { failureCause, failureSteps, placeOf } from '../../src/rules/failure-trace.ts';
import { clausesOf, dominatorsIn } from '../../src/rules/questions/handlers.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';
import { type PairSteps, pairStepsOf } from '../../src/rules/questions/pair-steps.ts';

/** Verbs that end something, wherever they stand: `_do_node_tear_down`. */
const ending = /tear_?down|clean_?up|destroy|abort|delete|unrescue/;

export function check(context: RuleContext): RuleResult {
  const steps = pairStepsOf(context.project, context.models);
  const operations = context.scope.filter(
    (fn) => isOperation(fn) && !context.analyses.obligations.isTeardown(fn),
  );
  return { findings: operations.flatMap((fn) => draftsFor(context, fn, steps)), evidence: [] };
}

/** It works on the node of a task, and speaks of a cleanup; names are cheap to look at. */
function isOperation({ ir }: ProjectFunction): boolean {
  if (ending.test(ir.name) || soundsReleasing(ir.name) || !ir.parameters.some(({ name }) => name === 'task'))
    return false;
  return ir.blocks.some((block) =>
    block.instructions.some(
      (one) => (one.op === 'attribute' || one.op === 'load-global') && soundsReleasing(one.name),
    ),
  );
}

function draftsFor(context: RuleContext, fn: ProjectFunction, steps: PairSteps): readonly FindingDraft[] {
  const sites = context.project.callsOf(fn);
  const cleanup = sites.find((site) => isCleanup(site, steps) && isOnEveryReturn(context, fn, site));
  if (cleanup === undefined || handlersCleanUp(fn) || isHandledByCallers(context, fn)) return [];
  const name = calledName(fn.ir, cleanup.call);
  const tree = dominatorsIn(fn.ir);
  for (const site of sites) {
    const isBefore =
      site.block === cleanup.block ? site.index < cleanup.index : tree.dominates(site.block, cleanup.block);
    const escaped = isBefore ? failureOf(context, site, name) : null;
    if (escaped !== null) return [draft(context.rule.id, { site, cleanup, escaped })];
  }
  return [];
}

/** A function of the tree that sounds so and gives back what a pair acquires. */
function isCleanup({ caller, call, targets }: CallSite, steps: PairSteps): boolean {
  if (!soundsReleasing(calledName(caller.ir, call))) return false;
  return targets.some(
    (target) =>
      target.kind === 'function' &&
      target.via === 'direct' &&
      steps.reached(target.function, 'teardown').size > 0,
  );
}

function isOnEveryReturn({ analyses }: RuleContext, fn: ProjectFunction, cleanup: CallSite): boolean {
  const name = calledName(fn.ir, cleanup.call);
  const path = analyses.obligations.unmetPath({
    function: fn,
    from: { point: { block: 0, index: 0 }, how: 'before' },
    discharges: (_, executed) => executed.op === 'call' && calledName(fn.ir, executed) === name,
    attemptCounts: true,
    degree: 'strong',
    exits: 'returned',
  });
  return path === null;
}

/** Some `except` clause or `finally` of the function cleans up, or leaves that to a handler of errors. */
function handlersCleanUp(fn: ProjectFunction): boolean {
  return clausesOf(fn.ir).some((clause) =>
    clause.body.some((block) =>
      block.instructions.some((one) => one.op === 'call' && cleansUp(calledName(fn.ir, one))),
    ),
  );
}

function cleansUp(name: string): boolean {
  const words = wordsOf(name);
  return soundsReleasing(name) || (words.includes('handler') && words.includes('error'));
}

/** Whoever calls it does so under a handler that cleans up. */
function isHandledByCallers({ project }: RuleContext, fn: ProjectFunction): boolean {
  return project
    .callersOf(fn)
    .some(({ caller, block }) =>
      clausesOf(caller.ir).some(
        (clause) =>
          clause.guarded.some(({ id }) => id === block) &&
          clause.body.some((inside) =>
            inside.instructions.some((one) => one.op === 'call' && cleansUp(calledName(caller.ir, one))),
          ),
      ),
    );
}

/** What the step raises in practice and nobody in the function catches; null for lookups and checks of the request. */
function failureOf({ analyses }: RuleContext, site: CallSite, cleanup: string): Escape | null {
  const { caller, call, block, index } = site;
  if (soundsLooking(calledName(caller.ir, call)) || usesOf(caller.ir, call.result).length > 0) return null;
  const path = analyses.obligations.unmetPath({
    function: caller,
    from: { point: { block, index }, how: 'raised' },
    discharges: (_, executed) => executed.op === 'call' && calledName(caller.ir, executed) === cleanup,
    attemptCounts: true,
    degree: 'strong',
    exits: 'raised',
  });
  return path?.escaped ?? null;
}

function draft(
  rule: string,
  found: { readonly site: CallSite; readonly cleanup: CallSite; readonly escaped: Escape },
): FindingDraft {
  const { site, cleanup, escaped } = found;
  const { caller, call } = site;
  const name = calledName(caller.ir, cleanup.call);
  const skipped: Step = {
    place: placeOf(caller, cleanup.call.span),
    message: `${name} is skipped: ${caller.ir.name} has been left by the exception`,
  };
  return {
    rule,
    message: `When \`${calledName(caller.ir, call)}\` fails (${failureCause(escaped)}, for instance), \`${caller.ir.name}\` is left before \`${name}\`, and nothing else gives back what that would.`,
    place: placeOf(caller, call.span),
    trace: [...failureSteps(escaped), skipped],
  };
}
