/**
 * What a function may raise, why, and what of it a handler catches.
 *
 * Terms
 * - **escape**: one class of exception (or an unknown one) that leaves a point or a function, with its origin.
 * - **strong**: somebody wrote the raise, or the call talks to another service, process or device and will fail some
 *   day. **weak**: nothing is known about the callee.
 * - **origin**: the chain of calls from the point asked about to the place where the exception rises.
 *
 * Worked example: for
 *
 *     def wait(node):                      destroy(node): NovaException, strong, origin
 *         if node.tries > 3:                 destroy: calls wait → wait: raises NovaException
 *             raise NovaException()        A remote call in destroy adds: unknown, strong, origin destroy: calls …
 *     def destroy(node):                   `except NovaException` around the call of wait removes the first.
 *         wait(node)
 *
 * Invariants: the answers are summaries, solved once per function, callees first. A `raise` without a class of its own
 * (bare, at the end of a finally, save_and_reraise_exception) passes on what its handler caught. Errors of the language
 * itself (a missing key, an attribute of None) are not counted: any line could raise them.
 */

import type { BlockId, Catches } from '../../ir/ir.ts';
import type { Models } from '../../models/model.ts';
import type { Project, ProjectFunction } from '../../project/project.ts';
import type { Span } from '../../source/text.ts';
import type { Budget } from '../analyses.ts';
import { type Certainty, createHierarchy, type Hierarchy } from './hierarchy.ts';
import { Propagation } from './propagation.ts';
import { RaisePoints } from './raise-points.ts';
import { createSummaries } from './summaries.ts';

/** An instruction of a function; `index` equal to the number of instructions is the terminator. */
export interface Point {
  readonly block: BlockId;
  readonly index: number;
}

export type Degree = 'strong' | 'weak';

/** What makes the exception rise: a `raise`, a modelled API, a remote call, a callee about which nothing is known. */
export type Cause = 'raise' | 'modelled' | 'remote' | 'unknown';

export interface Origin {
  readonly function: ProjectFunction;
  readonly point: Point;
  readonly span: Span;
  /** Path of the API that fails; null for a `raise`. */
  readonly api: string | null;
  /** The same exception inside the callee; null: it rises here. */
  readonly inner: Escape | null;
  /** Calls between here and where it rises. */
  readonly depth: number;
}

export interface Escape {
  /** Path of the class; null: some subclass of Exception. */
  readonly exception: string | null;
  /** The class itself, not one of its subclasses. */
  readonly exact: boolean;
  readonly degree: Degree;
  readonly cause: Cause;
  readonly origin: Origin;
}

export interface ExceptionSummary {
  /** Sorted by class. */
  readonly escapes: readonly Escape[];
  /** Of a generator: those that rise after a `yield`. A context manager raises them when it is left. */
  readonly afterYield: readonly Escape[];
  /** Some path reaches a `return` or the end of the body. */
  readonly returns: boolean;
}

export interface Exceptions {
  /** What leaves the function. */
  summaryOf(fn: ProjectFunction): ExceptionSummary;
  /** What the instruction or terminator at the point raises, handlers aside. */
  raisedAt(fn: ProjectFunction, point: Point): readonly Escape[];
  /** The handler blocks whose caught exception the point raises again; none: it raises something of its own. */
  raisedAgainAt(fn: ProjectFunction, point: Point): readonly BlockId[];
  /** False when the instruction never completes: it always raises. */
  completes(fn: ProjectFunction, point: Point): boolean;
  /** Whether the clause catches the escape. */
  caughtBy(fn: ProjectFunction, escaped: Escape, clause: Catches): Certainty;
  /** Whether leaving the `with` at the point suppresses the escape. */
  suppressedAt(fn: ProjectFunction, escaped: Escape, point: Point): Certainty;
  /** Does `except ancestor` catch every instance of `path`? */
  isSubclass(path: string, ancestor: string): boolean;
}

export interface ExceptionInput {
  readonly project: Project;
  readonly models: Models;
  readonly budget: Budget;
}

export const nothingRaised: ExceptionSummary = { escapes: [], afterYield: [], returns: false };

export function createExceptions(input: ExceptionInput): Exceptions {
  const hierarchy = createHierarchy(input.project, input.models);
  const points = new RaisePoints(input);
  const summaries = createSummaries<ProjectFunction, ExceptionSummary>({
    identify: (fn) => fn.index,
    dependencies: (fn) => points.calleesOf(fn),
    bottom: nothingRaised,
    compute: (fn, read) => new Propagation({ fn, points, hierarchy, read }).summary(),
    equal: sameSummary,
    exhausted: (fn) => input.budget.exhausted(fn.path, 'rounds of the exception summary'),
  });
  const local = localQuestions({ points, hierarchy, read: (fn) => summaries.get(fn) });
  return {
    summaryOf: (fn) => summaries.get(fn),
    raisedAt: (fn, point) => local(fn).raisedAt(point),
    raisedAgainAt: (fn, point) => local(fn).raisedAgainAt(point),
    completes: (fn, point) => local(fn).completes(point),
    caughtBy: (fn, escaped, clause) => local(fn).caughtBy(escaped, clause),
    suppressedAt: (fn, escaped, point) => local(fn).suppressedAt(escaped, point),
    isSubclass: hierarchy.isSubclass,
  };
}

/** The propagation of each function that was asked about, solved once. */
function localQuestions(shared: {
  readonly points: RaisePoints;
  readonly hierarchy: Hierarchy;
  readonly read: (fn: ProjectFunction) => ExceptionSummary;
}): (fn: ProjectFunction) => Propagation {
  const known = new Map<number, Propagation>();
  return (fn) => {
    const found = known.get(fn.index);
    if (found !== undefined) return found;
    shared.read(fn);
    const propagation = new Propagation({ fn, ...shared });
    propagation.summary();
    known.set(fn.index, propagation);
    return propagation;
  };
}

function sameSummary(left: ExceptionSummary, right: ExceptionSummary): boolean {
  return (
    left.returns === right.returns &&
    sameEscapes(left.escapes, right.escapes) &&
    sameEscapes(left.afterYield, right.afterYield)
  );
}

function sameEscapes(left: readonly Escape[], right: readonly Escape[]): boolean {
  return (
    left.length === right.length &&
    left.every((escaped, index) => {
      const other = right[index];
      return (
        other !== undefined &&
        escaped.exception === other.exception &&
        escaped.exact === other.exact &&
        escaped.degree === other.degree
      );
    })
  );
}
