/** The linked program of a run: its files found, read, lowered, and linked. */

import type { Models } from '../models/model.ts';
import type { ModelSource } from '../models/model-files.ts';
import type { Project, ProjectFunction } from '../project/project.ts';
import type { FileHost } from '../source/file-host.ts';
import { defaultSizeLimit } from '../source/load.ts';
import { sortedPaths } from '../source/paths.ts';
import { PathPatterns, type PatternView } from '../source/patterns.ts';
import { type FileOutcome, lowerFiles } from './lower.ts';
import { moduleAliases } from './module-aliases.ts';
import { ModuleCache } from './module-cache.ts';
import type { Parts } from './parts.ts';
import { makePlan, type Plan } from './plan.ts';
import { Timing } from './timing.ts';

export interface ProgramOptions {
  readonly host: FileHost;
  /** Host paths of files and directories, and globs; '' is the root. */
  readonly paths: readonly string[];
  readonly parts: Parts;
  /** Link the packages around the paths too. Default: true. */
  readonly withContext?: boolean;
  readonly includeTests?: boolean;
  readonly includeEnvironments?: boolean;
  /** gitignore-style patterns. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** How the patterns see paths of the host; default: as they are. */
  readonly patternView?: PatternView;
  /** The user's own model files. */
  readonly models?: readonly ModelSource[];
  /** Bytes. */
  readonly maxFileSize?: number;
  /** Shared between runs by whoever wants to. */
  readonly cache?: ModuleCache;
  readonly timing?: Timing;
  /** Told now and then what is being done: a phase, and how far it is. */
  readonly progress?: (phase: string, done: number, total: number) => void;
}

export interface Program {
  readonly plan: Plan;
  /** Of scope and context, sorted by path. */
  readonly files: readonly FileOutcome[];
  readonly models: Models;
  readonly project: Project;
  /** The functions that are reported on. */
  readonly scope: readonly ProjectFunction[];
  readonly inScope: (path: string) => boolean;
}

/** Finds, reads, lowers and links. Throws an InputError for paths that do not exist. */
export async function loadProgram(options: ProgramOptions): Promise<Program> {
  const timing = options.timing ?? new Timing();
  const models = await timing.measure('load models', () => options.parts.models(options.models ?? []));
  const plan = await timing.measure('find files', () => planFor(options));
  const files = await lowerAll(plan, options, timing);
  options.progress?.('linking', 0, 1);
  const modules = files.flatMap((file) => (file.kind === 'lowered' ? [file.file.module] : []));
  const aliases = await moduleAliases(modules, options.host, options.parts.frontends);
  const conventions = { ...models.conventions, aliases: [...aliases, ...models.conventions.aliases] };
  const project = await timing.measure('link', () => options.parts.link(modules, conventions));
  const scopePaths = new Set(plan.scope);
  const inScope = (path: string) => scopePaths.has(path);
  const scope = project.functions.filter((one) => inScope(one.module.ir.path));
  return { plan, files, models, project, scope, inScope };
}

function planFor(options: ProgramOptions): Promise<Plan> {
  const view = options.patternView ?? ((path: string) => path);
  return makePlan({
    host: options.host,
    paths: options.paths,
    withContext: options.withContext ?? true,
    includeTests: options.includeTests ?? false,
    includeEnvironments: options.includeEnvironments ?? false,
    include: new PathPatterns(options.include ?? [], view),
    exclude: new PathPatterns(options.exclude ?? [], view),
  });
}

function lowerAll(plan: Plan, options: ProgramOptions, timing: Timing): Promise<readonly FileOutcome[]> {
  return lowerFiles(sortedPaths([...plan.scope, ...plan.context]), {
    host: options.host,
    frontends: options.parts.frontends,
    cache: options.cache ?? new ModuleCache(),
    timing,
    maxFileSize: options.maxFileSize ?? defaultSizeLimit,
    progress: (done, total) => options.progress?.('reading', done, total),
  });
}
