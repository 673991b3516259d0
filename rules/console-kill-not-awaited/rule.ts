/**
 * Finds functions that send a console's process the signal to end and neither wait for its end nor send the one that it
 * cannot ignore: the PID file is removed, the process goes on, and nobody knows it any more.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { usesWord } from '../../src/rules/questions/calls.ts';
import { consoleKills } from '../../src/rules/questions/console-kills.ts';

/** By these a function looks whether the process is there, waits for it, or ends it for good. */
const looking = new Set(['pid_exists', 'waitpid', 'wait', 'wait_procs', 'poll', 'SIGKILL', 'is_running']);

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn): readonly FindingDraft[] => {
    const [first] = consoleKills(fn);
    if (first === undefined || usesWord(fn.ir, looking)) return [];
    return [
      {
        rule: rule.id,
        message: `The process is told to end here, and \`${fn.ir.name}\` goes on as if it had: one that does not obey keeps the port and the session, and its record is gone.`,
        place: placeOf(fn, first.call.span),
      },
    ];
  });
  return { findings, evidence: [] };
}
