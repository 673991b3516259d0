/**
 * Where files come from: a disk, memory, or a revision of a git repository. All paths are host paths (paths.ts).
 *
 * Invariants
 * - A host never follows a link by itself: `list` and `kind` say 'link', and `linkTarget` says where it leads.
 * - Nothing that a file's content or name says makes a method throw: what cannot be read is an answer.
 * - Lists are sorted by name, so that every order derived from them is the same on every machine.
 */

export type EntryKind = 'file' | 'directory' | 'link' | 'submodule' | 'other';

/** A name in a directory. */
export interface Entry {
  readonly name: string;
  readonly kind: EntryKind;
}

export type ListResult =
  | { readonly kind: 'entries'; readonly entries: readonly Entry[] }
  | { readonly kind: 'failed'; readonly reason: string };

export type ReadResult =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** More bytes than asked for at most; none were kept. */
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** Where a link leads in the end. `outside`: out of the host's root and of the path that the user named. */
export type LinkTarget =
  | { readonly kind: 'inside'; readonly path: string; readonly target: 'file' | 'directory' }
  | { readonly kind: 'outside'; readonly path: string }
  | { readonly kind: 'broken'; readonly path: string };

export interface FileHost {
  /** What the directory holds. */
  list(directory: string): Promise<ListResult>;
  /** What `path` is; a path that is not there is 'missing'. */
  kind(path: string): Promise<EntryKind | 'missing'>;
  /** The bytes of a file of at most `limit` bytes. Reads through a link that the caller has found to lead inside. */
  read(path: string, limit: number): Promise<ReadResult>;
  /** Where the link at `path` leads; `named` is the path given by the user under which it was met. */
  linkTarget(path: string, named: string): Promise<LinkTarget>;
  /** An identifier that two files of this kind of host share only when their bytes are equal; null: not known unread. */
  contentId(path: string): string | null;
  /** Releases what the host holds (processes); the host is not used afterwards. */
  close(): Promise<void>;
}

/** Orders entries by name. */
export function compareEntries(left: Entry, right: Entry): number {
  if (left.name === right.name) return 0;
  return left.name < right.name ? -1 : 1;
}
