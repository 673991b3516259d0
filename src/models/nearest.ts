import { nearestName } from '../source/nearest.ts';

/** `; did you mean 'sink'?` for a word close to a known one, or '' when none is near. */
export function hintFor(word: string, known: Iterable<string>): string {
  const nearest = nearestName(word, known);
  return nearest === null ? '' : `; did you mean '${nearest}'?`;
}
