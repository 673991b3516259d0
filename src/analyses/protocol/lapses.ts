/**
 * Failures that leave a function between two steps: after `console.disable`, before `console.enable` made up for it.
 *
 * | kind | path |
 * |---|---|
 * | unhandled | something raises, no clause lies on the way out |
 * | narrow | something raises, clauses lie on the way out and none of them catches it |
 * | unprotected-recovery | a handler tries to make up for it, that raises, and nothing tries again |
 *
 * A failing call counts as "after the step" when it raises behind the step inside of its callee: the request to disable
 * was accepted, waiting for it failed. Functions in which the second step never follows the first are not judged: they
 * only do the first.
 */
import { reachableFrom } from '../../flow/paths.ts';
import type { Catches } from '../../ir/ir.ts';
import type { ProjectFunction } from '../../project/project.ts';
import type { Escape, Exceptions, Origin } from '../exceptions/exceptions.ts';
import type { EventWitness } from '../obligations/events.ts';
import { findUnmetPath, pointGraphOf, type WalkPath, type WalkQuery } from '../obligations/walk.ts';
import type { StepSite } from './step-sites.ts';

export interface Lapse {
  readonly kind: 'unhandled' | 'narrow' | 'unprotected-recovery';
  /** The site of the first step. */
  readonly begun: StepSite;
  /** The site that fails and of which the rule speaks: of either step; null: something between them. */
  readonly failing: StepSite | null;
  /** What rises and leaves the function. */
  readonly escaped: Escape;
  /** The clauses that were passed and did not catch it. */
  readonly missed: readonly Catches[];
  readonly path: WalkPath;
}

export interface LapseInput {
  readonly exceptions: Exceptions;
}

interface LapseQuestion {
  readonly fn: ProjectFunction;
  readonly clause: { readonly step: string; readonly after: string };
  readonly sitesOf: (fn: ProjectFunction, step: string) => readonly StepSite[];
}

/** A step and what follows it on a normal way: a reset is console.disable followed by console.enable. */
export interface Sequence {
  readonly begun: StepSite;
  readonly following: readonly StepSite[];
}

export function sequencesOf({ fn, clause, sitesOf }: LapseQuestion): readonly Sequence[] {
  const begun = sitesOf(fn, clause.after).filter((site) => site.certainty !== 'may');
  if (begun.length === 0) return [];
  const ending = sitesOf(fn, clause.step);
  return begun.flatMap((site) => {
    const following = ending.filter((each) => each.key !== site.key && comesAfter(site, each));
    return following.length === 0 ? [] : [{ begun: site, following }];
  });
}

export function lapsesOf(input: LapseInput, question: LapseQuestion): readonly Lapse[] {
  return sequencesOf(question).flatMap((sequence) => {
    const ending = question.sitesOf(question.fn, question.clause.step);
    return new LapseFinder(input, { ...sequence, ending }).find();
  });
}

class LapseFinder {
  private readonly exceptions: Exceptions;
  private readonly begun: StepSite;
  private readonly following: readonly StepSite[];
  private readonly ending: readonly StepSite[];
  private readonly attempts: ReadonlySet<string>;

  constructor(input: LapseInput, sites: Sequence & { readonly ending: readonly StepSite[] }) {
    this.exceptions = input.exceptions;
    this.begun = sites.begun;
    this.following = sites.following;
    this.ending = sites.ending;
    this.attempts = new Set(sites.ending.map((site) => site.key));
  }

  find(): readonly Lapse[] {
    const left = [this.afterBegun(), this.whileBegun(), ...this.following.map((site) => this.atSite(site))];
    const recovery = this.recoverySites().map((site) => this.atRecovery(site));
    return [...left, ...recovery].filter((lapse) => lapse !== null);
  }

  /** Something between the two steps raises. */
  private afterBegun(): Lapse | null {
    const path = this.walk({ point: this.begun.point, how: 'completed' });
    return this.lapse(path, null);
  }

  /** The first step itself raises after its effect. */
  private whileBegun(): Lapse | null {
    const { function: fn, point, witness } = this.begun;
    const escapes = this.exceptions
      .raisedAt(fn, point)
      .filter((escaped) => escaped.degree === 'strong' && risesAfter(escaped.origin, witness));
    if (escapes.length === 0) return null;
    return this.lapse(this.walk({ point, how: 'raised', escapes }), this.begun);
  }

  /** The second step raises. */
  private atSite(site: StepSite): Lapse | null {
    return this.lapse(this.walk({ point: site.point, how: 'raised' }), site);
  }

  /** A handler's attempt raises and no clause of the function sees to it. */
  private atRecovery(site: StepSite): Lapse | null {
    const path = this.walk({ point: site.point, how: 'raised' });
    if (path === null || path.steps.some((step) => step.kind === 'caught')) return null;
    const lapse = this.lapse(path, site);
    return lapse === null ? null : { ...lapse, kind: 'unprotected-recovery' };
  }

  private recoverySites(): readonly StepSite[] {
    const normal = new Set(this.following.map((site) => site.key));
    return this.ending.filter((site) => !normal.has(site.key) && site.key !== this.begun.key);
  }

  private walk(from: WalkQuery['from']): WalkPath | null {
    return findUnmetPath(this.exceptions, {
      function: this.begun.function,
      from,
      discharges: (point) => this.attempts.has(`${point.block}:${point.index}`),
      attemptCounts: true,
      degree: 'strong',
      exits: 'raised',
    });
  }

  private lapse(path: WalkPath | null, failing: StepSite | null): Lapse | null {
    const escaped = path?.steps[0]?.escaped ?? path?.escaped ?? null;
    if (path === null || escaped === null) return null;
    const kind = path.missed.length > 0 ? 'narrow' : 'unhandled';
    return { kind, begun: this.begun, failing, escaped, missed: path.missed, path };
  }
}

function comesAfter(first: StepSite, second: StepSite): boolean {
  const graph = pointGraphOf(first.function.ir);
  const from = graph.pointAt(first.point.block, first.point.index);
  return reachableFrom(graph, {
    from: [from],
    avoidEdge: (edge) => edge.kind === 'exceptional',
  }).has(graph.pointAt(second.point.block, second.point.index));
}

/** Inside the callee: does the exception rise behind the event, rather than before it or by the event's own failure? */
function risesAfter(origin: Origin, witness: EventWitness): boolean {
  const raised = origin.inner?.origin;
  const event = witness.inner;
  if (raised === undefined || event === null || raised.function !== event.function) return false;
  const { ir } = event.function;
  const graph = pointGraphOf(ir);
  const eventNode = graph.pointAt(event.point.block, event.point.index);
  const raisedNode = graph.pointAt(raised.point.block, raised.point.index);
  if (eventNode === raisedNode) return risesAfter(raised, event);
  const completed = (graph.outgoing[eventNode] ?? []).filter((edge) => edge.kind === 'normal');
  return reachableFrom(graph, { from: completed.map((edge) => edge.to) }).has(raisedNode);
}
