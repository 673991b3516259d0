/**
 * Objects of a git repository, read through one `git cat-file --batch` process that lives as long as it is needed.
 *
 * Protocol: we write an object id and a line feed; git answers `<id> <type> <size>\n<bytes>\n`, or `<id> missing\n`, in
 * the order of the questions. Ids, not names, go to git, so no name in a tree can be taken for anything else.
 */
import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import type { ReadResult } from './file-host.ts';

/**
 * Options before every git command: no replaced objects, and no transport at all, so that a partial clone with a hostile
 * promisor never makes us talk to anyone.
 */
const safeOptions = ['--no-replace-objects', '-c', 'protocol.allow=never', '-c', 'core.fsmonitor=false'];

/** Where and how git runs. */
export interface GitPlace {
  readonly directory: string;
  /** Environment variables of git; null: those of this process. */
  readonly environment: Readonly<Record<string, string | undefined>> | null;
}

const runFile = promisify(execFile);

/** Runs git to its end; its output as bytes. Rejects with git's own message. */
export async function runGit(place: GitPlace, parameters: readonly string[]): Promise<Buffer> {
  const { stdout } = await runFile('git', [...safeOptions, '-C', place.directory, ...parameters], {
    encoding: 'buffer',
    maxBuffer: 1 << 30,
    ...environmentOf(place),
  });
  return stdout;
}

function environmentOf(place: GitPlace): { readonly env?: Record<string, string | undefined> } {
  return place.environment === null ? {} : { env: { ...place.environment } };
}

interface Question {
  readonly limit: number;
  readonly answer: (result: ReadResult) => void;
}

/** Where the parser of git's answers is: before a header, or inside a body with so many bytes still to come. */
type State =
  | { readonly at: 'header' }
  | { readonly at: 'body'; readonly size: number; readonly kept: Buffer[] | null; remaining: number };

export class GitObjects {
  private readonly place: GitPlace;
  private child: ChildProcessWithoutNullStreams | null = null;
  private readonly questions: Question[] = [];
  private state: State = { at: 'header' };
  private pending: Buffer = Buffer.alloc(0);

  constructor(place: GitPlace) {
    this.place = place;
  }

  /** The content of a blob of at most `limit` bytes. */
  read(id: string, limit: number): Promise<ReadResult> {
    return new Promise((answer) => {
      this.questions.push({ limit, answer });
      this.process().stdin.write(`${id}\n`);
    });
  }

  /** Ends the process; questions still open are answered with 'failed'. */
  async close(): Promise<void> {
    const child = this.child;
    if (child === null) return;
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.stdin.end();
    await ended;
  }

  private process(): ChildProcessWithoutNullStreams {
    if (this.child) return this.child;
    const child = spawn('git', [...safeOptions, '-C', this.place.directory, 'cat-file', '--batch'], {
      ...environmentOf(this.place),
    });
    child.stdout.on('data', (chunk: Buffer) => this.receive(chunk));
    // git's complaints come again as `missing`; unread they would fill the pipe.
    child.stderr.resume();
    child.stdin.on('error', () => {});
    child.on('error', () => this.fail(child, 'git could not be started'));
    child.on('close', () => this.fail(child, 'git ended before it answered'));
    this.child = child;
    return child;
  }

  private fail(child: ChildProcessWithoutNullStreams, reason: string): void {
    if (this.child !== child) return;
    this.child = null;
    this.state = { at: 'header' };
    this.pending = Buffer.alloc(0);
    for (const question of this.questions.splice(0)) question.answer({ kind: 'failed', reason });
  }

  private receive(chunk: Buffer): void {
    let rest: Buffer | null = chunk;
    while (rest !== null && rest.length > 0) {
      rest = this.state.at === 'header' ? this.receiveHeader(rest) : this.receiveBody(this.state, rest);
    }
  }

  /** Reads up to the line feed; what follows it, or null when the header is not complete yet. */
  private receiveHeader(chunk: Buffer): Buffer | null {
    const end = chunk.indexOf(10);
    const line = Buffer.concat([this.pending, end < 0 ? chunk : chunk.subarray(0, end)]);
    this.pending = end < 0 ? line : Buffer.alloc(0);
    if (end < 0) return null;
    const size = sizeInHeader(line.toString('latin1'));
    if (size === null) this.settle({ kind: 'failed', reason: 'not in the repository' });
    else this.state = this.bodyOf(size);
    return chunk.subarray(end + 1);
  }

  private bodyOf(size: number): State {
    const keep = size <= (this.questions[0]?.limit ?? 0);
    return { at: 'body', size, kept: keep ? [] : null, remaining: size + 1 };
  }

  /** Takes the body and the line feed that ends it; what follows them. */
  private receiveBody(body: Extract<State, { at: 'body' }>, chunk: Buffer): Buffer {
    const taken = chunk.subarray(0, body.remaining);
    body.kept?.push(taken);
    body.remaining -= taken.length;
    if (body.remaining === 0) {
      this.state = { at: 'header' };
      this.settle(
        body.kept
          ? { kind: 'bytes', bytes: Buffer.concat(body.kept).subarray(0, body.size) }
          : { kind: 'too-large', size: body.size },
      );
    }
    return chunk.subarray(taken.length);
  }

  private settle(result: ReadResult): void {
    this.questions.shift()?.answer(result);
  }
}

/** The size in `<id> blob <size>`; null for `<id> missing` and for what is no blob's header. */
function sizeInHeader(line: string): number | null {
  const [, , size] = line.split(' ');
  return size === undefined || !/^\d+$/.test(size) ? null : Number(size);
}
