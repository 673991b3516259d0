/**
 * Finds kills of a console's process that take a process which has ended for a failure: the program `kill` whose exit code is
 * not tolerated, and `os.kill` whose handler does not tell "no such process" from other errors.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { BlockId, IrFunction } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText, givenArgument } from '../../src/rules/questions/arguments.ts';
import { usesWord } from '../../src/rules/questions/calls.ts';
import { consoleKills, type Kill } from '../../src/rules/questions/console-kills.ts';
import { bodyRaises, type Clause, clausesOf } from '../../src/rules/questions/handlers.ts';
import { partsOf } from '../../src/rules/questions/made-from.ts';

const ofProgram = new Set(['ProcessExecutionError', 'Exception', 'BaseException']);
const ofSystem = new Set(['OSError', 'ProcessLookupError', 'Exception', 'BaseException', 'EnvironmentError']);
const absence = new Set(['ESRCH', 'ProcessLookupError', 'NoSuchProcess']);
const exitCodes = { kind: 'argument', position: null, name: 'check_exit_code' } as const;

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    consoleKills(fn)
      .filter((kill) => !isTolerant(fn.ir, kill))
      .map((kill) => draft(rule.id, fn, kill)),
  );
  return { findings, evidence: [] };
}

function isTolerant(fn: IrFunction, kill: Kill): boolean {
  if (usesWord(fn, absence) || (kill.byProgram && allowsOne(fn, kill))) return true;
  const wanted = kill.byProgram ? ofProgram : ofSystem;
  return clausesAround(fn, kill).some((clause) => catches(clause, wanted) && !bodyRaises(clause));
}

/** `check_exit_code=[0, 1]`, or none is checked. */
function allowsOne(fn: IrFunction, { call }: Kill): boolean {
  const given = givenArgument(call, exitCodes);
  if (given.kind === 'absent') return false;
  if (given.kind === 'passed-on') return true;
  return partsOf(fn, given.value).some((part) => ['1', 'false'].includes(constantText(fn, part) ?? ''));
}

function clausesAround(fn: IrFunction, { call }: Kill): readonly Clause[] {
  const at = fn.blocks.find(({ instructions }) => instructions.includes(call));
  const id: BlockId | undefined = at?.id;
  return clausesOf(fn).filter(({ guarded }) => guarded.some((block) => block.id === id));
}

function catches(clause: Clause, wanted: ReadonlySet<string>): boolean {
  return clause.names.length === 0 || clause.names.some((name) => wanted.has(name));
}

function draft(rule: string, fn: ProjectFunction, { call, byProgram }: Kill): FindingDraft {
  const how = byProgram ? 'the exit code of `kill`' : 'the error that the system gives';
  return {
    rule,
    message: `A process that has ended already is no failure, but ${how} makes it one: the console cannot be stopped, or started again, until its PID file is removed by hand.`,
    place: placeOf(fn, call.span),
  };
}
