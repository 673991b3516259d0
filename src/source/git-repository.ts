/**
 * A git repository, bare or not, and the files of its revisions, read without a checkout.
 *
 * Links are answered as links and submodules as submodules; neither is followed out of the revision. A revision's files
 * share the repository's one reading process, so many revisions can be open at a time.
 */
import type { EntryKind, FileHost, LinkTarget, ListResult, ReadResult } from './file-host.ts';
import { GitObjects, type GitPlace, runGit } from './git-objects.ts';
import { InputError } from './input-error.ts';
import { isBeneath, relativeTo } from './paths.ts';
import { isHostPath, type LeafKind, TreeIndex } from './tree-index.ts';

/** One leaf of a revision's tree. */
interface TreeLeaf {
  readonly kind: LeafKind;
  /** Of the blob (files and links) or of the commit (submodules). */
  readonly id: string;
}

export class GitRepository {
  /** Path of `directory` from the top of the working tree; '' at the top and in bare repositories. */
  readonly prefix: string;
  private readonly place: GitPlace;
  private readonly objects: GitObjects;

  private constructor(place: GitPlace, prefix: string) {
    this.place = place;
    this.prefix = prefix;
    this.objects = new GitObjects(place);
  }

  /**
   * `directory`: any directory of the repository. `environment`: for git; null: that of this process.
   * Throws an InputError when `directory` is in no repository, or git is not installed.
   */
  static async open(directory: string, environment: GitPlace['environment'] = null): Promise<GitRepository> {
    const place = { directory, environment };
    try {
      const output = await runGit(place, ['rev-parse', '--show-prefix']);
      return new GitRepository(place, output.toString('utf8').trimEnd().replace(/\/$/, ''));
    } catch (error) {
      throw openingError(directory, error);
    }
  }

  /** The full id of the commit that `revision` names. Throws an InputError when there is none. */
  async commit(revision: string): Promise<string> {
    try {
      const wanted = `${revision}^{commit}`;
      const output = await runGit(this.place, ['rev-parse', '--verify', '--end-of-options', wanted]);
      return output.toString('latin1').trim();
    } catch {
      throw new InputError(
        `no revision '${revision}' in ${this.place.directory}`,
        'give a commit, branch or tag that `git rev-parse` knows; a shallow clone may lack it',
      );
    }
  }

  /** The files of a revision. `base`: the directory of the revision that becomes the host's root. */
  async revision(revision: string, base = ''): Promise<GitRevisionHost> {
    const commit = await this.commit(revision);
    // Without --full-tree, git lists only what lies beneath the directory in which it runs.
    const listing = await runGit(this.place, ['ls-tree', '-r', '-z', '--full-tree', commit]);
    return new GitRevisionHost(this.objects, parseTree(listing), { commit, base });
  }

  /** Ends the reading process. */
  async close(): Promise<void> {
    await this.objects.close();
  }
}

export class GitRevisionHost implements FileHost {
  /** The full id of the commit. */
  readonly commit: string;
  private readonly objects: GitObjects;
  private readonly all: ReadonlyMap<string, TreeLeaf>;
  private readonly leaves: ReadonlyMap<string, TreeLeaf>;
  private readonly index: TreeIndex;

  constructor(
    objects: GitObjects,
    leaves: ReadonlyMap<string, TreeLeaf>,
    place: { readonly commit: string; readonly base: string },
  ) {
    this.objects = objects;
    this.commit = place.commit;
    this.all = leaves;
    this.leaves = beneath(leaves, place.base);
    this.index = new TreeIndex(new Map([...this.leaves].map(([path, leaf]) => [path, leaf.kind])));
  }

  /** The same revision with `base`, a directory of its tree, as the root. */
  rebased(base: string): GitRevisionHost {
    return new GitRevisionHost(this.objects, this.all, { commit: this.commit, base });
  }

  async list(directory: string): Promise<ListResult> {
    return this.index.list(directory);
  }

  async kind(path: string): Promise<EntryKind | 'missing'> {
    return this.index.kind(path);
  }

  async read(path: string, limit: number): Promise<ReadResult> {
    const leaf = this.leaves.get(path);
    if (leaf?.kind === 'file') return this.objects.read(leaf.id, limit);
    if (leaf?.kind !== 'link') return { kind: 'failed', reason: 'no such file' };
    const target = await this.linkTarget(path);
    return target.kind === 'inside' && target.target === 'file'
      ? this.read(target.path, limit)
      : { kind: 'failed', reason: 'a link that leads to no file' };
  }

  async linkTarget(path: string): Promise<LinkTarget> {
    return this.index.follow(path, (link) => this.linkText(link));
  }

  contentId(path: string): string | null {
    const leaf = this.leaves.get(path);
    return leaf?.kind === 'file' ? leaf.id : null;
  }

  /** The repository owns the process; a revision holds nothing. */
  async close(): Promise<void> {}

  private async linkText(path: string): Promise<string> {
    const result = await this.objects.read(this.leaves.get(path)?.id ?? '', longestLink);
    return result.kind === 'bytes' ? Buffer.from(result.bytes).toString('utf8') : '';
  }
}

/** Longer link texts than any file system allows lead nowhere. */
const longestLink = 4096;

function beneath(leaves: ReadonlyMap<string, TreeLeaf>, base: string): ReadonlyMap<string, TreeLeaf> {
  if (base === '') return leaves;
  const held = [...leaves].filter(([path]) => isBeneath(path, base));
  return new Map(held.map(([path, leaf]) => [relativeTo(path, base), leaf]));
}

/** Reads `<mode> <type> <id>\t<path>\0…`. Entries whose path is no host path (`..`) are of a forged tree: kind other. */
function parseTree(listing: Buffer): ReadonlyMap<string, TreeLeaf> {
  const leaves = new Map<string, TreeLeaf>();
  for (const record of listing.toString('utf8').split('\0')) {
    const tab = record.indexOf('\t');
    const [mode, , id] = record.slice(0, tab).split(' ');
    const path = record.slice(tab + 1);
    if (mode !== undefined && id !== undefined && isHostPath(path))
      leaves.set(path, { kind: kindOf(mode), id });
  }
  return leaves;
}

function kindOf(mode: string): LeafKind {
  switch (mode) {
    case '100644':
    case '100755':
    case '100664':
      return 'file';
    case '120000':
      return 'link';
    case '160000':
      return 'submodule';
    default:
      return 'other';
  }
}

function openingError(directory: string, error: unknown): InputError {
  const text = error instanceof Error ? error.message : '';
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
    return new InputError('git was not found', 'install git, or analyze a directory instead of a revision');
  }
  if (text.includes('safe.directory')) {
    return new InputError(
      `git refuses ${directory}: it belongs to another user`,
      `git config --global --add safe.directory ${directory}`,
    );
  }
  if (text.includes('cannot change to')) return new InputError(`no directory ${directory}`, 'check --repo');
  return new InputError(`${directory} is not in a git repository`, 'name one with --repo');
}
