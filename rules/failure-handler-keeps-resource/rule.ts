/**
 * Finds handlers of failures that only keep books: they move the node to its failed state, and what the operation's success
 * path gives back through the driver stays acquired.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { CallSite, Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';
import { clausesOf } from '../../src/rules/questions/handlers.ts';
import { type PairStep, type PairSteps, pairStepsOf, wordOf } from '../../src/rules/questions/pair-steps.ts';
import { calleeName } from '../../src/rules/questions/spelling.ts';

export function check({ project, models, scope, rule }: RuleContext): RuleResult {
  const steps = pairStepsOf(project, models);
  const findings = scope.flatMap((handler): FindingDraft[] => {
    const failing = failureEventOf(handler);
    if (failing === null) return [];
    const release = releasedOnSuccess(project, handler, steps);
    if (release === null || isReleasing(steps, handler)) return [];
    return [draft(rule.id, { handler, failing, release })];
  });
  return { findings, evidence: [] };
}

type Failing = CallSite['call'];

/** `task.process_event('fail')` */
function failureEventOf({ ir }: ProjectFunction): Failing | null {
  for (const block of ir.blocks) {
    for (const one of block.instructions) {
      if (one.op !== 'call' || calleeName(ir, one) !== 'process_event') continue;
      const [event] = one.arguments;
      if (event !== undefined && constantText(ir, event.value) === 'fail') return one;
    }
  }
  return null;
}

function isReleasing(steps: PairSteps, handler: ProjectFunction): boolean {
  return steps.reached(handler, 'teardown').size > 0;
}

/** What a function that calls the handler in its `except` clauses gives back where nothing failed. */
function releasedOnSuccess(project: Project, handler: ProjectFunction, steps: PairSteps): PairStep | null {
  for (const { caller, block } of project.callersOf(handler)) {
    const clauses = clausesOf(caller.ir);
    const handling = new Set(clauses.flatMap((clause) => clause.body.map((inside) => inside.id)));
    if (!handling.has(block)) continue;
    const releases = steps.stepsOf(caller).filter((step) => step.half === 'teardown');
    if (releases.some((step) => handling.has(step.site.block))) continue;
    const [first] = releases;
    if (first === undefined || isOperationItself(caller, block, first)) continue;
    if (isSetUpBeside(project, steps, first)) return first;
  }
  return null;
}

/** What failed where the handler is called is the release itself. */
function isOperationItself({ ir }: ProjectFunction, handling: number, { site }: PairStep): boolean {
  const handlers = clausesOf(ir).filter((clause) => clause.body.some(({ id }) => id === handling));
  return handlers.some((clause) => clause.guarded.some(({ id }) => id === site.block));
}

/** The module that releases it has acquired it, too. */
function isSetUpBeside(project: Project, steps: PairSteps, { pair, site }: PairStep): boolean {
  return project.functions.some(
    (fn) =>
      fn.module === site.caller.module &&
      steps.stepsOf(fn).some((step) => step.pair === pair && step.half === 'setup'),
  );
}

function draft(
  rule: string,
  found: { readonly handler: ProjectFunction; readonly failing: Failing; readonly release: PairStep },
): FindingDraft {
  const { handler, failing, release } = found;
  const name = wordOf(release.pair, 'teardown');
  const { caller, call } = release.site;
  return {
    rule,
    message: `\`${handler.ir.name}\` only records the failure: \`${name}\`, which \`${caller.ir.name}\` calls after a success, is not called, so the node fails with what \`${wordOf(release.pair, 'setup')}\` acquired.`,
    place: placeOf(handler, failing.span),
    related: [{ place: placeOf(caller, call.span), message: 'given back here, where nothing failed' }],
  };
}
