/**
 * Acquire and release on all paths, the normal ones and those on which something raises.
 *
 * Rules ask here; see events.ts for what a call does to resources, walk.ts for paths, teardown.ts for teardowns.
 *
 * Worked example: `exitWithout({ function, point }, 'mount')` after a call that mounts gives the shortest path out of the
 * function on which nothing unmounts: raised by the parser that follows → function left.
 */
import type { Models } from '../../models/model.ts';
import type { Project, ProjectFunction } from '../../project/project.ts';
import type { Budget } from '../analyses.ts';
import type { Exceptions, Point } from '../exceptions/exceptions.ts';
import { type Acquired, exitWithout } from './acquired.ts';
import { EntryRoles } from './entry-roles.ts';
import type { EventCertainty, EventName, Events } from './events.ts';
import { Partners } from './partners.ts';
import {
  releaseStepsOf,
  resourcesOf,
  type SkippedReleases,
  skippedReleasesOf,
  type TeardownStep,
} from './teardown.ts';
import { soundsReleasing } from './vocabulary.ts';
import { findUnmetPath, type WalkPath, type WalkQuery } from './walk.ts';

export interface Obligations {
  readonly events: Events;
  /** How surely a call of the function performs the event; null: never. */
  performs(fn: ProjectFunction, event: EventName): EventCertainty | null;
  /** A path from an acquire to an exit on which the resource is neither released, returned, stored nor handed over. */
  exitWithout(acquired: Acquired): WalkPath | null;
  /** A path on which an obligation that the query states stays unmet. */
  unmetPath(query: WalkQuery): WalkPath | null;
  /** The releases that the function performs, in the order of the text. */
  releaseSteps(fn: ProjectFunction): readonly TeardownStep[];
  /** Resources that the step gives up for good: 'vif', 'firewall'. */
  resourcesOf(step: TeardownStep): readonly string[];
  /** What the function's steps skip when they raise. */
  skippedReleases(fn: ProjectFunction): readonly SkippedReleases[];
  /** Frameworks call it to tear something down, or it is the second half of a known pair. */
  isTeardown(fn: ProjectFunction): boolean;
  /** Setups beside a teardown whose acquisitions it owes, and teardowns beside a setup: see partners.ts. */
  setupsOf(teardown: ProjectFunction): readonly ProjectFunction[];
  teardownsOf(setup: ProjectFunction): readonly ProjectFunction[];
  /** Its name says that it releases: `_cleanup_deploy`. */
  soundsReleasing(fn: ProjectFunction): boolean;
  /** It overrides a method of a base class. */
  overridesSomething(fn: ProjectFunction): boolean;
}

export interface ObligationInput {
  readonly budget: Budget;
  readonly project: Project;
  readonly models: Models;
  readonly exceptions: Exceptions;
  readonly events: Events;
}

export function createObligations(input: ObligationInput): Obligations {
  const roles = new EntryRoles(input.project, input.models);
  const partners = new Partners(input.project, input.models);
  return {
    events: input.events,
    performs: (fn, event) => input.events.of(fn).get(event)?.certainty ?? null,
    exitWithout: (acquired) => exitWithout(input, acquired),
    unmetPath: (query) => findUnmetPath(input.exceptions, query),
    releaseSteps: (fn) => releaseStepsOf(input, fn),
    resourcesOf,
    skippedReleases: (fn) => skippedReleasesOf(input, fn),
    isTeardown: (fn) => roles.isTeardown(fn),
    setupsOf: (fn) => partners.setupsOf(fn),
    teardownsOf: (fn) => partners.teardownsOf(fn),
    soundsReleasing: (fn) => soundsReleasing(fn.ir.name),
    overridesSomething: (fn) => roles.overridesSomething(fn),
  };
}

export type { Acquired, Point, SkippedReleases, TeardownStep, WalkPath };
