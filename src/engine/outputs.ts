/** The files that a run writes: SARIF, JSON and evidence. */
import { resolve } from 'node:path';
import type { Report } from '../findings/finding.ts';
import { InputError } from '../source/input-error.ts';
import { realLocation, writeFileAtomically } from '../source/write-file.ts';
import { languageOf } from './languages.ts';

/** Paths as typed; null: not asked for. */
export interface OutputPaths {
  readonly sarif: string | null;
  readonly json: string | null;
  readonly evidence: string | null;
}

type Format = keyof OutputPaths;

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

/** Writes each output that is asked for. Throws an InputError when one cannot be written. */
export async function writeOutputs(
  report: Report,
  paths: OutputPaths,
  workingDirectory: string,
): Promise<void> {
  for (const { format, path } of outputsOf(paths, workingDirectory)) {
    await writeFileAtomically(path, await render(report, format));
  }
}

/** The reporters are loaded when they are asked for. */
async function render(report: Report, format: Format): Promise<string> {
  switch (format) {
    case 'sarif':
      return (await import('../reporters/sarif.ts')).sarifOf(report);
    case 'evidence':
      return (await import('../reporters/sarif.ts')).evidenceOf(report);
    case 'json':
      return (await import('../reporters/json.ts')).jsonOf(report);
  }
}

function outputsOf(paths: OutputPaths, workingDirectory: string): readonly Output[] {
  const formats = ['sarif', 'json', 'evidence'] as const;
  return formats.flatMap((format) => {
    const path = paths[format];
    return path === null ? [] : [{ format, path: resolve(workingDirectory, path) }];
  });
}
