/**
 * Comparing a run with an earlier one: with the SARIF that it wrote (`--baseline`), or with a revision that is analyzed now
 * (`--since`).
 */
import { resolve } from 'node:path';
import { compareWithBaseline, type KnownFinding, knownFindings } from '../findings/baseline.ts';
import type { Notification, Report } from '../findings/finding.ts';
import { compareNotifications } from '../findings/order.ts';
import { discover } from '../source/discover.ts';
import type { FileHost } from '../source/file-host.ts';
import { InputError } from '../source/input-error.ts';
import { sortedPaths } from '../source/paths.ts';
import { PathPatterns } from '../source/patterns.ts';
import { isHostPath } from '../source/tree-index.ts';
import { type AnalyzeOptions, analyze } from './analyze.ts';
import { languageOf } from './languages.ts';
import { readBaseline } from './read-baseline.ts';
import { Timing } from './timing.ts';
import type { Workspace } from './workspace.ts';

export interface ComparisonRequest {
  /** As typed; null: not asked for. */
  readonly baseline: string | null;
  /** A revision; null: not asked for. */
  readonly since: string | null;
}

export interface ComparisonRun {
  readonly request: ComparisonRequest & { readonly workingDirectory: string };
  readonly workspace: Workspace;
  /** Of the run that is compared. */
  readonly options: AnalyzeOptions;
}

/** Throws an InputError when both are asked for. */
export function checkComparison({ baseline, since }: ComparisonRequest): void {
  if (baseline === null || since === null) return;
  throw new InputError('--baseline and --since cannot be combined', 'give one of the two');
}

/** The report with only what is new among its findings; the report itself when no comparison is asked for. */
export async function compared(report: Report, run: ComparisonRun): Promise<Report> {
  const { baseline, since, workingDirectory } = run.request;
  if (baseline !== null) {
    const known = await readBaseline(resolve(workingDirectory, baseline), baseline);
    return compareWithBaseline(report, known, await goneFrom(run.workspace.host, known));
  }
  return since === null ? report : comparedWithRevision(report, since, run);
}

async function comparedWithRevision(report: Report, since: string, run: ComparisonRun): Promise<Report> {
  const earlier = await run.workspace.atRevision(since);
  try {
    const paths = await earlierPaths(report, earlier.host, run);
    if (paths.length === 0) return compareWithBaseline(report, [], new Set());
    const before = await analyze({ ...run.options, host: earlier.host, paths, timing: new Timing() });
    const known = knownFindings(before);
    const result = compareWithBaseline(report, known, await goneFrom(run.workspace.host, known));
    const notifications = [...result.notifications, ...shortcomings(before, since)];
    return { ...result, notifications: notifications.sort(compareNotifications) };
  } finally {
    await earlier.close();
  }
}

/**
 * The files of the earlier revision to compare with: those that are analyzed now, and those that are gone, for they may
 * have been renamed.
 */
async function earlierPaths(
  report: Report,
  earlier: FileHost,
  { workspace, options }: ComparisonRun,
): Promise<readonly string[]> {
  const view = options.patternView ?? ((path: string) => path);
  const all = await discover(earlier, {
    paths: [''],
    supports: (path) => languageOf(path) !== null,
    includeTests: options.includeTests ?? false,
    includeEnvironments: options.includeEnvironments ?? false,
    include: new PathPatterns(options.include ?? [], view),
    exclude: new PathPatterns(options.exclude ?? [], view),
  });
  const gone = await missing(workspace.host, all.files);
  const now = report.files.map((file) => file.path);
  const lacking = new Set(await missing(earlier, now));
  return sortedPaths([...now.filter((path) => !lacking.has(path)), ...gone]);
}

async function goneFrom(host: FileHost, known: readonly KnownFinding[]): Promise<ReadonlySet<string>> {
  const paths = sortedPaths(known.map((one) => one.path)).filter(isHostPath);
  return new Set(await missing(host, paths));
}

async function missing(host: FileHost, paths: readonly string[]): Promise<readonly string[]> {
  const kinds = await Promise.all(paths.map((path) => host.kind(path)));
  return paths.filter((_, index) => kinds[index] === 'missing');
}

/** When the revision could not be analyzed whole, its findings may be called new. */
function shortcomings(before: Report, since: string): readonly Notification[] {
  const errors = before.notifications.filter((one) => one.level === 'error');
  const [first] = errors;
  if (first === undefined) return [];
  const message = `${since} could not be analyzed whole, so findings may be called new that are not: ${first.message}`;
  return [{ level: 'warning', id: 'baseline-incomplete', message, path: null, span: null, rule: null }];
}
