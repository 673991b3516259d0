/**
 * Which files a run analyzes.
 *
 * A **named** path (a file or directory that the user gave) is always taken. A **walk** of a named directory leaves out
 * tests, environments and build output (exclusions.ts), what `.gitignore` files leave out, and what the configuration
 * excludes; a glob is a walk of the directory in front of its first wildcard, narrowed to what matches.
 *
 * Example: with `a/x.py`, `a/tests/test_x.py` and `a/notes.txt`, the path `a` gives [a/x.py] and the problem "left out:
 * 1 directory of tests"; the path `a/tests` gives [a/tests/test_x.py].
 *
 * Invariant: a supported file beneath a named path is in `files`, or in `problems`, or left out for a reason that
 * `problems` counts, or ignored by a `.gitignore`.
 */
import type { ExclusionOptions } from './exclusions.ts';
import { isEnvironmentPath, isTestPath } from './exclusions.ts';
import type { FileHost } from './file-host.ts';
import { expandGlob, globBase, isGlob } from './glob.ts';
import { InputError } from './input-error.ts';
import { nearestName } from './nearest.ts';
import { baseName, comparePaths, isBeneath, joinPath, parentOf, sortedPaths } from './paths.ts';
import type { PathPatterns } from './patterns.ts';
import type { SourceProblem } from './problem.ts';
import { Walk, type WalkResult } from './walk.ts';

export interface DiscoveryOptions extends ExclusionOptions {
  /** Host paths of files and directories, and globs relative to the root. */
  readonly paths: readonly string[];
  /** Whether a front end reads files of this name. */
  readonly supports: (path: string) => boolean;
  /** Empty: everything. */
  readonly include: PathPatterns;
  readonly exclude: PathPatterns;
}

export interface Discovery {
  /** Sorted, without doubles. */
  readonly files: readonly string[];
  /** Sorted by path. */
  readonly problems: readonly SourceProblem[];
}

/** Finds the files of a run. Throws an InputError for a path that does not exist and a glob that matches nothing. */
export async function discover(host: FileHost, options: DiscoveryOptions): Promise<Discovery> {
  const results: WalkResult[] = [];
  for (const path of options.paths) results.push(await discoverNamed(host, path, options));
  const chosen = new Set(results.flatMap((result) => result.files));
  // A link to a file that is analyzed under its own name would report everything in it twice.
  const linked = results.flatMap((result) => result.linkedFiles).filter((link) => !chosen.has(link.target));
  const files = sortedPaths([...chosen, ...linked.map((link) => link.path)]);
  const kept = narrowed(files, options);
  const problems = [...results.flatMap((result) => result.problems), ...leftOut(results), ...kept.problems];
  return { files: kept.files, problems: sortedProblems(problems) };
}

async function discoverNamed(host: FileHost, path: string, options: DiscoveryOptions): Promise<WalkResult> {
  const kind = await host.kind(path);
  switch (kind) {
    case 'directory':
      return walk(host, path, options);
    case 'missing':
      return isGlob(path) ? discoverGlob(host, path, options) : noSuchPath(host, path);
    case 'link':
      return discoverNamedLink(host, path, options);
    case 'file':
      return options.supports(path) ? { ...nothing, files: [path] } : problemOnly(unsupported(path));
    case 'submodule':
    case 'other':
      return problemOnly({ level: 'warning', id: 'unreadable', path, message: 'is not a regular file' });
  }
}

/** The user named the link himself: it is followed, and where it leads counts as named. */
async function discoverNamedLink(
  host: FileHost,
  path: string,
  options: DiscoveryOptions,
): Promise<WalkResult> {
  const target = await host.linkTarget(path, path);
  if (target.kind !== 'inside') {
    const message = `is a link that leads out of the tree or to nothing (${target.path})`;
    return problemOnly({ level: 'warning', id: 'outside-root', path, message });
  }
  if (target.target === 'directory') return walk(host, target.path, options);
  return options.supports(path) ? { ...nothing, files: [path] } : problemOnly(unsupported(path));
}

async function discoverGlob(host: FileHost, pattern: string, options: DiscoveryOptions): Promise<WalkResult> {
  const matches = await expandGlob(host, pattern);
  if (matches.length === 0)
    throw new InputError(`'${pattern}' matches nothing`, 'quote globs and check them');
  const matched = new Set(matches);
  const isMatched = (path: string | null) => path !== null && hasAncestorIn(path, matched);
  const walked = await walk(host, globBase(pattern), options);
  return {
    ...walked,
    files: walked.files.filter(isMatched),
    linkedFiles: walked.linkedFiles.filter((link) => isMatched(link.path)),
    problems: walked.problems.filter((problem) => isMatched(problem.path)),
    excluded: walked.excluded.filter((one) => isMatched(one.path)),
  };
}

function walk(host: FileHost, directory: string, options: DiscoveryOptions): Promise<WalkResult> {
  return new Walk(host, directory, {
    supports: options.supports,
    includeTests: options.includeTests || isTestPath(directory),
    includeEnvironments: options.includeEnvironments || isEnvironmentPath(directory),
    exclude: options.exclude,
  }).run();
}

/** Applies the configuration's include and exclude patterns to what was found, named files too. */
function narrowed(files: readonly string[], options: DiscoveryOptions): Discovery {
  const { include, exclude } = options;
  const isKept = (path: string) => !exclude.matches(path) && (include.isEmpty || include.matches(path));
  const left = files.filter((path) => options.paths.includes(path) && !isKept(path));
  const problems = left.map((path): SourceProblem => {
    const message = 'was named, but include or exclude of the configuration leave it out';
    return { level: 'note', id: 'excluded', path, message };
  });
  return { files: files.filter(isKept), problems };
}

const nothing: WalkResult = { files: [], linkedFiles: [], problems: [], excluded: [] };

function problemOnly(problem: SourceProblem): WalkResult {
  return { ...nothing, problems: [problem] };
}

function unsupported(path: string): SourceProblem {
  return { level: 'warning', id: 'unsupported-file', path, message: 'is in no language that is analyzed' };
}

/** One note that counts what the walks left out by default. */
function leftOut(results: readonly WalkResult[]): readonly SourceProblem[] {
  const reasons = new Map(results.flatMap((result) => result.excluded.map((one) => [one.path, one.reason])));
  const counts = new Map<string, number>();
  for (const reason of reasons.values()) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  if (counts.size === 0) return [];
  const words = sortedPaths(counts.keys()).map(
    (reason) => `${counts.get(reason)} of ${reason} (${howToInclude(reason)})`,
  );
  const message = `files and directories left out by default: ${words.join(', ')}`;
  return [{ level: 'note', id: 'excluded', path: null, message }];
}

function howToInclude(reason: string): string {
  return reason === 'build output' ? 'analyzed when named' : `--include-${reason}`;
}

function sortedProblems(problems: readonly SourceProblem[]): readonly SourceProblem[] {
  const keyOf = (problem: SourceProblem) => `${problem.path ?? ''}\0${problem.id}\0${problem.message}`;
  const byKey = new Map(problems.map((problem) => [keyOf(problem), problem]));
  return [...byKey].sort(([left], [right]) => comparePaths(left, right)).map(([, problem]) => problem);
}

function hasAncestorIn(path: string, matched: ReadonlySet<string>): boolean {
  for (let current = path; current !== ''; current = parentOf(current)) {
    if (matched.has(current)) return true;
  }
  return false;
}

async function noSuchPath(host: FileHost, path: string): Promise<never> {
  let parent = parentOf(path);
  while (parent !== '' && (await host.kind(parent)) === 'missing') parent = parentOf(parent);
  const listed = await host.list(parent);
  const names = listed.kind === 'entries' ? listed.entries.map((entry) => entry.name) : [];
  const wrong = isBeneath(path, parent)
    ? (path.slice(parent.length).split('/').find(Boolean) ?? '')
    : baseName(path);
  const near = nearestName(wrong, names);
  const hint = near === null ? 'check the spelling' : `did you mean '${joinPath(parent, near)}'?`;
  throw new InputError(`no such file or directory: ${path}`, hint);
}
