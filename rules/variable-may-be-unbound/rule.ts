/** Finds reads of variables that have no value when the guarded code has failed before it assigned them. */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { IrFunction } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { type UnboundUse, unboundUses } from '../../src/rules/questions/unbound.ts';

export function check({ analyses, scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    unboundUses(analyses.exceptions, fn).map((use) => draft(rule.id, fn, use)),
  );
  return { findings, evidence: [] };
}

function draft(rule: string, fn: ProjectFunction, { variable, span, cause }: UnboundUse): FindingDraft {
  const place = placeOf(fn, span);
  const why =
    cause === null
      ? 'nothing assigns it on any way to this line'
      : `when \`${nameOfCall(fn.ir, cause)}\` fails it has not been assigned`;
  return {
    rule,
    message: `\`${variable}\` may have no value here: ${why}, and an UnboundLocalError takes the place of the error that is handled.`,
    place,
    trace:
      cause === null
        ? []
        : [
            { place: placeOf(fn, cause.span), message: 'this call can fail' },
            { place, message: `\`${variable}\` is read without a value` },
          ],
  };
}

function nameOfCall(fn: IrFunction, cause: NonNullable<UnboundUse['cause']>): string {
  const callee = cause.op === 'call' ? instructionOf(fn, cause.callee) : undefined;
  return callee?.op === 'attribute' || callee?.op === 'load-global' ? callee.name : 'the call before it';
}
