/**
 * Finds starts of consoles that are taken for successful because a PID file exists: it may be left over, or the process may
 * have ended right after it wrote the file.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { namesOf, usesOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction } from '../../src/ir/ir.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { callsNamed, usesWord } from '../../src/rules/questions/calls.ts';

const existing = new Set(['exists', 'isfile']);
const pidFile = /(?:^|_)pid(?:_?file|_path)?$/;
/** By these a function looks at the process itself. */
const looking = new Set(['pid_exists', 'kill', 'Process', 'is_running', 'waitpid']);
/** What a start does: it runs a program, or waits for one in a loop. */
const starting = new Set(['Popen', 'LoopingCallDone']);

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn): readonly FindingDraft[] => {
    const [first] = callsNamed(fn.ir, existing).filter((call) => decidesByPidFile(fn.ir, call));
    if (first === undefined || !usesWord(fn.ir, starting) || usesWord(fn.ir, looking)) return [];
    return [
      {
        rule: rule.id,
        message:
          'That the PID file exists decides that the console has started; whether the process in it runs is not asked.',
        place: placeOf(fn, first.span),
      },
    ];
  });
  return { findings, evidence: [] };
}

function decidesByPidFile(fn: IrFunction, call: Call): boolean {
  const [argument] = call.arguments;
  if (argument === undefined || !namesOf(fn, argument.value).some((name) => pidFile.test(name))) return false;
  return usesOf(fn, call.result).some(
    (use) => use.kind === 'phi' || (use.kind === 'terminator' && use.terminator.op === 'branch'),
  );
}
