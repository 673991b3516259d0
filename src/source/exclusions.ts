/**
 * What is left out of a walk by default: tests (they hold deliberate defects and fakes), installed packages, virtual
 * environments, build output, and the tools' own directories. What the user names himself is never left out.
 */
export type ExclusionReason = 'tests' | 'environments' | 'build output';

export interface ExclusionOptions {
  readonly includeTests: boolean;
  readonly includeEnvironments: boolean;
}

const testDirectories = new Set(['test', 'tests', '__tests__']);
const testFile = /^(test_.*\.py|.*_test\.py|conftest\.py|.*\.(test|spec)\.[cm]?[jt]sx?)$/;
/** What a bundler or a minifier writes: `jquery.min.js`, `main.bundle.1663167892.js`. */
const bundleFile = /\.(min|bundle)(\.[0-9a-f]+)?\.[cm]?js$/;
const environmentDirectories = new Set(['.venv', 'site-packages', 'dist-packages', 'node_modules']);
const buildDirectories = new Set([
  '.git',
  '.hg',
  '.svn',
  '.tox',
  '.nox',
  '.eggs',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '__pycache__',
]);

/** Names that are also good names of packages: left out unless they hold an `__init__.py`. */
const unlessPackage: ReadonlyMap<string, ExclusionReason> = new Map([
  ['venv', 'environments'],
  ['env', 'environments'],
  ['build', 'build output'],
  ['dist', 'build output'],
]);

/** Why a directory is left out of a walk; null: it is walked. `names`: of what it holds. */
export function directoryExclusion(
  name: string,
  names: ReadonlySet<string>,
  options: ExclusionOptions,
): ExclusionReason | null {
  const reason = reasonOf(name, names);
  if (reason === 'tests' && options.includeTests) return null;
  return reason === 'environments' && options.includeEnvironments && name !== 'node_modules' ? null : reason;
}

function reasonOf(name: string, names: ReadonlySet<string>): ExclusionReason | null {
  if (testDirectories.has(name)) return 'tests';
  if (environmentDirectories.has(name) || names.has('pyvenv.cfg')) return 'environments';
  if (buildDirectories.has(name) || name.endsWith('.egg-info')) return 'build output';
  return names.has('__init__.py') ? null : (unlessPackage.get(name) ?? null);
}

/** Why a file is left out of a walk; null: it is not. */
export function fileExclusion(name: string, options: ExclusionOptions): ExclusionReason | null {
  if (bundleFile.test(name)) return 'build output';
  return !options.includeTests && testFile.test(name) ? 'tests' : null;
}

/** Whether a path leads through a directory that by its name alone holds tests. */
export function isTestPath(path: string): boolean {
  const segments = path.split('/');
  return segments.some((segment) => testDirectories.has(segment)) || testFile.test(segments.at(-1) ?? '');
}

/** Whether a path leads through a directory that by its name alone holds installed packages. */
export function isEnvironmentPath(path: string): boolean {
  return path.split('/').some((segment) => environmentDirectories.has(segment) || segment === 'venv');
}
