/**
 * Releases that a teardown skips when an earlier step of it raises.
 *
 * Terms
 * - **release step**: a call that releases or hands over something (by model, through its callees), or whose name says
 *   so where no model knows it.
 * - **failing step**: an earlier call that raises in practice (strong escapes).
 * - **skipped**: after the failing step completes control can come to the release; after it raises, some path leaves
 *   the function without the release, or an equal one, having been tried.
 *
 * Worked example: in `self._unprovision(node); self._cleanup_deploy(node)` the failing step `_unprovision` skips the
 * release `_cleanup_deploy`. With `try … finally` nothing is skipped.
 *
 * Not a failing step: one whose result the release needs, by its arguments or by the condition that it stands under (a
 * lookup; without it there is nothing to release); a guard (see `isGuard`); failures that only a wrong program, wrong
 * input or a lost database can cause.
 */
import { reachableFrom } from '../../flow/paths.ts';
import { instructionOf, usesOf } from '../../ir/definitions.ts';
import type { IrFunction } from '../../ir/ir.ts';
import { operandsOf } from '../../ir/operands.ts';
import type { CallSite, Project, ProjectFunction } from '../../project/project.ts';
import type { Budget } from '../analyses.ts';
import type { Escape, Exceptions, Point } from '../exceptions/exceptions.ts';
import { decidingConditions, dominates, sliceOf } from './dependence.ts';
import type { EventName, EventSummary, Events, PerformedEvent } from './events.ts';
import { namesRelease, soundsLikeBadInput, soundsLooking } from './vocabulary.ts';
import { findUnmetPath, pointGraphOf, type WalkPath } from './walk.ts';

export interface TeardownStep {
  readonly site: CallSite;
  readonly point: Point;
  /** The last word of what is called: `_unplug_vifs`. */
  readonly name: string;
  readonly events: EventSummary;
  readonly releases: boolean;
}

export interface SkippedReleases {
  readonly failing: TeardownStep;
  /** What it raises in practice; the surest first. */
  readonly escapes: readonly Escape[];
  /** In the order of the text, each with the path on which it is skipped. */
  readonly skipped: readonly { readonly release: TeardownStep; readonly path: WalkPath }[];
}

/** Raised when the program is wrong, not when the world is. */
const programmingErrors: ReadonlySet<string> = new Set([
  'builtins.NotImplementedError',
  'builtins.AssertionError',
  'builtins.TypeError',
]);

const databaseLibraries = /^(oslo_db|sqlalchemy)\./;

export interface TeardownInput {
  readonly budget: Budget;
  readonly project: Project;
  readonly exceptions: Exceptions;
  readonly events: Events;
}

export function skippedReleasesOf(input: TeardownInput, fn: ProjectFunction): readonly SkippedReleases[] {
  const steps = stepsOf(input, fn);
  const releases = distinctBySpan(steps.filter((step) => step.releases));
  if (releases.length === 0) return [];
  return distinctBySpan(steps).flatMap((failing) => {
    const escapes = practicalEscapes(input, failing);
    if (escapes.length === 0 || isGuard(failing, escapes)) return [];
    const skipped = releasesBehind(failing, steps).flatMap((release) =>
      skippedBy(input, { failing, escapes, release, steps }),
    );
    return skipped.length === 0 ? [] : [{ failing, escapes, skipped }];
  });
}

/** Calls of one function that are judged; what no person would write has more. */
const maximumSteps = 200;
/** Releases behind one step that are followed. */
const maximumReleases = 24;

function stepsOf(input: TeardownInput, fn: ProjectFunction): readonly TeardownStep[] {
  const sites = input.project.callsOf(fn);
  if (sites.length > maximumSteps) input.budget.exhausted(fn.path, 'calls of a teardown');
  return sites.slice(0, maximumSteps).map((site) => stepAt(input, site));
}

/** The releases of a function, in the order of the text. */
export function releaseStepsOf(input: TeardownInput, fn: ProjectFunction): readonly TeardownStep[] {
  return distinctBySpan(stepsOf(input, fn).filter((step) => step.releases));
}

/** Resources that the step gives up for good: 'vif', 'firewall'. */
export function resourcesOf(step: TeardownStep): readonly string[] {
  return givenUp(step.events).map(({ name }) => name.slice('release:'.length));
}

function stepAt(input: TeardownInput, site: CallSite): TeardownStep {
  const point = { block: site.block, index: site.index };
  const events = input.events.at(site.caller, point);
  const name = calleeName(site);
  return { site, point, name, events, releases: releasesSomething(site, name, events) };
}

/**
 * A release is what a model calls one, at most a few calls down and on every path, or what the name of a function of the
 * tree says. What a callee acquires itself and gives back, and what it may release somewhere far below, is no release
 * of the teardown.
 */
function releasesSomething(site: CallSite, name: string, events: EventSummary): boolean {
  const given = givenUp(events);
  if (given.some(({ event }) => isOwnRelease(event))) return true;
  if (!namesRelease(name)) return false;
  return (
    site.targets.some((target) => target.kind === 'function' && target.via !== 'callback') ||
    site.targets.length === 0
  );
}

function givenUp(
  events: EventSummary,
): readonly { readonly name: EventName; readonly event: PerformedEvent }[] {
  return [...events].flatMap(([name, event]) => {
    if (!name.startsWith('release:')) return [];
    const resource = name.slice('release:'.length);
    const isBalanced = events.has(`acquire:${resource}`) || resource === 'node-lock';
    return isBalanced ? [] : [{ name, event }];
  });
}

/** Calls between the teardown and the modelled release. */
const maximumReleaseDepth = 2;

function isOwnRelease(event: PerformedEvent): boolean {
  let depth = 0;
  for (let witness = event.witness; witness.inner !== null; witness = witness.inner) depth += 1;
  return depth === 0 || (depth <= maximumReleaseDepth && event.certainty !== 'may');
}

export function calleeName(site: CallSite): string {
  const named = site.targets.find((target) => target.via === 'string');
  if (named?.kind === 'external') return named.path.split('.').slice(-2).join('.');
  const callee = instructionOf(site.caller.ir, site.call.callee);
  if (callee?.op === 'attribute' || callee?.op === 'load-global' || callee?.op === 'load-cell') {
    return callee.name;
  }
  const [target] = site.targets;
  if (target === undefined) return '';
  const path = target.kind === 'function' ? target.function.path : target.path;
  return path.slice(path.lastIndexOf('.') + 1);
}

/** A `finally` is copied onto each way out of it: the copies of one call have one span. */
function distinctBySpan(steps: readonly TeardownStep[]): readonly TeardownStep[] {
  const bySpan = new Map<number, TeardownStep>();
  for (const step of steps)
    if (!bySpan.has(step.site.call.span.start)) bySpan.set(step.site.call.span.start, step);
  return [...bySpan.values()].sort((left, right) => left.site.call.span.start - right.site.call.span.start);
}

/**
 * Failures that happen to correct programs with valid data: of other services, processes, devices and files, and what
 * functions raise about them. Bad input and wrong configuration were refused when the resource was set up; when the
 * database is gone no record could say what was released.
 */
function practicalEscapes(input: TeardownInput, step: TeardownStep): readonly Escape[] {
  return input.exceptions
    .raisedAt(step.site.caller, step.point)
    .filter((escaped) => escaped.degree === 'strong' && isPractical(escaped) && !isOfSave(input, escaped))
    .sort((left, right) => tellingRank(left) - tellingRank(right));
}

/** What tells a reader most comes first: an exception of the project's own, then failures of others. */
function tellingRank({ cause, exception }: Escape): number {
  if (exception?.startsWith('builtins.') === true) return 4;
  return { raise: 0, remote: 1, modelled: 2, unknown: 3 }[cause];
}

function isPractical({ exception, cause }: Escape): boolean {
  if (exception === null) return true;
  if (programmingErrors.has(exception) || databaseLibraries.test(exception)) return false;
  return cause === 'remote' || !soundsLikeBadInput(exception.slice(exception.lastIndexOf('.') + 1));
}

function isOfSave(input: TeardownInput, escaped: Escape): boolean {
  for (let at: Escape | null = escaped; at !== null; at = at.origin.inner) {
    const saved = input.events.at(at.origin.function, at.origin.point).get('step:node.save');
    if (saved !== undefined && saved.witness.api !== null) return true;
  }
  return false;
}

/**
 * A step whose failure rightly ends the teardown: it looks something up (its name says so, or its result is used), it
 * acquires, it switches power (what is attached to a running machine is not taken away), or it refuses the request by
 * a `raise` before anything was released.
 */
function isGuard(step: TeardownStep, escapes: readonly Escape[]): boolean {
  if (step.releases) return false;
  if (soundsLooking(step.name) || usesOf(step.site.caller.ir, step.site.call.result).length > 0) return true;
  if (escapes.every((escaped) => escaped.cause === 'raise')) return true;
  return [...step.events.keys()].some((event) => event.startsWith('acquire:') || event === 'step:node.power');
}

interface Candidate {
  readonly failing: TeardownStep;
  readonly escapes: readonly Escape[];
  readonly release: TeardownStep;
  readonly steps: readonly TeardownStep[];
}

function skippedBy(
  input: TeardownInput,
  candidate: Candidate,
): readonly { readonly release: TeardownStep; readonly path: WalkPath }[] {
  const { failing, escapes, release, steps } = candidate;
  if (needsResult(failing, release) || isHandedOverBefore(candidate)) return [];
  const equal = new Set(
    steps.filter((step) => isSameRelease(step, release)).map(({ point }) => `${point.block}:${point.index}`),
  );
  const path = findUnmetPath(input.exceptions, {
    function: failing.site.caller,
    from: { point: failing.point, how: 'raised', escapes },
    discharges: (point) => equal.has(`${point.block}:${point.index}`),
    attemptCounts: true,
    degree: 'strong',
    exits: 'raised',
  });
  return path === null ? [] : [{ release, path }];
}

/** The releases that control can come to after the step completed; of the copies of a `finally` the one on that way. */
function releasesBehind(failing: TeardownStep, steps: readonly TeardownStep[]): readonly TeardownStep[] {
  const graph = pointGraphOf(failing.site.caller.ir);
  const from = graph.pointAt(failing.point.block, failing.point.index);
  const reached = reachableFrom(graph, {
    from: (graph.outgoing[from] ?? []).filter((edge) => edge.kind === 'normal').map((edge) => edge.to),
    avoidEdge: (edge) => edge.kind === 'exceptional',
  });
  const behind = steps.filter(
    (step) =>
      step.releases &&
      step.site.call.span.start !== failing.site.call.span.start &&
      reached.has(graph.pointAt(step.point.block, step.point.index)),
  );
  return distinctBySpan(behind).slice(0, maximumReleases);
}

/** Does the release work on, or hang on, what the failing step returns? */
function needsResult(failing: TeardownStep, release: TeardownStep): boolean {
  const { ir } = failing.site.caller;
  const needed = [...operandsOf(release.site.call), ...decidingConditions(ir, release.point.block)];
  return sliceOf(ir, needed).has(failing.site.call.result);
}

/** Has an earlier step, on every way to the failing one, given what the release gives back to somebody else? */
function isHandedOverBefore({ failing, release, steps }: Candidate): boolean {
  const owed = givenUp(release.events).map(({ name }) => name.slice('release:'.length));
  if (owed.length === 0) return false;
  const { ir } = failing.site.caller;
  const before = steps.filter((step) => step !== failing && isCompletedBefore(ir, step.point, failing.point));
  return owed.every((resource) => before.some((step) => step.events.has(`transfer:${resource}`)));
}

function isCompletedBefore(ir: IrFunction, first: Point, second: Point): boolean {
  return first.block === second.block ? first.index < second.index : dominates(ir, first.block, second.block);
}

function isSameRelease(step: TeardownStep, release: TeardownStep): boolean {
  if (step.site.call.span.start === release.site.call.span.start) return true;
  if (!step.releases) return false;
  if (step.name === release.name && step.name !== '') return true;
  const wanted = givenUp(release.events);
  return wanted.length > 0 && wanted.every(({ name }) => step.events.has(name));
}
