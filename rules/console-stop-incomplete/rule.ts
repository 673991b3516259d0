/**
 * Finds stops of consoles that a failing step leaves half done: the file with the password, the session, the token or the
 * port is released only behind it.
 *
 * The port and the session are in use as long as the process runs, so they are not owed when just its end fails.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { failureCause, failureSteps, placeOf } from '../../src/rules/failure-trace.ts';
import {
  callsInOrder,
  consoleMethods,
  distinctCalls,
  type EffectSite,
  effectSites,
  type Failure,
  failureWithout,
  hasEffect,
  keyOf,
  pointOf,
  reachedWithout,
  resourceWord,
} from '../../src/rules/questions/consoles.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

const stops = new Set(['stop_console']);
const owed = ['secret-file', 'console-token', 'console-session', 'console-port'];
const process = 'console';
/** In use until the process has ended. */
const usedByProcess = new Set(['console-session', 'console-port']);

interface Skipped {
  readonly resource: string;
  readonly releases: readonly EffectSite[];
  readonly failure: Failure;
}

export function check(context: RuleContext): RuleResult {
  const findings = consoleMethods(context.project, context.scope, stops).flatMap((fn) => {
    const releases = owed.map((resource) => ({ resource, sites: releasesOf(context, fn, resource) }));
    const failing = distinctCalls(callsInOrder(context.project, fn)).filter((site) =>
      beginsRelease(context, site),
    );
    return failing.flatMap((site) => {
      const skipped = releases.flatMap(({ resource, sites }) =>
        skippedBy(context, site, { resource, sites }),
      );
      return skipped.length === 0 ? [] : [draft(context, site, skipped)];
    });
  });
  return { findings, evidence: [] };
}

function releasesOf({ project, analyses }: RuleContext, fn: ProjectFunction, resource: string) {
  return effectSites(project, analyses, { fn, effect: `release:${resource}` });
}

/** It gives something of the console back; so the console is being stopped, and this is no check before it. */
function beginsRelease({ analyses }: RuleContext, site: CallSite): boolean {
  const gives = (resource: string) =>
    hasEffect(analyses, { fn: site.caller, effect: `release:${resource}` }, pointOf(site));
  return [...owed, process].some(gives);
}

function skippedBy(
  { analyses }: RuleContext,
  site: CallSite,
  { resource, sites }: { readonly resource: string; readonly sites: readonly EffectSite[] },
): readonly Skipped[] {
  const effect = `release:${resource}`;
  const gives = (asked: string) => hasEffect(analyses, { fn: site.caller, effect: asked }, pointOf(site));
  if (sites.length === 0 || gives(effect)) return [];
  if (gives(`release:${process}`) && usedByProcess.has(resource)) return [];
  const reached = reachedWithout(analyses, { fn: site.caller, effect, from: null });
  if (!reached.has(keyOf(pointOf(site)))) return [];
  const failure = failureWithout(analyses, site, effect);
  return failure === null ? [] : [{ resource, releases: sites, failure }];
}

function draft({ rule }: RuleContext, site: CallSite, skipped: readonly Skipped[]): FindingDraft {
  const fn = site.caller;
  const failing = calledName(fn.ir, site.call);
  const escaped = skipped[0]?.failure.escaped;
  const cause = escaped === undefined ? '' : ` (${failureCause(escaped)})`;
  const left = skipped.map(({ resource }) => resourceWord(resource)).join(' and ');
  const place = placeOf(fn, site.call.span);
  return {
    rule: rule.id,
    message: `When \`${failing}\` fails${cause}, \`${fn.ir.name}\` is left before ${left} is given up.`,
    place,
    trace: [
      { place, message: `${failing} begins to stop the console` },
      ...(escaped === undefined ? [] : failureSteps(escaped)),
      ...skipped.flatMap(({ resource, releases }) =>
        releases.slice(0, 1).map((release) => ({
          place: placeOf(fn, release.site.call.span),
          message: `${resourceWord(resource)} would be given up here: ${fn.ir.name} has been left`,
        })),
      ),
    ],
  };
}
