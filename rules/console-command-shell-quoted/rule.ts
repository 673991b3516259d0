/**
 * Finds commands that become part of a socat address with the quotes of a shell. No shell reads them: socat takes the quotes
 * by rules of its own, so the command is split otherwise than meant, or not at all.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { calledName, partsOf } from '../../src/rules/questions/made-from.ts';
import { socatCommands } from '../../src/rules/questions/socat-commands.ts';

/** `shlex.quote`, `pipes.quote`, `six.moves.shlex_quote`. */
const forShell = new Set(['quote', 'shlex_quote', 'cmd_quote', 'join']);
const shellJoin = /^shlex$/;

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    socatCommands(fn.ir)
      .filter(({ command }) => isQuoted(fn.ir, command))
      .map(
        (found): FindingDraft => ({
          rule: rule.id,
          message:
            'The command is quoted for a shell and put into a socat address, which no shell reads: socat takes quotes and backslashes by its own rules.',
          place: placeOf(fn, found.span),
        }),
      ),
  );
  return { findings, evidence: [] };
}

function isQuoted(fn: IrFunction, command: ValueId): boolean {
  return partsOf(fn, command).some((part) => {
    const made = instructionOf(fn, part);
    if (made?.op !== 'call') return false;
    const name = calledName(fn, made);
    return forShell.has(name) && (name !== 'join' || isOfShlex(fn, made.callee));
  });
}

/** `shlex.join`, not the method of a text. */
function isOfShlex(fn: IrFunction, callee: ValueId): boolean {
  const read = instructionOf(fn, callee);
  const module = read?.op === 'attribute' ? instructionOf(fn, read.object) : undefined;
  return module?.op === 'load-global' && shellJoin.test(module.name);
}
