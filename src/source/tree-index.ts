/**
 * The directories of a fixed set of files: what `ls-tree` or a test lists as flat paths, made walkable.
 *
 * Example: the leaves `a/b.py` and `a/c/d.py` give the directories '' (a), 'a' (b.py, c) and 'a/c' (d.py).
 */
import { compareEntries, type Entry, type EntryKind, type LinkTarget, type ListResult } from './file-host.ts';
import { baseName, parentOf, resolvePath } from './paths.ts';

export type LeafKind = Exclude<EntryKind, 'directory'>;

export class TreeIndex {
  private readonly leaves: ReadonlyMap<string, LeafKind>;
  private readonly directories = new Map<string, Entry[]>([['', []]]);

  constructor(leaves: ReadonlyMap<string, LeafKind>) {
    this.leaves = leaves;
    for (const [path, kind] of leaves) {
      this.directoryEntries(parentOf(path)).push({ name: baseName(path), kind });
    }
    for (const entries of this.directories.values()) entries.sort(compareEntries);
  }

  list(directory: string): ListResult {
    const entries = this.directories.get(directory);
    return entries ? { kind: 'entries', entries } : { kind: 'failed', reason: 'no such directory' };
  }

  kind(path: string): EntryKind | 'missing' {
    if (this.directories.has(path)) return 'directory';
    return this.leaves.get(path) ?? 'missing';
  }

  /** Follows links from `path` (whose text is `text`); `readLink` gives the text of the next link on the way. */
  async follow(path: string, readLink: (path: string) => Promise<string>): Promise<LinkTarget> {
    const seen = new Set<string>();
    let current = path;
    while (this.kind(current) === 'link' && !seen.has(current)) {
      seen.add(current);
      const text = await readLink(current);
      const next = text.startsWith('/') ? null : resolvePath(parentOf(current), text);
      if (next === null) return { kind: 'outside', path: text };
      current = next;
    }
    const target = this.kind(current);
    if (target === 'file' || target === 'directory') return { kind: 'inside', path: current, target };
    return { kind: 'broken', path: current };
  }

  /** The entries of a directory, made (with the directories above it) when it is met for the first time. */
  private directoryEntries(directory: string): Entry[] {
    const known = this.directories.get(directory);
    if (known) return known;
    const entries: Entry[] = [];
    let current = directory;
    let held = entries;
    while (current !== '' && !this.directories.has(current)) {
      this.directories.set(current, held);
      const parent = parentOf(current);
      const above = this.directories.get(parent);
      const entry: Entry = { name: baseName(current), kind: 'directory' };
      if (above) {
        above.push(entry);
        return entries;
      }
      held = [entry];
      current = parent;
    }
    return entries;
  }
}

/** Whether a path from outside (a tree object, a test) is a host path; `..` and empty segments are not. */
export function isHostPath(path: string): boolean {
  return path !== '' && resolvePath('', path) === path;
}
