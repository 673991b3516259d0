/**
 * Arithmetic on host paths: relative to a host's root, forward slashes, no leading or trailing slash, no `.` or `..`.
 * The root itself is ''. So `joinPath('', 'a')` is 'a', and `parentOf('a')` is ''.
 */

/** The path of `name` in `directory`. */
export function joinPath(directory: string, name: string): string {
  if (directory === '') return name;
  return name === '' ? directory : `${directory}/${name}`;
}

/** The directory that holds `path`; that of the root is the root. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last segment. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether `path` is `directory` or lies in it. */
export function isBeneath(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

/** `path` as seen from `directory`, which must hold it. */
export function relativeTo(path: string, directory: string): string {
  if (directory === '') return path;
  return path === directory ? '' : path.slice(directory.length + 1);
}

/**
 * Applies `.`, `..` and doubled slashes of `path`, read from `directory`; null when it climbs above the root.
 * `resolvePath('a/b', '../c')` is 'a/c'.
 */
export function resolvePath(directory: string, path: string): string | null {
  const segments = directory === '' ? [] : directory.split('/');
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.join('/');
}

/** The deepest directory that holds all of `directories`; '' for none. */
export function commonDirectory(directories: readonly string[]): string {
  const [first, ...others] = directories;
  let common = first ?? '';
  for (const directory of others) {
    while (!isBeneath(directory, common)) common = parentOf(common);
  }
  return common;
}

/** Orders paths by code units: the same on every machine and in every locale. */
export function comparePaths(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Sorted copy without doubles. */
export function sortedPaths(paths: Iterable<string>): string[] {
  return [...new Set(paths)].sort(comparePaths);
}
