/**
 * One run: find files, read and lower them, link them, ask the rules, put the report together.
 *
 * Invariant: the report depends on the files and options alone; not on the order of paths, on time, or on the cache.
 */
import type { Report } from '../findings/finding.ts';
import type { ModelSource } from '../models/document.ts';
import type { Models } from '../models/model.ts';
import type { Project, ProjectFunction } from '../project/project.ts';
import type { FileHost } from '../source/file-host.ts';
import { defaultSizeLimit } from '../source/load.ts';
import { sortedPaths } from '../source/paths.ts';
import { ExhaustedBudgets } from './budgets.ts';
import { chooseRules, type RuleChoice } from './choose-rules.ts';
import { collectReport } from './collect.ts';
import { type FileOutcome, lowerFiles } from './lower.ts';
import { ModuleCache } from './module-cache.ts';
import type { Parts } from './parts.ts';
import { makePlan, type Plan, type PlanOptions } from './plan.ts';
import { resolutionRate } from './resolution.ts';
import { type ChosenRule, type RuleOutcome, runRules } from './run-rules.ts';
import { Timing } from './timing.ts';

export interface AnalyzeOptions {
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
  readonly rules?: RuleChoice;
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

const everyRule: RuleChoice = { only: [], levels: new Map() };

/** Runs the rules over the files. Throws an InputError for what the user must correct. */
export async function analyze(options: AnalyzeOptions): Promise<Report> {
  const timing = options.timing ?? new Timing();
  const knowledge = await loadKnowledge(options, timing);
  const plan = await timing.measure('find files', () => makePlan(planOptions(options)));
  const files = await lowerAll(plan, options, timing);
  const program = await timing.measure('link', () => linkFiles(files, plan, { options, knowledge }));
  const outcome = await askRules(program, knowledge, { options, timing });
  return timing.measure('collect', () => {
    const resolution = resolutionRate(program.scope, program.project, knowledge.models);
    return collectReport({ plan, files, chosen: knowledge.chosen, outcome, resolution });
  });
}

/** What does not depend on the files. */
interface Knowledge {
  readonly chosen: readonly ChosenRule[];
  readonly models: Models;
}

interface Program {
  readonly project: Project;
  /** The functions that are reported on. */
  readonly scope: readonly ProjectFunction[];
  readonly inScope: (path: string) => boolean;
}

async function loadKnowledge(options: AnalyzeOptions, timing: Timing): Promise<Knowledge> {
  const rules = await timing.measure('load rules', options.parts.rules);
  const chosen = chooseRules(rules, options.rules ?? everyRule);
  const models = await timing.measure('load models', () => options.parts.models(options.models ?? []));
  return { chosen, models };
}

function planOptions(options: AnalyzeOptions): PlanOptions {
  return {
    host: options.host,
    paths: options.paths,
    withContext: options.withContext ?? true,
    includeTests: options.includeTests ?? false,
    includeEnvironments: options.includeEnvironments ?? false,
    include: options.include ?? [],
    exclude: options.exclude ?? [],
  };
}

function lowerAll(plan: Plan, options: AnalyzeOptions, timing: Timing): Promise<readonly FileOutcome[]> {
  return lowerFiles(sortedPaths([...plan.scope, ...plan.context]), {
    host: options.host,
    frontends: options.parts.frontends,
    cache: options.cache ?? new ModuleCache(),
    timing,
    maxFileSize: options.maxFileSize ?? defaultSizeLimit,
    progress: (done, total) => options.progress?.('reading', done, total),
  });
}

function linkFiles(
  files: readonly FileOutcome[],
  plan: Plan,
  { options, knowledge }: { readonly options: AnalyzeOptions; readonly knowledge: Knowledge },
): Program {
  options.progress?.('linking', 0, 1);
  const modules = files.flatMap((file) => (file.kind === 'lowered' ? [file.file.module] : []));
  const project = options.parts.link(modules, knowledge.models.conventions);
  const scopePaths = new Set(plan.scope);
  const inScope = (path: string) => scopePaths.has(path);
  return { project, inScope, scope: project.functions.filter((one) => inScope(one.module.ir.path)) };
}

async function askRules(
  program: Program,
  { chosen, models }: Knowledge,
  { options, timing }: { readonly options: AnalyzeOptions; readonly timing: Timing },
): Promise<RuleOutcome> {
  options.progress?.('checking', 0, 1);
  const { project, scope, inScope } = program;
  const exhausted = new ExhaustedBudgets(project);
  const analyses = await timing.measure('prepare analyses', () =>
    options.parts.analyses({ project, models, budget: exhausted.budget }),
  );
  const outcome = await runRules(chosen, { project, models, analyses, scope }, { inScope, timing });
  return { ...outcome, notifications: [...outcome.notifications, ...exhausted.notifications()] };
}
