/** Files held in memory: for tests, and for text that never was on a disk. */
import type { EntryKind, FileHost, LinkTarget, ListResult, ReadResult } from './file-host.ts';
import { sha256 } from './hash.ts';
import { type LeafKind, TreeIndex } from './tree-index.ts';

/** Text is stored as UTF-8. A link's text is relative to the directory that holds it. */
export type MemoryFile =
  | string
  | Uint8Array
  | { readonly link: string }
  | { readonly kind: 'submodule' | 'other' };

export class MemoryHost implements FileHost {
  private readonly index: TreeIndex;
  private readonly files: ReadonlyMap<string, MemoryFile>;

  constructor(files: Readonly<Record<string, MemoryFile>>) {
    this.files = new Map(Object.entries(files));
    this.index = new TreeIndex(new Map([...this.files].map(([path, file]) => [path, leafKind(file)])));
  }

  async list(directory: string): Promise<ListResult> {
    return this.index.list(directory);
  }

  async kind(path: string): Promise<EntryKind | 'missing'> {
    return this.index.kind(path);
  }

  async read(path: string, limit: number): Promise<ReadResult> {
    const target = await this.linkTarget(path);
    const bytes = target.kind === 'inside' ? this.bytes(target.path) : null;
    if (bytes === null) return { kind: 'failed', reason: 'no such file' };
    return bytes.length > limit ? { kind: 'too-large', size: bytes.length } : { kind: 'bytes', bytes };
  }

  async linkTarget(path: string): Promise<LinkTarget> {
    return this.index.follow(path, async (link) => this.linkText(link));
  }

  contentId(path: string): string | null {
    const bytes = this.bytes(path);
    return bytes === null ? null : sha256(bytes);
  }

  async close(): Promise<void> {}

  private bytes(path: string): Uint8Array | null {
    const file = this.files.get(path);
    if (typeof file === 'string') return Buffer.from(file, 'utf8');
    return file instanceof Uint8Array ? file : null;
  }

  private linkText(path: string): string {
    const file = this.files.get(path);
    return typeof file === 'object' && 'link' in file ? file.link : '';
  }
}

function leafKind(file: MemoryFile): LeafKind {
  if (typeof file === 'string' || file instanceof Uint8Array) return 'file';
  return 'link' in file ? 'link' : file.kind;
}
