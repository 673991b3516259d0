/** `ironvet check` as a function: everything a command line can say, and what comes of it. */
import { resolve } from 'node:path';
import type { Level, Report } from '../findings/finding.ts';
import { textFilesOnDisk } from '../source/text-file.ts';
import { type AnalyzeOptions, analyze } from './analyze.ts';
import { type ComparisonRequest, checkComparison, compared } from './compare.ts';
import { type Configuration, type FailOn, patternView, readConfiguration } from './configuration.ts';
import { ModuleCache } from './module-cache.ts';
import { checkOutputs, type OutputPaths, writeOutputs } from './outputs.ts';
import type { Parts } from './parts.ts';
import { type PhaseTime, Timing } from './timing.ts';
import { openWorkspace, type Workspace, type WorkspaceRequest } from './workspace.ts';

export interface CheckRequest extends WorkspaceRequest, ComparisonRequest {
  /** null: the nearest `.ironvet.yaml` upwards from the paths, where there is one. */
  readonly configuration: string | null;
  /** Only these rules; empty: all that the configuration leaves on. */
  readonly rules: readonly string[];
  /** null: what the configuration says, else 'warning'. */
  readonly failOn: FailOn | null;
  readonly includeTests: boolean;
  readonly includeEnvironments: boolean;
  readonly withContext: boolean;
  /** Bytes; null: the default. */
  readonly maxFileSize: number | null;
  readonly outputs: OutputPaths;
  /** Keeps the findings of several trees apart in SARIF; null: none. */
  readonly category: string | null;
  readonly progress: NonNullable<AnalyzeOptions['progress']>;
}

export interface CheckResult {
  readonly report: Report;
  /** 'findings': some is at or above the level to fail on; 'failed': a rule crashed, so some may be missing. */
  readonly verdict: 'clean' | 'findings' | 'failed';
  readonly phases: readonly PhaseTime[];
}

/** Runs the request and writes its output files. Throws an InputError for what the user must correct. */
export async function check(request: CheckRequest, parts: Parts): Promise<CheckResult> {
  const { workingDirectory, outputs } = request;
  checkOutputs(outputs, workingDirectory);
  checkComparison(request);
  const configuration = await configurationOf(request);
  const timing = new Timing();
  const started = new Date();
  const workspace = await timing.measure('open', () => openWorkspace(request));
  try {
    const options = analyzeOptions({ request, configuration, workspace, parts, timing });
    const full = await analyze(options);
    const report = await timing.measure('compare', () => compared(full, { request, workspace, options }));
    await timing.measure('write', () =>
      writeOutputs(report, { paths: outputs, workingDirectory, started, category: request.category }),
    );
    const failOn = request.failOn ?? configuration.failOn ?? 'warning';
    return { report, verdict: verdictOf(report, failOn), phases: timing.phases };
  } finally {
    await workspace.close();
  }
}

function configurationOf(request: CheckRequest): Promise<Configuration> {
  const { workingDirectory, repository, paths } = request;
  const start = resolve(workingDirectory, repository ?? '.');
  const absolute = paths.map((path) => resolve(start, path));
  const asked = { named: request.configuration, workingDirectory, paths: absolute, runsRules: true };
  return readConfiguration(asked, textFilesOnDisk);
}

function analyzeOptions(run: {
  readonly request: CheckRequest;
  readonly configuration: Configuration;
  readonly workspace: Workspace;
  readonly parts: Parts;
  readonly timing: Timing;
}): AnalyzeOptions {
  const { request, configuration, workspace, parts, timing } = run;
  return {
    host: workspace.host,
    paths: workspace.paths,
    parts,
    timing,
    cache: new ModuleCache(),
    withContext: request.withContext,
    includeTests: request.includeTests,
    includeEnvironments: request.includeEnvironments,
    include: configuration.include,
    exclude: configuration.exclude,
    patternView: patternView(configuration, workspace.rootDirectory),
    rules: { only: request.rules, levels: configuration.rules, lines: configuration.ruleLines },
    models: configuration.models,
    ownRules: configuration.ownRules,
    ...(request.maxFileSize === null ? {} : { maxFileSize: request.maxFileSize }),
    progress: request.progress,
  };
}

const rank: Readonly<Record<Level, number>> = { note: 0, warning: 1, error: 2 };

/** What the exit code tells of a report. */
export function verdictOf(report: Report, failOn: FailOn): CheckResult['verdict'] {
  if (report.notifications.some((one) => one.id === 'rule-crashed')) return 'failed';
  if (failOn === 'never') return 'clean';
  return report.findings.some((finding) => rank[finding.level] >= rank[failOn]) ? 'findings' : 'clean';
}
