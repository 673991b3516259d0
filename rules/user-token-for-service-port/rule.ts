/**
 * Finds work on ports that is done with the token of the request: `neutron.get_client(task.context.auth_token)`. Ports for
 * provisioning and cleaning belong to the service: a user's token has no rights on them, or lends its rights to the service,
 * and it may have expired when a worker gets to it.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

const token = 'auth_token';
/** Where ports are worked on: network interfaces, DHCP, what both share. */
const ofPorts = /(?:^|\.)(?:network|neutron|dhcp)(?:\.|$)/;
const callee = /^(?:get_client|_get_client)$|(?:^|_)ports?(?:_|$)/;

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope
    .filter((fn) => ofPorts.test(fn.module.name) && readsToken(fn))
    .flatMap((fn) =>
      fn.ir.blocks.flatMap(({ instructions }) =>
        instructions
          .filter((one): one is Call => one.op === 'call' && takesToken(fn.ir, one))
          .map(
            (call): FindingDraft => ({
              rule: rule.id,
              message: `\`${calledName(fn.ir, call)}\` works on the service's ports with the token of whoever made the request: it has other rights than the service, and may have expired.`,
              place: placeOf(fn, call.span),
            }),
          ),
      ),
    );
  return { findings, evidence: [] };
}

function readsToken({ ir }: ProjectFunction): boolean {
  return ir.blocks.some(({ instructions }) =>
    instructions.some((one) => one.op === 'attribute' && one.name === token),
  );
}

/** The call is about ports or their client, and is given the token of a context. */
function takesToken(fn: IrFunction, call: Call): boolean {
  if (!callee.test(calledName(fn, call))) return false;
  return call.arguments.some(({ value }) => {
    const read = instructionOf(fn, value);
    return read?.op === 'attribute' && read.name === token;
  });
}
