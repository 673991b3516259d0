/**
 * Lowered files, kept by content: revisions of one repository share what did not change between them.
 *
 * An entry depends on a file's path and bytes alone, so it is right for any run. The cache is bounded by the length of
 * the texts it holds (the IR of a file is proportional to its text); what was not asked for the longest goes first.
 */
import type { Module } from '../ir/ir.ts';
import type { SourceText } from '../source/text.ts';

export interface LoweredFile {
  readonly source: SourceText;
  readonly module: Module;
}

/** About 1 GB of IR and text. */
const defaultCharacters = 60_000_000;

export class ModuleCache {
  private readonly entries = new Map<string, LoweredFile>();
  private readonly mostCharacters: number;
  private characters = 0;

  /** `mostCharacters`: of all texts together. */
  constructor(mostCharacters: number = defaultCharacters) {
    this.mostCharacters = mostCharacters;
  }

  /** `content` identifies the bytes: a hash, or a blob's id. */
  get(path: string, content: string): LoweredFile | null {
    const key = keyOf(path, content);
    const entry = this.entries.get(key);
    if (entry === undefined) return null;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry;
  }

  set(path: string, content: string, file: LoweredFile): void {
    const key = keyOf(path, content);
    if (this.entries.has(key)) return;
    this.entries.set(key, file);
    this.characters += file.source.text.length;
    for (const [oldest, entry] of this.entries) {
      if (this.characters <= this.mostCharacters || oldest === key) break;
      this.entries.delete(oldest);
      this.characters -= entry.source.text.length;
    }
  }
}

function keyOf(path: string, content: string): string {
  return `${content}:${path}`;
}
