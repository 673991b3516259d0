/**
 * Labels of attributes and of the values under their keys.
 *
 * The path of a key is `class.attribute[key]`. The first key pattern that matches decides; a key that no pattern names
 * has the origins of the whole, but is no secret: `driver_info` holds credentials, `driver_info[ipmi_address]` is none.
 */

import { expandBraces, matcherOf } from '../project/path-pattern.ts';
import type { Keys } from './document.ts';
import type { Label } from './model.ts';
import { indexPaths } from './path-index.ts';
import type { RawKeyedField, RawModelFile } from './raw.ts';
import type { Reading } from './reading.ts';

/** One `fields` entry; in the order of the file. */
export interface Field {
  readonly pattern: string;
  readonly whole: readonly Label[];
  /** Patterns of keys without braces, the first that matches counts. */
  readonly keys: readonly { readonly pattern: string; readonly labels: readonly Label[] }[];
}

export function readFields(file: RawModelFile, reading: Reading): Field[] {
  return Object.entries(file.fields ?? {}).map(([pattern, written]) => {
    const at: Keys = ['fields', pattern];
    if (!isKeyed(written)) return { pattern, whole: reading.labels(written, at), keys: [] };
    return {
      pattern,
      whole: reading.labels(written.labels, [...at, 'labels']),
      keys: Object.entries(written.keys ?? {}).flatMap(([key, labels]) => {
        const read = reading.labels(labels, [...at, 'keys', key]);
        return expandBraces(key).map((text) => ({ pattern: text, labels: read }));
      }),
    };
  });
}

function isKeyed(written: string | readonly string[] | RawKeyedField): written is RawKeyedField {
  return typeof written === 'object' && !Array.isArray(written);
}

/** Answers `fieldLabels`. */
export function indexFields(fields: readonly Field[]): (path: string) => readonly Label[] {
  const index = indexPaths(fields, (field) => [field.pattern]);
  const remembered = new Map<string, readonly Label[]>();
  return (path) => {
    const known = remembered.get(path);
    if (known !== undefined) return known;
    const { attribute, key } = splitKey(path);
    const labels = new Set(index.matching(attribute).flatMap((field) => labelsOf(field, key)));
    const sorted = [...labels].sort();
    remembered.set(path, sorted);
    return sorted;
  };
}

function labelsOf(field: Field, key: string | null): readonly Label[] {
  if (key === null) return field.whole;
  const named = field.keys.find((candidate) => matcherOf(candidate.pattern)(key));
  return named?.labels ?? field.whole.filter((label) => label.startsWith('origin:'));
}

function splitKey(path: string): { attribute: string; key: string | null } {
  const open = path.indexOf('[');
  if (open < 0 || !path.endsWith(']')) return { attribute: path, key: null };
  return { attribute: path.slice(0, open), key: path.slice(open + 1, -1) };
}
