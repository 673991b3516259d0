/**
 * Finds stops of consoles that check the node's description first and refuse when it is not in order, while the console
 * goes on running: whoever edited the description can no longer stop what was started before.
 */
import type { Escape } from '../../src/analyses/exceptions/exceptions.ts';
import { soundsLikeBadInput } from '../../src/analyses/obligations/vocabulary.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { failureCause, failureSteps, placeOf, shortName } from '../../src/rules/failure-trace.ts';
import {
  callsInOrder,
  consoleMethods,
  effectSites,
  type Failure,
  failureWithout,
  keyOf,
  pointOf,
  reachedWithout,
} from '../../src/rules/questions/consoles.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

const stops = new Set(['stop_console']);
/** What ends the console: the process here, or the session at the controller where there is no process. */
const endings = ['release:console', 'release:console-session'];

export function check(context: RuleContext): RuleResult {
  const findings = consoleMethods(context.project, context.scope, stops).flatMap((fn) => {
    const found = refusalOf(context, fn);
    return found === null ? [] : [found];
  });
  return { findings, evidence: [] };
}

function refusalOf(context: RuleContext, fn: ProjectFunction): FindingDraft | null {
  const { project, analyses } = context;
  const effect = endings.find((each) => effectSites(project, analyses, { fn, effect: each }).length > 0);
  if (effect === undefined) return null;
  const [ending] = effectSites(project, analyses, { fn, effect });
  const reached = reachedWithout(analyses, { fn, effect, from: null });
  for (const site of callsInOrder(project, fn)) {
    if (!reached.has(keyOf(pointOf(site)))) continue;
    const failure = failureWithout(analyses, site, effect, blamesInput);
    if (failure !== null && ending !== undefined) return draft(context, failure, ending.site);
  }
  return null;
}

function blamesInput({ exception, cause }: Escape): boolean {
  return cause === 'raise' && exception !== null && soundsLikeBadInput(shortName(exception));
}

function draft({ rule }: RuleContext, { failing, escaped }: Failure, ending: CallSite): FindingDraft {
  const fn = failing.caller;
  const name = calledName(fn.ir, failing.call);
  const place = placeOf(fn, failing.call.span);
  return {
    rule: rule.id,
    message: `\`${name}\` can refuse the node's description (${failureCause(escaped)}) before \`${calledName(fn.ir, ending.call)}\` has stopped anything: the console then cannot be stopped until the description is repaired.`,
    place,
    trace: [
      { place, message: `the description is checked by ${name}` },
      ...failureSteps(escaped),
      {
        place: placeOf(fn, ending.call.span),
        message: `the console would be stopped here: ${fn.ir.name} has been left`,
      },
    ],
  };
}
