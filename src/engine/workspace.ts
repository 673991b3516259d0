/**
 * From what a user types (a working directory, paths, a revision) to a file host and the paths in it.
 *
 * Without a revision the host is a directory of the disk, else a directory of a revision; both are rooted where `root.ts`
 * says, and paths of the report are relative to that root.
 */
import { parse, relative, resolve, sep } from 'node:path';
import { DiskHost } from '../source/disk-host.ts';
import type { FileHost } from '../source/file-host.ts';
import { GitRepository } from '../source/git-repository.ts';
import { InputError } from '../source/input-error.ts';
import { relativeTo, resolvePath } from '../source/paths.ts';
import { chooseRoot } from '../source/root.ts';

export interface WorkspaceRequest {
  /** Absolute. */
  readonly workingDirectory: string;
  /** As typed: relative to the working directory, or absolute; of a revision, relative to the place in the repository. */
  readonly paths: readonly string[];
  /** null: the files on disk. */
  readonly revision: string | null;
  /** A directory of the repository; null: the working directory's. */
  readonly repository: string | null;
  /** Environment variables for git; null: those of this process. */
  readonly environment: Readonly<Record<string, string | undefined>> | null;
}

export interface Workspace {
  readonly host: FileHost;
  /** The absolute path of the host's root; of a revision, where the root is in the working tree. */
  readonly rootDirectory: string;
  /** Host paths and globs. */
  readonly paths: readonly string[];
  /** The same directory at a revision. Throws an InputError where there is no such revision. */
  readonly atRevision: (revision: string) => Promise<Earlier>;
  /** Releases the host. */
  readonly close: () => Promise<void>;
}

/** The files of a revision, rooted where the workspace is. */
export interface Earlier {
  readonly host: FileHost;
  readonly close: () => Promise<void>;
}

/** Throws an InputError for a repository, revision or directory that is not there. */
export function openWorkspace(request: WorkspaceRequest): Promise<Workspace> {
  const { revision } = request;
  return revision === null ? openDisk(request) : openRevision(request, revision);
}

async function openDisk(request: WorkspaceRequest): Promise<Workspace> {
  const { workingDirectory, paths, repository, environment } = request;
  const start = repository === null ? workingDirectory : resolve(workingDirectory, repository);
  const top = parse(start).root;
  const toHost = (path: string) => relative(top, path).split(sep).join('/');
  const named = paths.map((path) => toHost(resolve(start, path)));
  const root = await chooseRoot(new DiskHost(top), named, toHost(start));
  return {
    host: new DiskHost(resolve(top, root)),
    rootDirectory: resolve(top, root),
    paths: named.map((path) => relativeTo(path, root)),
    atRevision: (revision) => openEarlier(resolve(top, root), revision, environment),
    close: async () => {},
  };
}

async function openRevision(request: WorkspaceRequest, revision: string): Promise<Workspace> {
  const { workingDirectory, repository: named, environment } = request;
  const directory = resolve(workingDirectory, named ?? '.');
  const repository = await GitRepository.open(directory, environment);
  try {
    const files = await repository.revision(revision);
    const paths = request.paths.map((path) => revisionPath(path, directory, repository.prefix));
    const root = await chooseRoot(files, paths, repository.prefix);
    return {
      host: files.rebased(root),
      rootDirectory: resolve(topOf(directory, repository.prefix), root),
      paths: paths.map((path) => relativeTo(path, root)),
      atRevision: async (earlier) => ({
        host: (await repository.revision(earlier)).rebased(root),
        close: async () => {},
      }),
      close: () => repository.close(),
    };
  } catch (error) {
    await repository.close();
    throw error;
  }
}

/** The revision of the repository around `directory`, with that directory as its root. */
async function openEarlier(
  directory: string,
  revision: string,
  environment: WorkspaceRequest['environment'],
): Promise<Earlier> {
  const repository = await GitRepository.open(directory, environment);
  try {
    const files = await repository.revision(revision);
    return { host: files.rebased(repository.prefix), close: () => repository.close() };
  } catch (error) {
    await repository.close();
    throw error;
  }
}

/** The top of the working tree in which `directory` lies at `prefix`. */
function topOf(directory: string, prefix: string): string {
  return prefix === '' ? directory : resolve(directory, ...prefix.split('/').map(() => '..'));
}

/** The path in the revision's tree of one that the user typed in `directory`, which lies at `prefix` in the tree. */
function revisionPath(path: string, directory: string, prefix: string): string {
  const typed = parse(path).root === '' ? path : relative(directory, path).split(sep).join('/');
  const inTree = resolvePath(prefix, typed);
  if (inTree === null)
    throw new InputError(`${path} lies outside of the repository`, 'give paths inside of it');
  return inTree;
}
