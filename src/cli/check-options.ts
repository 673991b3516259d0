/** The options of `ironvet check`, from words to a request. */
import { InvalidArgumentError } from 'commander';
import type { CheckRequest } from '../engine/check.ts';
import type { OutputPaths } from '../engine/outputs.ts';

/** As commander gives them. */
export interface CheckFlags {
  readonly rev?: string;
  readonly repo?: string;
  readonly sarif?: string;
  readonly codeScanning?: string;
  readonly category?: string;
  readonly json?: string;
  readonly evidence?: string;
  readonly markdown?: string;
  readonly html?: string;
  readonly junit?: string;
  readonly gitlab?: string;
  readonly zuul?: string;
  readonly github: boolean;
  readonly baseline?: string;
  readonly since?: string;
  readonly rule: readonly string[];
  readonly failOn?: 'error' | 'warning' | 'note' | 'never';
  readonly config?: string;
  readonly includeTests: boolean;
  readonly includeEnvironments: boolean;
  readonly context: boolean;
  readonly maxFileSize?: number;
  readonly timing: boolean;
  readonly quiet: boolean;
}

/** `paths`: as typed; none means the working directory. */
export function requestOf(
  paths: readonly string[],
  flags: CheckFlags,
  progress: CheckRequest['progress'],
): CheckRequest {
  return {
    workingDirectory: process.cwd(),
    environment: gitEnvironment(),
    paths: paths.length === 0 ? ['.'] : paths,
    revision: flags.rev ?? null,
    repository: flags.repo ?? null,
    configuration: flags.config ?? null,
    baseline: flags.baseline ?? null,
    since: flags.since ?? null,
    rules: flags.rule,
    failOn: flags.failOn ?? null,
    includeTests: flags.includeTests,
    includeEnvironments: flags.includeEnvironments,
    withContext: flags.context,
    maxFileSize: flags.maxFileSize ?? null,
    outputs: outputsOf(flags),
    category: flags.category ?? null,
    progress,
  };
}

function outputsOf(flags: CheckFlags): OutputPaths {
  return {
    sarif: flags.sarif ?? null,
    'code-scanning': flags.codeScanning ?? null,
    json: flags.json ?? null,
    evidence: flags.evidence ?? null,
    markdown: flags.markdown ?? null,
    html: flags.html ?? null,
    junit: flags.junit ?? null,
    gitlab: flags.gitlab ?? null,
    zuul: flags.zuul ?? null,
  };
}

/** Inside a git hook these name the hook's repository, and would win over the one that the user named. */
const hookVariables = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_PREFIX'];

function gitEnvironment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) => !hookVariables.includes(name));
  return Object.fromEntries(kept);
}

const units: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['k', 1000],
  ['m', 1_000_000],
]);

/** Bytes in `2000000`, `500k`, `2M`. */
export function parseSize(text: string): number {
  const [, digits, unit] = /^(\d{1,12})([km]?)$/i.exec(text) ?? [];
  const factor = units.get((unit ?? '').toLowerCase());
  if (digits === undefined || factor === undefined || Number(digits) === 0) {
    throw new InvalidArgumentError('a number of bytes is needed, such as 500k or 2M.');
  }
  return Number(digits) * factor;
}

/** Collects an option that may be given several times. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
