/**
 * Finds commands that become part of a socat address as they are. The address language gives a meaning to commas, quotes,
 * colons and backslashes, so what an operator wrote into a node's description can end the command and begin an option.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { calledName, partsOf } from '../../src/rules/questions/made-from.ts';
import { socatCommands } from '../../src/rules/questions/socat-commands.ts';

const escaping = /(?:^|_)(?:escape|quote|sanitize|encode)/i;

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    socatCommands(fn.ir)
      .filter(({ command }) => !isEscaped(fn.ir, command))
      .map(
        (found): FindingDraft => ({
          rule: rule.id,
          message:
            'The command becomes part of a socat address without escaping: a comma, quote or colon in a user name or an address ends it and begins an option.',
          place: placeOf(fn, found.span),
        }),
      ),
  );
  return { findings, evidence: [] };
}

/** It, or a part of it, comes from a call whose name says that it escapes. */
function isEscaped(fn: IrFunction, command: ValueId): boolean {
  return partsOf(fn, command).some((part) => {
    const made = instructionOf(fn, part);
    return made?.op === 'call' && escaping.test(calledName(fn, made));
  });
}
