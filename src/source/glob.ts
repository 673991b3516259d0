/** Glob patterns over a file host: fast-glob, given the host as its file system. */
import type { Dirent, Stats } from 'node:fs';
import type { FileSystemAdapter } from 'fast-glob';
import type { EntryKind, FileHost } from './file-host.ts';
import { baseName, resolvePath, sortedPaths } from './paths.ts';

/** fast-glob resolves against an absolute directory; host paths live beneath this one. */
const virtualRoot = '/';

const globCharacters = /[*?{}()[\]!]/;

/** Whether an argument that names no existing path is to be read as a glob. */
export function isGlob(path: string): boolean {
  return globCharacters.test(path);
}

/** The directory in front of the first segment with a wildcard: of `a/b/*.py` it is `a/b`. */
export function globBase(pattern: string): string {
  const segments = pattern.split('/');
  const first = segments.findIndex((segment) => globCharacters.test(segment));
  return segments.slice(0, first < 0 ? segments.length : first).join('/');
}

/** Files that a pattern (relative to the host's root) matches, sorted. Links are not followed. */
export async function expandGlob(host: FileHost, pattern: string): Promise<readonly string[]> {
  const { default: fastGlob } = await import('fast-glob');
  const found = await fastGlob(pattern, {
    cwd: virtualRoot,
    fs: fileSystemOf(host),
    dot: true,
    onlyFiles: false,
    followSymbolicLinks: false,
    suppressErrors: true,
    ignore: ['**/.git/**', '**/node_modules/**'],
  });
  return sortedPaths(found);
}

/** What fast-glob asks of an entry of a directory, or of a path's status: its name and its kind. */
class EntryView {
  readonly name: string;
  private readonly entryKind: EntryKind;

  constructor(name: string, kind: EntryKind) {
    this.name = name;
    this.entryKind = kind;
  }

  isFile(): boolean {
    return this.entryKind === 'file';
  }

  isDirectory(): boolean {
    return this.entryKind === 'directory';
  }

  isSymbolicLink(): boolean {
    return this.entryKind === 'link';
  }
}

/** fast-glob declares whole `Stats` and `Dirent` objects and uses only the questions that EntryView answers. */
function fileSystemOf(host: FileHost): Partial<FileSystemAdapter> {
  const status = (path: string, answer: Answer<Stats>) => {
    void host.kind(hostPath(path)).then((kind) => {
      if (kind === 'missing') answer(missing(path), view('', 'other'));
      else answer(null, view(baseName(path), kind));
    });
  };
  const readdir = (path: string, _options: unknown, answer: Answer<Dirent[]>) => {
    void host.list(hostPath(path)).then((listed) => {
      const entries = listed.kind === 'entries' ? listed.entries : [];
      answer(
        null,
        entries.map((entry) => view(entry.name, entry.kind)),
      );
    });
  };
  return { lstat: status, stat: status, readdir: readdir as FileSystemAdapter['readdir'] };
}

type Answer<Result> = (error: NodeJS.ErrnoException | null, result: Result) => void;

function view(name: string, kind: EntryKind): Stats & Dirent {
  return new EntryView(name, kind) as unknown as Stats & Dirent;
}

function missing(path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
}

function hostPath(absolute: string): string {
  return resolvePath('', absolute) ?? '';
}
