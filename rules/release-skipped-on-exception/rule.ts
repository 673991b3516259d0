/**
 * Finds teardowns that an exception leaves half done: a step raises, and the releases behind it are never tried.
 *
 * One finding a group of steps that skip a release in common: the first of them is the place, the others are related.
 */
import type {
  Obligations,
  SkippedReleases,
  TeardownStep,
} from '../../src/analyses/obligations/obligations.ts';
import type { Evidence, FindingDraft, Step } from '../../src/findings/finding.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { failureCause, failureSteps, placeOf } from '../../src/rules/failure-trace.ts';

export function check(context: RuleContext): RuleResult {
  const teardowns = context.scope.filter((fn) => isTeardown(context, fn));
  const judged = teardowns.map((fn) => ({ fn, groups: groupsOf(context, fn) }));
  return {
    findings: judged.flatMap(({ fn, groups }) => groups.map((group) => draftOf(context, fn, group))),
    evidence: judged.flatMap(({ fn, groups }) => (groups.length === 0 ? evidenceFor(context, fn) : [])),
  };
}

/** What a framework calls to tear down, or what calls itself a teardown. */
function isTeardown({ analyses }: RuleContext, fn: ProjectFunction): boolean {
  const { obligations } = analyses;
  return fn.ir.kind === 'function' && (obligations.isTeardown(fn) || obligations.soundsReleasing(fn));
}

/** Steps that skip some release in common belong together: one fix is right for all of them. */
function groupsOf({ analyses }: RuleContext, fn: ProjectFunction): readonly (readonly SkippedReleases[])[] {
  const groups: { members: SkippedReleases[]; releases: Set<TeardownStep> }[] = [];
  for (const skip of analyses.obligations.skippedReleases(fn)) {
    if (!isSure(analyses.obligations, fn, skip)) continue;
    const releases = skip.skipped.map(({ release }) => release);
    const group = groups.find((each) => releases.some((release) => each.releases.has(release)));
    if (group === undefined) groups.push({ members: [skip], releases: new Set(releases) });
    else {
      group.members.push(skip);
      for (const release of releases) group.releases.add(release);
    }
  }
  return groups.map((group) => group.members);
}

/**
 * Names alone do not tell whether a release depends on the one before it (a port is freed once it is detached), so
 * outside of what frameworks call a resource must be known on one side.
 */
function isSure(obligations: Obligations, fn: ProjectFunction, skip: SkippedReleases): boolean {
  if (obligations.isTeardown(fn)) return true;
  const steps = [skip.failing, ...skip.skipped.map(({ release }) => release)];
  return steps.some((step) => obligations.resourcesOf(step).length > 0);
}

function draftOf(context: RuleContext, fn: ProjectFunction, group: readonly SkippedReleases[]): FindingDraft {
  const [first, ...others] = group;
  if (first === undefined) throw new Error('a group has a member');
  const releases = first.skipped.map(({ release }) => release);
  return {
    rule: context.rule.id,
    level: levelOf(context, first, releases),
    message: messageOf(context, { fn, first, releases }),
    place: placeOf(fn, first.failing.site.call.span),
    related: others.map((other) => relatedStep(fn, other)),
    trace: traceOf(fn, first),
  };
}

/** Less where only names say that something is released, or where the step that fails releases nothing itself. */
function levelOf(
  { analyses, rule }: RuleContext,
  first: SkippedReleases,
  releases: readonly TeardownStep[],
): FindingDraft['level'] & string {
  const isKnown = releases.some((release) => analyses.obligations.resourcesOf(release).length > 0);
  return isKnown && first.failing.releases ? rule.level : 'note';
}

function messageOf(
  { analyses }: RuleContext,
  what: { fn: ProjectFunction; first: SkippedReleases; releases: readonly TeardownStep[] },
): string {
  const { fn, first, releases } = what;
  const names = listed([...new Set(releases.map((release) => `\`${release.name}\``))]);
  const resources = [...new Set(releases.flatMap((release) => analyses.obligations.resourcesOf(release)))];
  const held =
    resources.length > 0 && resources.length <= 3 ? ` (not released: ${resources.sort().join(', ')})` : '';
  const [surest] = first.escapes;
  const cause = surest === undefined ? '' : ` (${failureCause(surest)}, for instance)`;
  return `When \`${first.failing.name}\` fails${cause}, \`${fn.ir.name}\` is left before ${names}${held}.`;
}

function relatedStep(fn: ProjectFunction, skip: SkippedReleases): Step {
  const names = listed(skip.skipped.map(({ release }) => `\`${release.name}\``));
  return {
    place: placeOf(fn, skip.failing.site.call.span),
    message: `${skip.failing.name} skips ${names} likewise when it fails`,
  };
}

/** What fails, how it leaves the function, and what is not done then. */
function traceOf(fn: ProjectFunction, skip: SkippedReleases): readonly Step[] {
  const [surest] = skip.escapes;
  const failure = surest === undefined ? [] : failureSteps(surest);
  const skipped = skip.skipped.map(({ release }) => ({
    place: placeOf(fn, release.site.call.span),
    message: `${release.name} is skipped: ${fn.ir.name} has been left by the exception`,
  }));
  return [...failure, ...skipped];
}

function evidenceFor({ analyses, rule }: RuleContext, fn: ProjectFunction): readonly Evidence[] {
  const steps = analyses.obligations.releaseSteps(fn);
  if (steps.length === 0) return [];
  const names = listed([...new Set(steps.map((step) => step.name))]);
  return [
    {
      rule: rule.id,
      kind: 'pass',
      message: `no earlier step of ${fn.ir.name} skips what it releases by ${names}`,
      place: placeOf(fn, fn.ir.nameSpan),
      related: steps.map((step) => ({
        place: placeOf(fn, step.site.call.span),
        message: `released by ${step.name}`,
      })),
    },
  ];
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
