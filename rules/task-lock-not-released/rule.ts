/** Finds locks of nodes that are taken without `with` and released only on some of the ways out of the function. */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionsWith, usesOf } from '../../src/ir/definitions.ts';
import type { Call, Instruction, IrFunction } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { type At, following } from '../../src/rules/questions/following.ts';
import { isCall, isShared, takesLock } from '../../src/rules/questions/node-lock.ts';
import { calleeName, receiverOf } from '../../src/rules/questions/spelling.ts';

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    instructionsWith(fn.ir, 'call')
      .filter((at) => takesLock(fn.ir, at.instruction) && isLost(fn.ir, at))
      .map((at) => draft(rule.id, fn, at.instruction)),
  );
  return { findings, evidence: [] };
}

/** A shared lock leaves no mark on the node, so there is nothing to lose. */
function isLost(fn: IrFunction, at: At<Call>): boolean {
  if (isShared(fn, at.instruction)) return false;
  const task = at.instruction.result;
  return !isHandedOn(fn, task) && following(fn, at, releases).leaves;

  function releases(instruction: Instruction): boolean {
    if (!isCall(instruction) || calleeName(fn, instruction) !== 'release_resources') return false;
    return receiverOf(fn, instruction) === task;
  }
}

/** A `with` enters it, or somebody else has it: a caller, an object, a closure that is not a callback, an exit stack. */
function isHandedOn(fn: IrFunction, task: number): boolean {
  return usesOf(fn, task).some((use) => {
    if (use.kind === 'terminator') return use.terminator.op === 'return';
    if (use.kind === 'phi') return false;
    const { instruction } = use;
    if (instruction.op === 'call') return calleeName(fn, instruction) === 'enter_context';
    return ['enter', 'store-attribute', 'store-item', 'store-name', 'yield'].includes(instruction.op);
  });
}

function draft(rule: string, fn: ProjectFunction, call: Call): FindingDraft {
  return {
    rule,
    message: `\`${fn.ir.name}\` can be left without releasing the lock that is taken here: the node then stays locked until the conductor is started anew.`,
    place: placeOf(fn, call.span),
  };
}
