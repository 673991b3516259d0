/**
 * What a run looks at: the **scope** (files that are reported on) and the **context** (files around them that are linked
 * but not reported on: the rest of the outermost packages that hold the scope).
 *
 * Example: `check nova/virt/ironic/driver.py` has that one file as its scope and all of `nova/` as its context.
 */
import { type Discovery, type DiscoveryOptions, discover } from '../source/discover.ts';
import type { FileHost } from '../source/file-host.ts';
import { comparePaths, sortedPaths } from '../source/paths.ts';
import { PathPatterns } from '../source/patterns.ts';
import type { SourceProblem } from '../source/problem.ts';
import { outermostPackage } from '../source/root.ts';
import { languageOf } from './languages.ts';

export interface PlanOptions extends Omit<DiscoveryOptions, 'supports'> {
  readonly host: FileHost;
  readonly withContext: boolean;
}

export interface Plan {
  readonly scope: readonly string[];
  /** Without the scope. */
  readonly context: readonly string[];
  readonly problems: readonly SourceProblem[];
}

/** Finds the files of a run. Throws an InputError for paths that do not exist. */
export async function makePlan(options: PlanOptions): Promise<Plan> {
  const supports = (path: string) => languageOf(path) !== null;
  const found = await discover(options.host, { ...options, supports });
  const around = options.withContext ? await discoverContext(found, options) : [];
  const scope = new Set(found.files);
  return { scope: found.files, context: around.filter((path) => !scope.has(path)), problems: found.problems };
}

const noPatterns = new PathPatterns([], (path) => path);

async function discoverContext(found: Discovery, options: PlanOptions): Promise<readonly string[]> {
  const packages = await packagesAround(found.files, options.host);
  if (packages.length === 0) return [];
  const supports = (path: string) => languageOf(path) !== null;
  const everything = {
    includeTests: false,
    includeEnvironments: false,
    include: noPatterns,
    exclude: noPatterns,
  };
  return (await discover(options.host, { ...everything, paths: packages, supports })).files;
}

/** The outermost packages that hold the files; those held by another one once. */
async function packagesAround(files: readonly string[], host: FileHost): Promise<readonly string[]> {
  const byDirectory = new Map<string, string | null>();
  for (const file of files) {
    const directory = file.slice(0, Math.max(0, file.lastIndexOf('/')));
    if (!byDirectory.has(directory)) byDirectory.set(directory, await outermostPackage(host, file));
  }
  const found = [...byDirectory.values()].filter((directory) => directory !== null);
  return sortedPaths(found).sort(comparePaths);
}
