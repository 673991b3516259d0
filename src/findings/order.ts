/**
 * One total order for everything a run tells, so that the same input gives the same bytes whatever order the rules, files
 * or workers finished in. Text is compared by UTF-16 code unit, never by locale.
 */
import type { Evidence, Notification, Place, Step } from './finding.ts';

/** What findings and drafts have in common, as far as order and sameness go. */
export interface Ordered {
  readonly rule: string;
  readonly message: string;
  readonly place: Place;
  readonly related?: readonly Step[];
  readonly trace?: readonly Step[];
}

/** By file, place and rule; among findings that agree so far the shortest trace comes first. */
export function compareFindings(left: Ordered, right: Ordered): number {
  return (
    comparePlaces(left.place, right.place) ||
    compareText(left.rule, right.rule) ||
    compareSteps(left.trace ?? [], right.trace ?? []) ||
    compareSteps(left.related ?? [], right.related ?? []) ||
    compareText(left.message, right.message)
  );
}

export function compareEvidence(left: Evidence, right: Evidence): number {
  return compareFindings(left, right) || compareText(left.kind, right.kind);
}

/** Notifications about the whole run first, then by file. */
export function compareNotifications(left: Notification, right: Notification): number {
  return (
    compareText(left.path ?? '', right.path ?? '') ||
    (left.span?.start ?? -1) - (right.span?.start ?? -1) ||
    (left.span?.end ?? -1) - (right.span?.end ?? -1) ||
    compareText(left.id, right.id) ||
    compareText(left.rule ?? '', right.rule ?? '') ||
    compareText(left.message, right.message) ||
    compareText(left.level, right.level)
  );
}

export function comparePlaces(left: Place, right: Place): number {
  return (
    compareText(left.path, right.path) ||
    left.span.start - right.span.start ||
    left.span.end - right.span.end ||
    compareText(left.function, right.function)
  );
}

export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function compareSteps(left: readonly Step[], right: readonly Step[]): number {
  if (left.length !== right.length) return left.length - right.length;
  for (const [index, step] of left.entries()) {
    const other = right[index];
    const order = other ? compareStep(step, other) : 1;
    if (order !== 0) return order;
  }
  return 0;
}

function compareStep(left: Step, right: Step): number {
  return comparePlaces(left.place, right.place) || compareText(left.message, right.message);
}
