/**
 * Finds what is declared for a path without trying every pattern.
 *
 * Exact paths are looked up in a map. A pattern is tried only for paths that end in its last segment or, when that is
 * a wildcard, begin with its first; the few that have wildcards at both ends are always tried.
 */
import { expandBraces, firstSegment, hasWildcard, lastSegment, matcherOf } from './path-pattern.ts';

interface Entry<Value> {
  readonly order: number;
  readonly value: Value;
}

interface PatternEntry<Value> extends Entry<Value> {
  readonly matches: (path: string) => boolean;
}

export interface PathIndex<Value> {
  /** Values whose patterns match the path, each once, in the order of declaration. */
  matching(path: string): readonly Value[];
}

/** Indexes `values` under their patterns; the order of the list is the order of answers. */
export function indexPaths<Value>(
  values: readonly Value[],
  patternsOf: (value: Value) => readonly string[],
): PathIndex<Value> {
  const index = new Buckets<Value>();
  values.forEach((value, order) => {
    for (const pattern of patternsOf(value).flatMap(expandBraces)) index.add(pattern, { order, value });
  });
  const remembered = new Map<string, readonly Value[]>();
  return {
    matching: (path) => {
      const known = remembered.get(path);
      if (known !== undefined) return known;
      const found = index.find(path);
      remembered.set(path, found);
      return found;
    },
  };
}

class Buckets<Value> {
  private readonly exact = new Map<string, Entry<Value>[]>();
  private readonly byLast = new Map<string, PatternEntry<Value>[]>();
  private readonly byFirst = new Map<string, PatternEntry<Value>[]>();
  private readonly always: PatternEntry<Value>[] = [];

  add(pattern: string, entry: Entry<Value>): void {
    const last = lastSegment(pattern);
    const first = firstSegment(pattern);
    if (!hasWildcard(pattern)) push(this.exact, pattern, entry);
    else if (!hasWildcard(last)) push(this.byLast, last, compiled(pattern, entry));
    else if (!hasWildcard(first)) push(this.byFirst, first, compiled(pattern, entry));
    else this.always.push(compiled(pattern, entry));
  }

  find(path: string): readonly Value[] {
    const candidates = [
      ...(this.byLast.get(lastSegment(path)) ?? []),
      ...(this.byFirst.get(firstSegment(path)) ?? []),
      ...this.always,
    ].filter((candidate) => candidate.matches(path));
    const found = new Map<number, Value>();
    for (const { order, value } of [...(this.exact.get(path) ?? []), ...candidates]) found.set(order, value);
    return [...found].sort(([left], [right]) => left - right).map(([, value]) => value);
  }
}

function compiled<Value>(pattern: string, entry: Entry<Value>): PatternEntry<Value> {
  return { ...entry, matches: matcherOf(pattern) };
}

function push<Item>(buckets: Map<string, Item[]>, key: string, item: Item): void {
  const bucket = buckets.get(key);
  if (bucket === undefined) buckets.set(key, [item]);
  else bucket.push(item);
}
