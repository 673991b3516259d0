/**
 * Summaries on demand: the least fixpoint of equations that read each other, solved only where it is asked for.
 *
 * Worked example: the summary of `destroy` reads that of `_unprovision`, which reads that of a nested function; asking
 * for `destroy` solves the three, innermost first. Functions that call each other are solved again until none changes.
 *
 * Invariants: `compute` reads other keys only through `read`, is monotone in what it reads, and `dependencies` names at
 * least the keys that it reads. No recursion: call chains are as deep as the analyzed text makes them.
 */
export interface SummaryProblem<Key, Value> {
  readonly identify: (key: Key) => string;
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
  readonly readers: Set<string>;
}

export function createSummaries<Key, Value>(problem: SummaryProblem<Key, Value>): Summaries<Key, Value> {
  const entries = new Map<string, Entry<Key, Value>>();
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
  entries: Map<string, Entry<Key, Value>>,
  root: Key,
): readonly string[] {
  const order: string[] = [];
  const stack: { id: string; pending: readonly Key[]; next: number }[] = [];
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
  entries: Map<string, Entry<Key, Value>>,
  order: readonly string[],
): void {
  const rank = new Map(order.map((id, position) => [id, position]));
  let pending = [...order];
  while (pending.length > 0) {
    const changed = new Set<string>();
    for (const id of pending) for (const reader of recompute(problem, entries, id)) changed.add(reader);
    pending = [...changed]
      .filter((id) => rank.has(id))
      .sort((left, right) => (rank.get(left) ?? 0) - (rank.get(right) ?? 0));
  }
}

/** The keys that read this one and have to be computed again. */
function recompute<Key, Value>(
  problem: SummaryProblem<Key, Value>,
  entries: Map<string, Entry<Key, Value>>,
  id: string,
): readonly string[] {
  const entry = entries.get(id);
  if (entry === undefined) return [];
  entry.rounds += 1;
  if (entry.rounds > maximumRounds) {
    if (entry.rounds === maximumRounds + 1) problem.exhausted(entry.key);
    return [];
  }
  const before = entry.value;
  entry.value = problem.compute(entry.key, (other) => {
    const read = entries.get(problem.identify(other));
    read?.readers.add(id);
    return read?.value ?? problem.bottom;
  });
  return problem.equal(before, entry.value) ? [] : [...entry.readers];
}
