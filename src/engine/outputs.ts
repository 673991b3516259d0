/** The files that a run writes, each in a format of its own. */
import { resolve } from 'node:path';
import type { Report } from '../findings/finding.ts';
import type { SarifOptions } from '../reporters/sarif.ts';
import { InputError } from '../source/input-error.ts';
import { realLocation, writeFileAtomically } from '../source/write-file.ts';
import { languageOf } from './languages.ts';

/** Also the names of the options that ask for them. */
export const formats = [
  'sarif',
  'code-scanning',
  'json',
  'evidence',
  'markdown',
  'html',
  'junit',
  'gitlab',
  'zuul',
] as const;

export type Format = (typeof formats)[number];

/** Paths as typed; null: not asked for. */
export type OutputPaths = Readonly<Record<Format, string | null>>;

interface Output {
  readonly format: Format;
  /** Absolute. */
  readonly path: string;
}

/**
 * Refuses what would destroy something, before anything is analyzed: an output over a source file (also through a link),
 * or two outputs into one file. Throws an InputError.
 */
export function checkOutputs(paths: OutputPaths, workingDirectory: string): void {
  const taken = new Map<string, Format>();
  for (const { format, path } of outputsOf(paths, workingDirectory)) {
    const location = realLocation(path);
    if (languageOf(location) !== null) {
      throw new InputError(
        `--${format} would overwrite the source file ${location}`,
        'give another file name',
      );
    }
    const other = taken.get(location);
    if (other !== undefined && !location.startsWith('/dev/')) {
      throw new InputError(`--${other} and --${format} name the same file`, 'give each a file of its own');
    }
    taken.set(location, format);
  }
}

export interface WriteOptions {
  readonly paths: OutputPaths;
  readonly workingDirectory: string;
  /** When the analysis began. */
  readonly started: Date;
  /** Keeps the findings of several trees apart; null: none is given. */
  readonly category: string | null;
}

/** Writes each output that is asked for. Throws an InputError when one cannot be written. */
export async function writeOutputs(report: Report, options: WriteOptions): Promise<void> {
  for (const { format, path } of outputsOf(options.paths, options.workingDirectory)) {
    await writeFileAtomically(path, await render(report, format, options));
  }
}

/** The reporters are loaded when they are asked for. */
async function render(report: Report, format: Format, options: WriteOptions): Promise<string> {
  switch (format) {
    case 'sarif':
      return (await import('../reporters/sarif.ts')).sarifOf(report, sarifOptions(options));
    case 'code-scanning':
      return (await import('../reporters/code-scanning.ts')).codeScanningOf(report, sarifOptions(options));
    case 'evidence':
      return (await import('../reporters/sarif.ts')).evidenceOf(report, sarifOptions(options));
    case 'json':
      return (await import('../reporters/json.ts')).jsonOf(report);
    case 'markdown':
      return (await import('../reporters/markdown.ts')).markdownOf(report);
    case 'html':
      return (await import('../reporters/html/html.ts')).htmlOf(report);
    case 'junit':
      return (await import('../reporters/junit.ts')).junitOf(report);
    case 'zuul':
      return (await import('../reporters/zuul.ts')).zuulOf(report);
    case 'gitlab':
      return (await import('../reporters/gitlab.ts')).gitlabOf(report, {
        started: options.started,
        ended: new Date(),
      });
  }
}

/** GitHub reads what stands before the last slash as the category. */
function sarifOptions({ category }: WriteOptions): SarifOptions {
  return category === null ? {} : { automationId: `${category.replace(/\/+$/, '')}/` };
}

function outputsOf(paths: OutputPaths, workingDirectory: string): readonly Output[] {
  return formats.flatMap((format) => {
    const path = paths[format];
    return path === null ? [] : [{ format, path: resolve(workingDirectory, path) }];
  });
}
