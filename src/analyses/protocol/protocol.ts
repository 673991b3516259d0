/**
 * Typestate protocols: which step must come before another, which must follow, and what a failure after a step owes.
 *
 * Models name the steps of APIs (`console.disable`) and the clauses of a protocol; this module says where functions
 * break them. A step performed inside a callee counts at the call, constant arguments included (see
 * obligations/events.ts).
 *
 * Terms
 * - **step site**: a call that may perform a step.
 * - **lapse**: a path of one function that breaks an on-failure clause: after the step something raises, and the
 *   function is left without the step that would make up for it.
 *
 * Worked example: `_enable_console(False); _enable_console(True)` has a site of console.disable and one of
 * console.enable; with the clause "on failure after console.disable: console.enable", the path "the second call raises →
 * function left" is a lapse unless a handler enables again.
 */
import type { Models, ProtocolModel } from '../../models/model.ts';
import type { ProjectFunction } from '../../project/project.ts';
import type { Exceptions } from '../exceptions/exceptions.ts';
import type { Events } from '../obligations/events.ts';
import { findUnmetPath, type WalkPath } from '../obligations/walk.ts';
import { type KeyQuestion, type KeyTest, keyTestsOf } from './key-tests.ts';
import { type Lapse, lapsesOf, type Sequence, sequencesOf } from './lapses.ts';
import { isCertain, isPrecededBy, type StepSite, stepSitesOf } from './step-sites.ts';

export interface FailureClause {
  /** The step that makes up for the failure. */
  readonly step: string;
  /** The step after which a failure matters. */
  readonly after: string;
}

export interface Protocols {
  readonly models: readonly ProtocolModel[];
  /** Calls of the function that may perform the step, in the order of the text. */
  sitesOf(fn: ProjectFunction, step: string): readonly StepSite[];
  /** May calling the function perform the step? */
  performs(fn: ProjectFunction, step: string): boolean;
  /** Does every path to the site complete one of the steps first? */
  dominatedBy(site: StepSite, steps: readonly string[]): boolean;
  /** A path on which, after the site completed, the function returns without any of the steps; null: none. */
  notFollowedBy(site: StepSite, steps: readonly string[]): WalkPath | null;
  /** Where the function performs the first step and then, on a normal way, the second. */
  sequences(fn: ProjectFunction, clause: FailureClause): readonly Sequence[];
  /** Branches that decide by a key of what one of `sources` is made of: `console['type'] == 'socat'`. */
  keyTests(fn: ProjectFunction, question: KeyQuestion): readonly KeyTest[];
  /** Where failures leave the function in the state between the two steps. */
  lapses(fn: ProjectFunction, clause: FailureClause): readonly Lapse[];
}

export interface ProtocolInput {
  readonly models: Models;
  readonly exceptions: Exceptions;
  /** The events of one step alone; asked once for a step. */
  readonly eventsOf: (step: string) => Events;
}

export function createProtocols(input: ProtocolInput): Protocols {
  const eventsByStep = new Map<string, Events>();
  const eventsOf = (step: string) => {
    const events = eventsByStep.get(step) ?? input.eventsOf(step);
    eventsByStep.set(step, events);
    return events;
  };
  const sitesOf = (fn: ProjectFunction, step: string) => stepSitesOf(eventsOf(step), fn, step);
  const anyOf = (fn: ProjectFunction, steps: readonly string[]) => steps.flatMap((step) => sitesOf(fn, step));
  return {
    models: input.models.protocols,
    sitesOf,
    performs: (fn, step) => eventsOf(step).of(fn).has(`step:${step}`),
    dominatedBy: (site, steps) => isPrecededBy(input.exceptions, site, anyOf(site.function, steps)),
    notFollowedBy: (site, steps) => {
      const following = new Set(
        anyOf(site.function, steps)
          .filter(isCertain)
          .map((each) => each.key),
      );
      return findUnmetPath(input.exceptions, {
        function: site.function,
        from: { point: site.point, how: 'completed' },
        discharges: (point) => following.has(`${point.block}:${point.index}`),
        attemptCounts: false,
        degree: 'strong',
        exits: 'returned',
      });
    },
    sequences: (fn, clause) => sequencesOf({ fn, clause, sitesOf }),
    keyTests: (fn, question) => keyTestsOf(fn.ir, question),
    lapses: (fn, clause) => lapsesOf(input, { fn, clause, sitesOf }),
  };
}

export type { KeyTest, Lapse, Sequence, StepSite };
