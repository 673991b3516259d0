/**
 * Summaries on demand: the least fixpoint of equations that read each other, solved only where it is asked for.
 *
 * Worked example: the summary of `destroy` reads that of `_unprovision`, which reads that of a nested function; asking
 * for `destroy` solves the three, innermost first. Functions that call each other are solved again until none changes.
 *
 * Invariants: `compute` reads other keys only through `read`, is monotone in what it reads, and `dependencies` names at
 * least the keys that it reads. No recursion: call chains are as deep as the analyzed text makes them.
 */
export type Identity = string | number;

export interface SummaryProblem<Key, Value> {
  readonly identify: (key: Key) => Identity;
  readonly dependencies: (key: Key) => readonly Key[];
  readonly bottom: Value;
  readonly compute: (key: Key, read: (other: Key) => Value) => Value;
  readonly equal: (left: Value, right: Value) => boolean;
  /** Called for a key that still changes after `maximumRounds`; its last value stands. */
  readonly exhausted: (key: Key) => void;
}

export interface Summaries<Key, Value> {
  get(key: Key): Value;
}

const maximumRounds = 24;

interface Entry<Key, Value> {
  readonly key: Key;
  value: Value;
  rounds: number;
  readonly readers: Set<Identity>;
}

export function createSummaries<Key, Value>(problem: SummaryProblem<Key, Value>): Summaries<Key, Value> {
  const entries = new Map<Identity, Entry<Key, Value>>();
  return {
    get: (key) => {
      const id = problem.identify(key);
      const known = entries.get(id);
      if (known !== undefined) return known.value;
      solve(problem, entries, reachableBottomUp(problem, entries, key));
      return entries.get(id)?.value ?? problem.bottom;
    },
  };
}

/** The unsolved keys that `root` depends on, each after its dependencies where there is no cycle. */
function reachableBottomUp<Key, Value>(
  problem: SummaryProblem<Key, Value>,
  entries: Map<Identity, Entry<Key, Value>>,
  root: Key,
): readonly Identity[] {
  const order: Identity[] = [];
  const stack: { id: Identity; pending: readonly Key[]; next: number }[] = [];
  const visit = (key: Key) => {
    const id = problem.identify(key);
    if (entries.has(id)) return;
    entries.set(id, { key, value: problem.bottom, rounds: 0, readers: new Set() });
    stack.push({ id, pending: problem.dependencies(key), next: 0 });
  };
  visit(root);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const dependency = top.pending[top.next];
    top.next += 1;
    if (dependency !== undefined) {
      visit(dependency);
      continue;
    }
    order.push(top.id);
    stack.pop();
  }
  return order;
}

function solve<Key, Value>(
  problem: SummaryProblem<Key, Value>,
  entries: Map<Identity, Entry<Key, Value>>,
  order: readonly Identity[],
): void {
  let pending: readonly Identity[] = order;
  let rank: ReadonlyMap<Identity, number> | null = null;
  while (pending.length > 0) {
    const changed = new Set<Identity>();
    for (const id of pending) recompute(problem, entries, { id, changed });
    if (changed.size === 0) return;
    rank ??= new Map(order.map((id, position) => [id, position]));
    const place = rank;
    pending = [...changed]
      .filter((id) => place.has(id))
      .sort((left, right) => (place.get(left) ?? 0) - (place.get(right) ?? 0));
  }
}

/** Adds the keys that read this one, and have to be computed again, to `changed`. */
function recompute<Key, Value>(
  problem: SummaryProblem<Key, Value>,
  entries: Map<Identity, Entry<Key, Value>>,
  { id, changed }: { readonly id: Identity; readonly changed: Set<Identity> },
): void {
  const entry = entries.get(id);
  if (entry === undefined) return;
  entry.rounds += 1;
  if (entry.rounds > maximumRounds) {
    if (entry.rounds === maximumRounds + 1) problem.exhausted(entry.key);
    return;
  }
  const before = entry.value;
  entry.value = problem.compute(entry.key, (other) => {
    const read = entries.get(problem.identify(other));
    read?.readers.add(id);
    return read?.value ?? problem.bottom;
  });
  if (problem.equal(before, entry.value)) return;
  for (const reader of entry.readers) changed.add(reader);
}
