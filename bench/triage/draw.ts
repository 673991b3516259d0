/**
 * A sample of findings drawn at random by a fixed seed, so that everybody draws the same one.
 *
 * Findings are ordered by tree, path, line and rule before they are drawn. The generator is mulberry32 (Tommy Ettinger, public
 * domain), the draw a Fisher-Yates shuffle of which the first `count` are taken.
 */

/** A finding as `ironvet check --json` writes it, as far as it is drawn. */
export interface ReportedFinding {
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly fingerprint: string;
  readonly place: { readonly path: string; readonly function: string; readonly startLine?: number };
}

export interface Candidate {
  readonly tree: string;
  readonly finding: ReportedFinding;
}

/** `count` candidates in the order of the tree; all of them when there are no more. */
export function drawn(candidates: readonly Candidate[], count: number, seed: number): readonly Candidate[] {
  const pool = candidates.toSorted(byPlace);
  const random = mulberry32(seed);
  for (let index = pool.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const here = pool[index];
    const there = pool[other];
    if (here === undefined || there === undefined) continue;
    pool[index] = there;
    pool[other] = here;
  }
  return pool.slice(0, count).sort(byPlace);
}

function byPlace(left: Candidate, right: Candidate): number {
  return compare(left.tree, right.tree) || compare(keyOf(left.finding), keyOf(right.finding));
}

function keyOf({ place, rule, fingerprint }: ReportedFinding): string {
  return `${place.path}:${String(place.startLine ?? 0).padStart(7, '0')}:${rule}:${fingerprint}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Numbers from 0 to below 1. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
