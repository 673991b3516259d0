/**
 * A set of escapes with one member a class: the surest and the shortest one stands for all others of its class.
 *
 * Invariants: deterministic (of two equal escapes the one added first stays); bounded: beyond the limit, further classes
 * become one unknown exception.
 */
import type { Cause, Escape } from './exceptions.ts';

/** Classes that one set tells apart. */
export const limits = { classes: 40 } as const;

const causeRank: Readonly<Record<Cause, number>> = { raise: 0, modelled: 1, remote: 2, unknown: 3 };

export class EscapeSet {
  private readonly members = new Map<string, Escape>();

  /** True when the set changed in a way that others can see: a new class, or a weak one that became strong. */
  add(escaped: Escape): boolean {
    const bounded =
      this.members.size < limits.classes ? escaped : { ...escaped, exception: null, exact: false };
    const key = keyOf(bounded);
    const present = this.members.get(key);
    if (present !== undefined && !isBetter(bounded, present)) return false;
    this.members.set(key, bounded);
    return present === undefined || present.degree !== bounded.degree;
  }

  addAll(escapes: Iterable<Escape>): boolean {
    let changed = false;
    for (const escaped of escapes) changed = this.add(escaped) || changed;
    return changed;
  }

  sorted(): readonly Escape[] {
    if (this.members.size < 2) return [...this.members.values()];
    return [...this.members].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, escaped]) => escaped);
  }

  values(): IterableIterator<Escape> {
    return this.members.values();
  }
}

interface Keys {
  readonly exact: string;
  readonly open: string;
}

/** Keys by class, made once: sets are built for every call of a tree, of few classes. */
const keysByClass = new Map<string, Keys>();

function keyOf({ exception, exact }: Escape): string {
  const path = exception ?? '';
  let keys = keysByClass.get(path);
  if (keys === undefined) {
    keys = { exact: `${path}|true`, open: `${path}|false` };
    keysByClass.set(path, keys);
  }
  return exact ? keys.exact : keys.open;
}

function isBetter(candidate: Escape, present: Escape): boolean {
  if (candidate.degree !== present.degree) return candidate.degree === 'strong';
  if (candidate.cause !== present.cause) return causeRank[candidate.cause] < causeRank[present.cause];
  return candidate.origin.depth < present.origin.depth;
}
