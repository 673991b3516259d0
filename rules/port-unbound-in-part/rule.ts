/**
 * Finds updates that clear the host of a port's binding and leave its profile, which names the switch and the port of the
 * machine: whoever binds the port next inherits them.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Build, IrFunction } from '../../src/ir/ir.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';
import { textsMatching } from '../../src/rules/questions/calls.ts';

const host = 'binding:host_id';
const profile = 'binding:profile';

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) => {
    if (textsMatching(fn.ir, /^binding:host_id$/).length === 0) return [];
    return fn.ir.blocks.flatMap(({ instructions }) =>
      instructions.flatMap((one): readonly FindingDraft[] => {
        if (one.op !== 'build' || one.kind !== 'dict' || !clearsHostAlone(fn.ir, one)) return [];
        return [
          {
            rule: rule.id,
            message:
              'The port loses its host and keeps the profile of its binding, which names the switch port of this machine.',
            place: placeOf(fn, one.span),
          },
        ];
      }),
    );
  });
  return { findings, evidence: [] };
}

function clearsHostAlone(fn: IrFunction, body: Build): boolean {
  if (body.elements.some(({ spread }) => spread)) return false;
  const keys = body.elements.map(({ key }) => (key === null ? null : constantText(fn, key)));
  const cleared = body.elements[keys.indexOf(host)];
  return cleared !== undefined && !keys.includes(profile) && isNothing(fn, cleared.value);
}

function isNothing(fn: IrFunction, value: number): boolean {
  const made = instructionOf(fn, value);
  if (made?.op !== 'constant') return false;
  return made.constant.kind === 'none' || (made.constant.kind === 'string' && made.constant.value === '');
}
