/**
 * Finds changes in place of a list or dictionary that the configuration holds: `origins = CONF.cors.allowed_origin or []`,
 * then `origins.append(host)`. What one request adds stays for all that follow.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { definitionOf, instructionOf } from '../../src/ir/definitions.ts';
import type { IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { callsNamed } from '../../src/rules/questions/calls.ts';
import { calledName, receiverOf } from '../../src/rules/questions/made-from.ts';
import { dottedText } from '../../src/rules/questions/spelling.ts';

const changing = new Set([
  'append',
  'extend',
  'insert',
  'update',
  'remove',
  'clear',
  'setdefault',
  'sort',
  'pop',
]);
/** `CONF.group.option`, not an option's register. */
const option = /^(?:cfg\.)?CONF\.[a-z]\w*\.[a-z]\w*$/;

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    callsNamed(fn.ir, changing).flatMap((call): readonly FindingDraft[] => {
      const receiver = receiverOf(fn.ir, call);
      const name = receiver === null ? null : optionIn(fn.ir, receiver);
      if (name === null) return [];
      return [
        {
          rule: rule.id,
          message: `\`${calledName(fn.ir, call)}\` changes the list of \`${name}\` itself: what is added for this request holds for every one after it.`,
          place: placeOf(fn, call.span),
        },
      ];
    }),
  );
  return { findings, evidence: [] };
}

/** The option that the value is, on some way; null: none. */
function optionIn(fn: IrFunction, value: ValueId): string | null {
  const definition = definitionOf(fn, value);
  const values = definition?.kind === 'phi' ? definition.phi.operands.map((one) => one.value) : [value];
  for (const one of values) {
    if (instructionOf(fn, one)?.op !== 'attribute') continue;
    const text = dottedText(fn, one);
    if (text !== null && option.test(text)) return text;
  }
  return null;
}
