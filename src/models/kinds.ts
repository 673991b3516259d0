/** The table of kinds: a kind that is used but not declared is a typing error, and would silently match nothing. */
import { hintFor } from './nearest.ts';
import type { KindGroup, RawModelFile } from './raw.ts';

/** Kind → its meaning in one line. */
export type KindTable = { readonly [Group in KindGroup]: ReadonlyMap<string, string> };

const groups: readonly KindGroup[] = ['sinks', 'origins', 'secrets', 'resources', 'steps', 'entry-points'];

const singular: { readonly [Group in KindGroup]: string } = {
  sinks: 'sink',
  origins: 'origin',
  secrets: 'secret',
  resources: 'resource',
  steps: 'step',
  'entry-points': 'entry point',
};

/** The union of what all files declare; the last meaning of a kind counts. */
export function collectKinds(files: readonly RawModelFile[]): KindTable {
  const tables = groups.map((group) => {
    const entries = files.flatMap((file) => Object.entries(file.kinds?.[group] ?? {}));
    return [group, new Map(entries)] as const;
  });
  return Object.fromEntries(tables) as unknown as KindTable;
}

/** What is wrong with the use of a kind, or null. */
export function undeclaredKind(kinds: KindTable, group: KindGroup, used: string): string | null {
  if (kinds[group].has(used)) return null;
  return `unknown kind of ${singular[group]} '${used}'${hintFor(used, kinds[group].keys())}`;
}

/** The same for a label or a pattern of labels: `secret:token`, `origin:*`. */
export function undeclaredLabel(kinds: KindTable, label: string): string | null {
  const [dimension, kind] = label.split(':');
  if (kind === undefined || kind === '*') return null;
  return undeclaredKind(kinds, dimension === 'secret' ? 'secrets' : 'origins', kind);
}
