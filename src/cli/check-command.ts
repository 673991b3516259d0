/** `ironvet check`: analyze, print, exit code. */
import { type CheckResult, check } from '../engine/check.ts';
import { annotationsText, reportText } from '../engine/presentation.ts';
import { standardParts } from '../engine/standard-parts.ts';
import type { PhaseTime } from '../engine/timing.ts';
import { type CheckFlags, requestOf } from './check-options.ts';
import {
  type ExitCode,
  exitCodes,
  outputColors,
  outputWidth,
  Progress,
  print,
  printAside,
  printError,
} from './terminal.ts';

export async function checkCommand(paths: readonly string[], flags: CheckFlags): Promise<ExitCode> {
  const progress = new Progress();
  const result = await check(requestOf(paths, flags, progress.update), standardParts).finally(() =>
    progress.clear(),
  );
  if (!flags.quiet) print(reportText(result.report, { palette: outputColors(), width: outputWidth() }));
  if (flags.github) print(annotationsText(result.report));
  if (flags.timing) printAside(timingText(result.phases));
  if (result.verdict === 'failed') {
    printError({ message: 'a rule crashed; findings may be missing', hint: 'the report names it' });
  }
  return exitCodeOf(result.verdict);
}

function exitCodeOf(verdict: CheckResult['verdict']): ExitCode {
  return exitCodes[verdict];
}

/** One line for each phase, and their sum. */
function timingText(phases: readonly PhaseTime[]): string {
  const total = phases.reduce((sum, phase) => sum + phase.milliseconds, 0);
  const rows = [...phases, { phase: 'total', milliseconds: total }];
  const width = Math.max(...rows.map((row) => row.phase.length));
  return rows
    .map((row) => `${row.phase.padEnd(width)} ${row.milliseconds.toFixed(0).padStart(7)} ms`)
    .join('\n');
}
