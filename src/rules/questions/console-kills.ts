/**
 * Calls that tell the process of a console to end: `os.kill(pid, signal.SIGTERM)`, `utils.execute('kill', str(pid))`.
 *
 * A function has to do with consoles when its name or its module's says so.
 */
import type { Call } from '../../ir/ir.ts';
import type { ProjectFunction } from '../../project/project.ts';
import { constantText } from './arguments.ts';
import { callsNamed } from './calls.ts';
import { calledName } from './made-from.ts';
import { dottedText } from './spelling.ts';

const killing = new Set(['kill', 'execute', 'killpg', 'terminate']);
const consoleWord = /(?:^|[._])consoles?(?:_|$)/;

export interface Kill {
  readonly call: Call;
  /** By the program `kill`, whose exit code says that there is no such process. */
  readonly byProgram: boolean;
}

export function consoleKills(fn: ProjectFunction): readonly Kill[] {
  if (!consoleWord.test(fn.ir.name) && !consoleWord.test(fn.module.name)) return [];
  return callsNamed(fn.ir, killing).flatMap((call) => killOf(fn, call));
}

function killOf(fn: ProjectFunction, call: Call): readonly Kill[] {
  const [first, second] = call.arguments;
  if (first === undefined) return [];
  if (calledName(fn.ir, call) === 'execute') {
    return constantText(fn.ir, first.value) === 'kill' ? [{ call, byProgram: true }] : [];
  }
  const signal = second === undefined ? null : dottedText(fn.ir, second.value);
  return signal !== null && /(?:^|\.)SIGTERM$/.test(signal) ? [{ call, byProgram: false }] : [];
}
