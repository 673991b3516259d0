/** Finds workers that are started with the task while a `with` holds the lock: the lock is gone before they have begun. */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { isCall, lockRegionsOf } from '../../src/rules/questions/node-lock.ts';
import { calleeName } from '../../src/rules/questions/spelling.ts';

/** Calls that start a worker at once; `spawn_after` waits for the end of the `with`. */
const starts = /^(_?spawn(_worker|_n|_after_local)?|submit|Thread|start_new_thread)$/;

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    lockRegionsOf(fn.ir).flatMap((region) =>
      region.body
        .map((at) => at.instruction)
        .filter(isCall)
        .filter((call) => starts.test(calleeName(fn.ir, call)) && receives(fn.ir, call, region.task))
        .map((call) => draft(rule.id, fn, call)),
    ),
  );
  return { findings, evidence: [] };
}

/** Among the arguments, or in the tuple or dictionary of them. */
function receives(fn: IrFunction, call: Call, task: ValueId): boolean {
  return call.arguments.some(({ value }) => {
    if (value === task) return true;
    const built = instructionOf(fn, value);
    return built?.op === 'build' && built.elements.some((element) => element.value === task);
  });
}

function draft(rule: string, fn: ProjectFunction, call: Call): FindingDraft {
  return {
    rule,
    message: `The worker gets the task, but \`${fn.ir.name}\` releases the lock when the \`with\` ends: the worker changes the node without it. Use \`task.spawn_after\`.`,
    place: placeOf(fn, call.span),
  };
}
