/** `ironvet init`: the files by which a repository starts to use ironvet. None is written over unasked. */
import { dirname, join } from 'node:path';
import { readPackageFile } from '../source/package-files.ts';
import { textFilesOnDisk } from '../source/text-file.ts';
import { createDirectory, writeFileAtomically } from '../source/write-file.ts';
import { configurationFileName } from './configuration.ts';
import { packageManifest } from './version.ts';

export interface InitOptions {
  /** Absolute. */
  readonly directory: string;
  /** Replace files that are there. */
  readonly force: boolean;
}

export interface InitFile {
  /** Relative to the directory. */
  readonly path: string;
  readonly purpose: string;
  /** 'kept': a file of this name was there. */
  readonly outcome: 'written' | 'replaced' | 'kept';
  /** What is, or would have been, written. */
  readonly text: string;
}

interface Template {
  readonly path: string;
  readonly source: string;
  readonly purpose: string;
}

const templates: readonly Template[] = [
  { path: configurationFileName, source: 'templates/ironvet.yaml', purpose: 'the configuration' },
  { path: '.pre-commit-config.yaml', source: 'templates/pre-commit.yaml', purpose: 'the pre-commit entry' },
  { path: '.github/workflows/ironvet.yml', source: 'templates/github.yml', purpose: 'the GitHub workflow' },
];

/** Throws an InputError when a file cannot be written. */
export async function init({ directory, force }: InitOptions): Promise<readonly InitFile[]> {
  const files: InitFile[] = [];
  for (const { path, source, purpose } of templates) {
    const target = join(directory, path);
    const text = filled(source);
    const exists = await textFilesOnDisk.exists(target);
    const outcome = exists ? (force ? 'replaced' : 'kept') : 'written';
    if (outcome !== 'kept') {
      await createDirectory(dirname(target));
      await writeFileAtomically(target, text);
    }
    files.push({ path, purpose, outcome, text });
  }
  return files;
}

/** A template with this version of ironvet and the place where it is developed. */
function filled(source: string): string {
  const bytes = readPackageFile(source);
  if (bytes === null) throw new Error(`the package lacks ${source}`);
  const { version, repository } = packageManifest();
  return Buffer.from(bytes)
    .toString('utf8')
    .replaceAll('<version>', version)
    .replaceAll('<repository>', repository)
    .replaceAll('<action>', repository.replace('https://github.com/', ''));
}
