/**
 * Files of a directory on disk.
 *
 * Reading is careful with what a hostile tree may hold: a named pipe or a device is never opened for long (it is no
 * regular file), and a file that grows while it is read is cut off at the limit.
 */
import { constants, type Dirent } from 'node:fs';
import { type FileHandle, lstat, open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import {
  compareEntries,
  type EntryKind,
  type FileHost,
  type LinkTarget,
  type ListResult,
  type ReadResult,
} from './file-host.ts';
import { messageOf } from './input-error.ts';
import { isBeneath, joinPath, relativeTo } from './paths.ts';

export class DiskHost implements FileHost {
  /** Absolute. */
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  async list(directory: string): Promise<ListResult> {
    try {
      const found = await readdir(this.absolute(directory), { withFileTypes: true });
      const entries = found.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
      return { kind: 'entries', entries: entries.sort(compareEntries) };
    } catch (error) {
      return { kind: 'failed', reason: reasonOf(error) };
    }
  }

  async kind(path: string): Promise<EntryKind | 'missing'> {
    try {
      return kindOf(await lstat(this.absolute(path)));
    } catch {
      return 'missing';
    }
  }

  async read(path: string, limit: number): Promise<ReadResult> {
    let file: FileHandle | null = null;
    try {
      // Without O_NONBLOCK, opening a named pipe waits for a writer for ever.
      file = await open(this.absolute(path), constants.O_RDONLY | constants.O_NONBLOCK);
      return await readRegular(file, limit);
    } catch (error) {
      return { kind: 'failed', reason: reasonOf(error) };
    } finally {
      await file?.close();
    }
  }

  async linkTarget(path: string, named: string): Promise<LinkTarget> {
    try {
      const real = slashed(await realpath(this.absolute(path)));
      const inside = await this.hostPath(real, named);
      if (inside === null) return { kind: 'outside', path: real };
      const target = await stat(real);
      if (target.isDirectory()) return { kind: 'inside', path: inside, target: 'directory' };
      return target.isFile()
        ? { kind: 'inside', path: inside, target: 'file' }
        : { kind: 'broken', path: inside };
    } catch (error) {
      return { kind: 'broken', path: reasonOf(error) };
    }
  }

  contentId(): string | null {
    return null;
  }

  async close(): Promise<void> {}

  /** The host path of a real absolute path, when it lies beneath the root or beneath what the user named. */
  private async hostPath(real: string, named: string): Promise<string | null> {
    const realNamed = slashed(await realpath(this.absolute(named)));
    if (isBeneath(real, realNamed)) return joinPath(named, relativeTo(real, realNamed));
    const realRoot = slashed(await realpath(this.root));
    const root = realRoot === '/' ? '' : realRoot;
    return isBeneath(real, root) ? relativeTo(real, root) : null;
  }

  private absolute(path: string): string {
    return join(this.root, path);
  }
}

async function readRegular(file: FileHandle, limit: number): Promise<ReadResult> {
  const status = await file.stat();
  if (!status.isFile()) return { kind: 'failed', reason: 'not a regular file' };
  if (status.size > limit) return { kind: 'too-large', size: status.size };
  const buffer = Buffer.alloc(status.size);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return { kind: 'bytes', bytes: buffer.subarray(0, length) };
}

function kindOf(entry: Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

/** System errors in words; their own text repeats the path. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOENT':
      return 'no such file or directory';
    case 'ELOOP':
      return 'too many levels of links';
    case 'ENAMETOOLONG':
      return 'name too long';
    default:
      return typeof code === 'string' ? code : messageOf(error);
  }
}

function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
