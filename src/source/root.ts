/**
 * The root of a run: the directory that all paths of its report are relative to, and that module names start from.
 *
 * It is the working directory when every named path lies beneath it, else the deepest directory that holds them all;
 * and it is never inside a Python package, because module names would lose their beginning: with
 * `/srv/nova/nova/__init__.py`, naming `/srv/nova/nova/virt` from elsewhere gives the root `/srv/nova`.
 */
import type { FileHost } from './file-host.ts';
import { globBase, isGlob } from './glob.ts';
import { commonDirectory, isBeneath, joinPath, parentOf } from './paths.ts';

/** The root of a run, as a path of `host`. `named`: host paths and globs; `workingDirectory`: a host path, null: none. */
export async function chooseRoot(
  host: FileHost,
  named: readonly string[],
  workingDirectory: string | null,
): Promise<string> {
  const directories: string[] = [];
  for (const path of named) directories.push(await directoryOf(host, path));
  const beneath = workingDirectory !== null && directories.every((path) => isBeneath(path, workingDirectory));
  return aboveThePackage(host, beneath ? workingDirectory : commonDirectory(directories));
}

/** The outermost package around a file or directory: the highest directory of an unbroken chain of `__init__.py`. */
export async function outermostPackage(host: FileHost, path: string): Promise<string | null> {
  let found: string | null = null;
  let current = await directoryOf(host, path);
  while (current !== '' && (await isPackage(host, current))) {
    found = current;
    current = parentOf(current);
  }
  return found;
}

async function aboveThePackage(host: FileHost, directory: string): Promise<string> {
  let current = directory;
  while (current !== '' && (await isPackage(host, current))) current = parentOf(current);
  return current;
}

async function isPackage(host: FileHost, directory: string): Promise<boolean> {
  return (await host.kind(joinPath(directory, '__init__.py'))) !== 'missing';
}

async function directoryOf(host: FileHost, path: string): Promise<string> {
  const kind = await host.kind(path);
  if (kind === 'missing' && isGlob(path)) return globBase(path);
  if (kind === 'directory') return path;
  if (kind !== 'link') return parentOf(path);
  const listed = await host.list(path);
  return listed.kind === 'entries' ? path : parentOf(path);
}
