/**
 * Finds temporary files, temporary directories and mounts that stay behind when a later step of the function fails.
 *
 * Three shapes: a step raises between the acquiring call and the release or hand-over; the body of a generator context
 * manager is left by an exception at its `yield`; `__exit__` releases only when no exception is in flight.
 */
import type { WalkPath } from '../../src/analyses/obligations/obligations.ts';
import type { FindingDraft, Step } from '../../src/findings/finding.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { failureCause, failureSteps, placeOf } from '../../src/rules/failure-trace.ts';
import { type Acquisition, acquisitionAt } from './acquisitions.ts';
import { exitSkipsRelease } from './exit-methods.ts';
import { dischargesOf, yieldWithoutRelease } from './releases.ts';

export function check(context: RuleContext): RuleResult {
  const { project, scope } = context;
  const findings = scope.flatMap((fn) =>
    project.callsOf(fn).flatMap((site) => {
      const acquired = acquisitionAt(site);
      return acquired === null ? [] : draftsFor(context, site, acquired);
    }),
  );
  return { findings, evidence: [] };
}

function draftsFor(context: RuleContext, site: CallSite, acquired: Acquisition): FindingDraft[] {
  const { rule } = context;
  const { caller, call } = site;
  const place = placeOf(caller, call.span);
  const start = `The ${acquired.what} made here stays`;
  if (exitSkipsRelease(caller, acquired)) {
    const message = `${start} when an exception is in flight: \`__exit__\` of \`${caller.class?.name ?? ''}\` releases it only otherwise.`;
    return [{ rule: rule.id, message, place }];
  }
  const left = yieldWithoutRelease(caller, site, acquired);
  if (left !== null) {
    const message = `${start} when the body of the \`with\` raises: \`${caller.ir.name}\` is left at its \`yield\`, before the release.`;
    const related = [{ place: placeOf(caller, left), message: 'an exception of the body rises here' }];
    return [{ rule: rule.id, message, place, related }];
  }
  const path = failingPath(context, site, acquired);
  if (path === null) return [];
  const message = `${start} when ${causeOf(caller, path)}: \`${caller.ir.name}\` is left without releasing it.`;
  return [{ rule: rule.id, message, place, trace: traceOf(caller, path) }];
}

function failingPath({ analyses }: RuleContext, site: CallSite, acquired: Acquisition): WalkPath | null {
  const { caller, block, index } = site;
  return analyses.obligations.unmetPath({
    function: caller,
    from: { point: { block, index }, how: 'completed' },
    discharges: dischargesOf(caller.ir, acquired),
    attemptCounts: true,
    degree: acquired.degree,
    exits: 'raised',
  });
}

function causeOf(fn: ProjectFunction, path: WalkPath): string {
  const raised = path.steps.find((step) => step.kind === 'raised');
  return raised?.escaped == null
    ? `\`${fn.ir.name}\` fails`
    : `a later step fails (${failureCause(raised.escaped)})`;
}

function traceOf(fn: ProjectFunction, path: WalkPath): readonly Step[] {
  const raised = path.steps.find((step) => step.kind === 'raised');
  if (raised?.escaped == null) return [];
  return [
    ...failureSteps(raised.escaped),
    { place: placeOf(fn, raised.escaped.origin.span), message: `${fn.ir.name} is left by the exception` },
  ];
}
