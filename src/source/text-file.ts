/**
 * Small files that a user names or that are looked for: configuration, models, rules, baselines. Read with care, because a
 * tree from elsewhere may hold them: a pipe is never waited for, and what is too large is refused.
 */
import { DiskHost } from './disk-host.ts';
import { InputError } from './input-error.ts';

/** What can be asked of the disk; tests give a small one of their own. Paths are absolute. */
export interface TextFiles {
  /** null when there is no such file. Throws an InputError when it cannot be read. */
  readonly read: (path: string) => Promise<string | null>;
  readonly exists: (path: string) => Promise<boolean>;
  /** The names of the directories in a directory, sorted; null when there is no such directory. */
  readonly folders: (path: string) => Promise<readonly string[] | null>;
}

/** A model of a page is 10 kB, a configuration less. */
const largestFile = 2_000_000;

const disk = new DiskHost('/');

export const textFilesOnDisk: TextFiles = {
  read: (path) => readTextFile(path, largestFile),
  exists: async (path) => (await disk.kind(path)) !== 'missing',
  folders: async (path) => {
    const listed = await disk.list(path);
    if (listed.kind === 'failed') return null;
    return listed.entries.filter((entry) => entry.kind === 'directory').map((entry) => entry.name);
  },
};

/** The text of a file of at most `limit` bytes; null when there is none. Throws an InputError when it cannot be read. */
export async function readTextFile(path: string, limit: number): Promise<string | null> {
  const read = await disk.read(path, limit);
  switch (read.kind) {
    case 'bytes':
      return Buffer.from(read.bytes).toString('utf8');
    case 'too-large':
      throw new InputError(`cannot read ${path}: it is ${read.size} bytes, more than ${limit}`);
    case 'failed':
      if (read.reason === noSuchFile || read.reason === 'ENOTDIR') return null;
      throw new InputError(`cannot read ${path}: ${read.reason}`);
  }
}

/** As DiskHost says it. */
const noSuchFile = 'no such file or directory';
