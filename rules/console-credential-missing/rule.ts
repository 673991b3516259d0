/**
 * Finds consoles whose command opens a session at the management controller (`sol activate`) in a method that neither writes
 * a password file nor passes the password by the environment.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { textsMatching } from '../../src/rules/questions/calls.ts';
import { isConsoleMethod } from '../../src/rules/questions/consoles.ts';

const activation = /\bsol activate\b/;
/** Words by which a command is given a password: options of the program, names of what holds it. */
const credential = /passw|pw_?file|pwd|credential|secret/i;
const option = /^-[fPEaK]$|\s-[fPEaK]\s/;

export function check({ project, analyses, scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn): readonly FindingDraft[] => {
    if (!isConsoleMethod(project, fn)) return [];
    const [text] = textsMatching(fn.ir, activation);
    if (text === undefined || givesCredential(fn)) return [];
    if (analyses.obligations.performs(fn, 'acquire:secret-file') !== null) return [];
    return [
      {
        rule: rule.id,
        message:
          'The command that opens the session is given no password on this way, neither by a file nor by the environment: the controller refuses it, or asks at a terminal that nobody sees.',
        place: placeOf(fn, text.span),
      },
    ];
  });
  return { findings, evidence: [] };
}

/** It reads something that is called after a password, or gives the program an option for one; `pw_file=None` is neither. */
function givesCredential({ ir }: ProjectFunction): boolean {
  if (textsMatching(ir, option).length > 0) return true;
  return ir.blocks.some(({ instructions }) =>
    instructions.some(
      (one) => (one.op === 'attribute' || one.op === 'load-global') && credential.test(one.name),
    ),
  );
}
