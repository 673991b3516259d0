/**
 * Finds starts of consoles that are left by a failure while something that was acquired for the console stays behind: the
 * file with the password, the reserved port, the token, the process itself.
 *
 * One finding for each acquiring call: at the first call behind it whose failure leaves the method without the release.
 */
import type { Escape } from '../../src/analyses/exceptions/exceptions.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { failureCause, failureSteps, placeOf } from '../../src/rules/failure-trace.ts';
import {
  callsInOrder,
  effectSites,
  type Failure,
  failureWithout,
  hasEffect,
  isConsoleMethod,
  keyOf,
  pointOf,
  reachedWithout,
  resourceWord,
} from '../../src/rules/questions/consoles.ts';
import { dominatorsIn } from '../../src/rules/questions/handlers.ts';
import { calledName, madeOf } from '../../src/rules/questions/made-from.ts';

const owed = ['secret-file', 'console-port', 'console-token', 'console'];
const starting = /(?:^|_)start(?:_|$)/;

export function check(context: RuleContext): RuleResult {
  const starts = context.scope.filter(
    (fn) => starting.test(fn.ir.name) && isConsoleMethod(context.project, fn),
  );
  const findings = starts.flatMap((fn) => owed.flatMap((resource) => leaksOf(context, fn, resource)));
  return { findings, evidence: [] };
}

function leaksOf(context: RuleContext, fn: ProjectFunction, resource: string): readonly FindingDraft[] {
  const { project, analyses } = context;
  const effect = `release:${resource}`;
  const acquired = effectSites(project, analyses, { fn, effect: `acquire:${resource}` });
  return acquired.flatMap(({ site, point }) => {
    if (isPassing(context, site, resource)) return [];
    const reached = reachedWithout(analyses, { fn, effect, from: point });
    const failure = firstFailure(context, { site, effect, reached });
    return failure === null ? [] : [draft(context, { site, resource, failure })];
  });
}

/** What the callee acquires it also gives back: a password file for one command. */
function isPassing({ analyses }: RuleContext, site: CallSite, resource: string): boolean {
  const events = analyses.obligations.events.at(site.caller, pointOf(site));
  const isApi = events.get(`acquire:${resource}`)?.witness.api != null;
  return !isApi && events.has(`release:${resource}`);
}

function firstFailure(
  { project, analyses }: RuleContext,
  asked: { readonly site: CallSite; readonly effect: string; readonly reached: ReadonlySet<string> },
): Failure | null {
  const { site: acquired, effect, reached } = asked;
  for (const site of callsInOrder(project, acquired.caller)) {
    const point = pointOf(site);
    if (!reached.has(keyOf(point)) || isOtherKind(acquired, site)) continue;
    if (hasEffect(analyses, { fn: site.caller, effect }, point)) continue;
    const failure = failureWithout(analyses, site, effect, isOfTheWorld);
    if (failure !== null) return failure;
  }
  return null;
}

/** Somebody wrote the raise, or another service, process or device fails; not the reading of a template that is known. */
function isOfTheWorld({ cause }: Escape): boolean {
  return cause === 'raise' || cause === 'remote';
}

/**
 * What was acquired says by its answer which of two kinds it is, and the step runs for the other one:
 * `if flag == '-f': … else: step()`.
 */
function isOtherKind(acquired: CallSite, site: CallSite): boolean {
  const { ir } = acquired.caller;
  const answers = new Set(madeOf(ir, acquired.call.result));
  return ir.blocks.some(({ terminator }) => {
    if (terminator.op !== 'branch') return false;
    const test = instructionOf(ir, terminator.condition);
    if (test?.op !== 'operator' || test.operator !== '==') return false;
    const isAnswer = test.operands.some((operand) => answers.has(operand));
    return isAnswer && dominatorsIn(ir).dominates(terminator.otherwise, site.block);
  });
}

function draft(
  { rule }: RuleContext,
  found: { readonly site: CallSite; readonly resource: string; readonly failure: Failure },
): FindingDraft {
  const { site, resource, failure } = found;
  const fn = site.caller;
  const what = resourceWord(resource);
  const failing = calledName(fn.ir, failure.failing.call);
  const place = placeOf(fn, failure.failing.call.span);
  return {
    rule: rule.id,
    message: `When \`${failing}\` fails (${failureCause(failure.escaped)}), \`${fn.ir.name}\` is left and ${what} that \`${calledName(fn.ir, site.call)}\` acquired for the console stays behind.`,
    place,
    trace: [
      { place: placeOf(fn, site.call.span), message: `${what} is acquired here` },
      ...failureSteps(failure.escaped),
      { place, message: `${fn.ir.name} is left by the exception, nothing has released it` },
    ],
  };
}
