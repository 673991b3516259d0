/**
 * What the commands know of the terminal. Standard output holds what was asked for; everything else goes to standard
 * error, and progress only when that is a terminal.
 */
import picocolors from 'picocolors';
import type { ErrorText } from '../engine/presentation.ts';

/** Exit codes: what scripts and continuous integration act on. */
export const exitCodes = { clean: 0, findings: 1, failed: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A reader that has read enough (`ironvet … | head`) closes the pipe; the run then goes on without it. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** One clear line, and a hint on the next where there is one. */
export function printError({ message, hint }: ErrorText): void {
  const colors = picocolors.createColors(process.stderr.isTTY === true && isColorWanted());
  process.stderr.write(`${colors.red('error:')} ${message}\n`);
  if (hint !== null) process.stderr.write(`${colors.cyan('hint:')} ${hint}\n`);
}

/** Lines for standard error that are not errors. */
export function printAside(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Colours for standard output: on a terminal, unless NO_COLOR says otherwise (https://no-color.org); FORCE_COLOR wins. */
export function outputColors(): ReturnType<typeof picocolors.createColors> {
  const { FORCE_COLOR } = process.env;
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '' && FORCE_COLOR !== '0';
  return picocolors.createColors(isColorWanted() && (forced || process.stdout.isTTY === true));
}

export function outputWidth(): number {
  return process.stdout.isTTY === true ? process.stdout.columns : 100;
}

/** Shows how far the run is, on one line that replaces itself. */
export class Progress {
  private readonly shown = process.stderr.isTTY === true;
  private last = 0;

  readonly update = (phase: string, done: number, total: number): void => {
    const now = performance.now();
    if (!this.shown || (done > 0 && done < total && now - this.last < 50)) return;
    this.last = now;
    const share = total > 1 ? ` ${done}/${total}` : '';
    process.stderr.write(`\r\x1b[2K${phase}${share}`);
  };

  clear(): void {
    if (this.shown) process.stderr.write('\r\x1b[2K');
  }
}

function isColorWanted(): boolean {
  const { NO_COLOR, TERM } = process.env;
  return (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb';
}
