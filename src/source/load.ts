/** From a path of a host to a SourceText, or to the reason why there is none. */
import { decode } from './decode.ts';
import type { FileHost } from './file-host.ts';
import { sha256 } from './hash.ts';
import type { SourceProblem } from './problem.ts';
import { lineStartsOf, type SourceText } from './text.ts';

/** Bytes; the default of --max-file-size. */
export const defaultSizeLimit = 2_000_000;

export type LoadResult =
  | { readonly kind: 'source'; readonly source: SourceText }
  | { readonly kind: 'problem'; readonly problem: SourceProblem };

/** Reads, decodes and hashes one file of at most `limit` bytes. */
export async function loadSource(host: FileHost, path: string, limit: number): Promise<LoadResult> {
  const read = await host.read(path, limit);
  switch (read.kind) {
    case 'bytes':
      return sourceOf(path, read.bytes);
    case 'too-large':
      return problem(
        path,
        'file-too-large',
        `is ${read.size} bytes; the limit is ${limit} (--max-file-size)`,
      );
    case 'failed':
      return problem(path, 'unreadable', `could not be read: ${read.reason}`);
  }
}

/** The text of bytes already read. */
export function sourceOf(path: string, bytes: Uint8Array): LoadResult {
  const decoded = decode(bytes, { declares: path.endsWith('.py') });
  if (decoded.kind === 'failed') return problem(path, 'undecodable', decoded.reason);
  const { text } = decoded;
  return { kind: 'source', source: { path, text, hash: sha256(bytes), lineStarts: lineStartsOf(text) } };
}

function problem(path: string, id: SourceProblem['id'], message: string): LoadResult {
  return { kind: 'problem', problem: { level: 'warning', id, path, message } };
}
