/**
 * Files to modules: load, decode, lower; each file by itself, so that a bad one costs nothing but itself.
 *
 * A file that cannot be read, or on which a front end fails, becomes a notification; so does each function with a part
 * that could not be lowered.
 */
import type { Notification } from '../findings/finding.ts';
import type { Gap, Module } from '../ir/ir.ts';
import type { FileHost } from '../source/file-host.ts';
import { messageOf } from '../source/input-error.ts';
import { loadSource } from '../source/load.ts';
import type { SourceProblem } from '../source/problem.ts';
import type { SourceText } from '../source/text.ts';
import { type FrontendLoader, languageOf } from './languages.ts';
import type { LoweredFile, ModuleCache } from './module-cache.ts';
import type { Timing } from './timing.ts';

export interface LoweringOptions {
  readonly host: FileHost;
  readonly frontends: FrontendLoader;
  readonly cache: ModuleCache;
  readonly timing: Timing;
  /** Bytes; larger files are not read. */
  readonly maxFileSize: number;
  /** Called before each file, for a progress display. */
  readonly progress: (done: number, total: number) => void;
}

export interface FailedFile {
  readonly kind: 'failed';
  readonly path: string;
  /** null: not even read. */
  readonly source: SourceText | null;
  readonly notification: Notification;
}

export type FileOutcome =
  | { readonly kind: 'lowered'; readonly path: string; readonly file: LoweredFile }
  | FailedFile;

/** How many files are read at a time. */
const batchSize = 32;

/** Lowers the files; outcomes in the order of `paths`. */
export async function lowerFiles(
  paths: readonly string[],
  options: LoweringOptions,
): Promise<readonly FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  for (let start = 0; start < paths.length; start += batchSize) {
    options.progress(start, paths.length);
    const batch = paths.slice(start, start + batchSize);
    const read = await options.timing.measure('read', () => readBatch(batch, options));
    outcomes.push(...(await options.timing.measure('lower', () => lowerBatch(read, options))));
  }
  options.progress(paths.length, paths.length);
  return outcomes;
}

/** A file as far as reading goes: known from before, newly read, or not readable. */
type ReadOutcome =
  | { readonly kind: 'known'; readonly path: string; readonly file: LoweredFile }
  | { readonly kind: 'read'; readonly path: string; readonly content: string; readonly source: SourceText }
  | FailedFile;

function readBatch(paths: readonly string[], options: LoweringOptions): Promise<readonly ReadOutcome[]> {
  return Promise.all(paths.map((path) => readFile(path, options)));
}

async function readFile(path: string, { host, cache, maxFileSize }: LoweringOptions): Promise<ReadOutcome> {
  const content = host.contentId(path);
  const known = content === null ? null : cache.get(path, content);
  if (known) return { kind: 'known', path, file: known };
  const loaded = await loadSource(host, path, maxFileSize);
  if (loaded.kind === 'problem') return failed(path, null, notificationOf(loaded.problem));
  const { source } = loaded;
  const sameText = cache.get(path, source.hash);
  if (sameText) return { kind: 'known', path, file: sameText };
  return { kind: 'read', path, content: content ?? source.hash, source };
}

async function lowerBatch(
  batch: readonly ReadOutcome[],
  { frontends, cache }: LoweringOptions,
): Promise<readonly FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  for (const read of batch) {
    if (read.kind === 'failed') outcomes.push(read);
    else if (read.kind === 'known') outcomes.push({ kind: 'lowered', path: read.path, file: read.file });
    else {
      const outcome = await lowerSource(read.source, frontends);
      if (outcome.kind === 'lowered') cache.set(read.path, read.content, outcome.file);
      outcomes.push(outcome);
    }
  }
  return outcomes;
}

/** Lowers one text. A front end should not throw; when it does, one file is lost and the report says so. */
export async function lowerSource(source: SourceText, frontends: FrontendLoader): Promise<FileOutcome> {
  const { path } = source;
  const language = languageOf(path);
  if (language === null) return failed(path, source, crash(path, 'it is in no language that is analyzed'));
  const frontend = await frontends(language);
  try {
    return { kind: 'lowered', path, file: { source, module: frontend.lower(source) } };
  } catch (error) {
    return failed(path, source, crash(path, messageOf(error)));
  }
}

/** One notification for each function of a module that was not read whole, at its first gap. */
export function gapNotifications(module: Module): readonly Notification[] {
  const byFunction = new Map<string, Gap[]>();
  for (const gap of module.gaps) {
    const known = byFunction.get(gap.function);
    if (known) known.push(gap);
    else byFunction.set(gap.function, [gap]);
  }
  return [...byFunction].map(([name, gaps]) => gapNotification(module.path, name, gaps));
}

function gapNotification(path: string, name: string, gaps: readonly Gap[]): Notification {
  const first = [...gaps].sort((left, right) => left.span.start - right.span.start)[0];
  const place = name === '' ? 'the module body' : shortened(name);
  const more = gaps.length > 1 ? ` (and ${gaps.length - 1} more)` : '';
  const message = `${place} was not read whole: ${first?.reason ?? 'unknown'}${more}`;
  return { level: 'warning', id: 'syntax-error', message, path, span: first?.span ?? null, rule: null };
}

const longestName = 120;

/** Functions nested hundreds deep have names that nobody reads; the end tells most. */
function shortened(name: string): string {
  return name.length <= longestName ? name : `…${name.slice(-longestName)}`;
}

/** A problem of the source layer, as the report tells it. */
export function notificationOf(problem: SourceProblem): Notification {
  const { level, id, message, path } = problem;
  return { level, id, message, path, span: null, rule: null };
}

function failed(path: string, source: SourceText | null, notification: Notification): FailedFile {
  return { kind: 'failed', path, source, notification };
}

function crash(path: string, reason: string): Notification {
  const message = `could not be analyzed: ${reason}`;
  return { level: 'error', id: 'front-end-crashed', message, path, span: null, rule: null };
}
