/**
 * Finds handlers that swallow an error where success or absence is then decided on:
 *
 * - **empty answer**: a broad handler turns "the service did not answer" into an empty collection;
 * - **step**: a step's handler reports the failure and returns None, which the conductor reads as success;
 * - **worker**: nobody waits for a worker, so a failure that it only logs is lost;
 * - **dependent**: a machine is powered on although what prepares its boot failed;
 * - **one case**: a broad handler looks at the error, finds it harmless or not, and goes on either way;
 * - **decision**: a value stays empty because of a dropped error, and is compared afterwards.
 *
 * - **silent**: a handler of everything that does nothing, around an operation on a machine (silent.ts).
 *
 * Each other shape is a question of swallowing.ts; a clause is reported for the first that fits.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { type Clause, clausesOf } from '../../src/rules/questions/handlers.ts';
import { dropsDecision, gapsBeforePower, givesEmptyAnswer, handlesOneCase } from './shapes.ts';
import { silentHandlers } from './silent.ts';
import { losesInWorker, succeedsInStep } from './success.ts';

type Shape = (context: RuleContext, fn: ProjectFunction, clause: Clause) => string | null;

const shapes: readonly Shape[] = [
  succeedsInStep,
  losesInWorker,
  gapsBeforePower,
  givesEmptyAnswer,
  handlesOneCase,
  dropsDecision,
];

export function check(context: RuleContext): RuleResult {
  const findings = context.scope.flatMap((fn) => [
    ...clausesOf(fn.ir).flatMap((clause) => draftFor(context, fn, clause)),
    ...silentHandlers(context, fn),
  ]);
  return { findings, evidence: [] };
}

function draftFor(context: RuleContext, fn: ProjectFunction, clause: Clause): readonly FindingDraft[] {
  for (const shape of shapes) {
    const message = shape(context, fn, clause);
    if (message !== null)
      return [{ rule: context.rule.id, message, place: placeOf(fn, clause.catches.span) }];
  }
  return [];
}
