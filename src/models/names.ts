/**
 * What an identifier suggests by its name alone.
 *
 * An identifier is split into words; a model matches when its words are the last ones and none of its exclusions occurs
 * among them: `ipmi_password` is a password, `password_length` ends otherwise, `token_ttl_password` is excluded by `ttl`.
 */
import { wordsOf } from './identifier.ts';
import type { Label, NameModel } from './model.ts';
import { listOf, type RawModelFile } from './raw.ts';
import type { Reading } from './reading.ts';

export function readNames(file: RawModelFile, reading: Reading): NameModel[] {
  return (file.names ?? []).flatMap((raw, index) => {
    const labels = reading.labels(raw.labels, ['names', index, 'labels']);
    const unless = listOf(raw.unless);
    return listOf(raw.words).map((words) => ({ words: words.split(' '), unless, labels }));
  });
}

/** Answers `nameLabels`. */
export function indexNames(names: readonly NameModel[]): (identifier: string) => readonly Label[] {
  const byLastWord = new Map<string, NameModel[]>();
  for (const name of names) {
    const last = name.words.at(-1) ?? '';
    byLastWord.set(last, [...(byLastWord.get(last) ?? []), name]);
  }
  const remembered = new Map<string, readonly Label[]>();
  return (identifier) => {
    const known = remembered.get(identifier);
    if (known !== undefined) return known;
    const words = wordsOf(identifier);
    const candidates = byLastWord.get(words.at(-1) ?? '') ?? [];
    const matching = candidates.filter((name) => matches(name, words));
    const labels = [...new Set(matching.flatMap((name) => name.labels))].sort();
    remembered.set(identifier, labels);
    return labels;
  };
}

function matches(name: NameModel, words: readonly string[]): boolean {
  const ending = words.slice(words.length - name.words.length);
  return (
    name.words.every((word, index) => word === ending[index]) &&
    !name.unless.some((word) => words.includes(word))
  );
}
