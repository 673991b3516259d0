/**
 * Finds tests of `Popen.poll()` by its truth: None (still running) and 0 (ended well) are both false.
 *
 * A process is known by its class, or by what else is done to the same value: only processes have `poll` beside `kill`,
 * `terminate`, `communicate` or `returncode`.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { CallSite } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';

const onlyOfProcesses = new Set(['kill', 'terminate', 'communicate', 'returncode', 'send_signal']);

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    project
      .callsOf(fn)
      .flatMap((site) =>
        isPoll(site) && isTruthTest(fn.ir, site.call.result) ? [draft(rule.id, site)] : [],
      ),
  );
  return { findings, evidence: [] };
}

function isPoll({ caller, call, targets }: CallSite): boolean {
  if (call.arguments.length > 0) return false;
  const callee = instructionOf(caller.ir, call.callee);
  if (callee?.op !== 'attribute' || callee.name !== 'poll') return false;
  if (targets.some((target) => target.kind === 'external' && target.path === 'subprocess.Popen.poll'))
    return true;
  return usesOf(caller.ir, callee.object).some(
    (use) =>
      use.kind === 'instruction' &&
      use.instruction.op === 'attribute' &&
      onlyOfProcesses.has(use.instruction.name),
  );
}

function isTruthTest(fn: IrFunction, result: ValueId): boolean {
  return usesOf(fn, result).some((use) => {
    if (use.kind === 'terminator') return use.terminator.op === 'branch';
    return (
      use.kind === 'instruction' && use.instruction.op === 'operator' && use.instruction.operator === 'not'
    );
  });
}

function draft(
  rule: string,
  { caller, call }: { readonly caller: CallSite['caller']; readonly call: Call },
): FindingDraft {
  return {
    rule,
    message:
      '`poll()` gives None while the process runs and 0 when it ended well: as a truth value both are false, so a running process is taken for a finished one, or the reverse.',
    place: placeOf(caller, call.span),
  };
}
