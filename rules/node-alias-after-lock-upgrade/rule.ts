/** Finds a variable that keeps `task.node` across `task.upgrade_lock()`, which loads the node anew into the task. */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { definitionOf, instructionOf, instructionsWith, namesOf } from '../../src/ir/definitions.ts';
import type { Attribute, Call, Instruction, IrFunction, StoreAttribute, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { type At, following } from '../../src/rules/questions/following.ts';
import { calleeName, dottedText, receiverOf } from '../../src/rules/questions/spelling.ts';

/** Fields that no request changes. */
const fixed: ReadonlySet<string> = new Set(['uuid', 'id', 'name', 'driver', 'created_at']);

interface StaleUse {
  readonly fn: ProjectFunction;
  readonly upgrade: Call;
  readonly use: Attribute | StoreAttribute;
  readonly alias: string;
}

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    instructionsWith(fn.ir, 'call')
      .filter((at) => calleeName(fn.ir, at.instruction) === 'upgrade_lock')
      .flatMap((at) => staleUse(fn, at))
      .map((use) => draft(rule.id, use)),
  );
  return { findings, evidence: [] };
}

/** The first use behind the upgrade of a node that was read before it. */
function staleUse(fn: ProjectFunction, at: At<Call>): readonly StaleUse[] {
  const task = receiverOf(fn.ir, at.instruction);
  if (task === null) return [];
  const old = aliasesBefore(fn.ir, at, task);
  for (const value of old) {
    const definition = definitionOf(fn.ir, value);
    const isRead = (one: Instruction): boolean =>
      definition?.kind === 'instruction' && one === definition.instruction;
    const use = following(fn.ir, at, isRead)
      .reached.map((one) => one.instruction)
      .find((one) => uses(one, value));
    const alias = namesOf(fn.ir, value)[0] ?? 'node';
    if (use !== undefined && isAccess(use)) return [{ fn, upgrade: at.instruction, use, alias }];
  }
  return [];
}

/** Values of `task.node` from which the upgrade is reached, and which a variable keeps. */
function aliasesBefore(fn: IrFunction, upgrade: At<Call>, task: ValueId): readonly ValueId[] {
  return instructionsWith(fn, 'attribute')
    .filter((at) => at.instruction.name === 'node' && isSameTask(fn, at.instruction.object, task))
    .filter((at) => fn.assignments.some((assignment) => assignment.value === at.instruction.result))
    .filter((at) =>
      following(fn, at, (one) => one === at.instruction).reached.some(
        (one) => one.instruction === upgrade.instruction,
      ),
    )
    .filter((at) => !isReadUnderLock(fn, at, upgrade))
    .map((at) => at.instruction.result);
}

/** An upgrade before the read: the lock is exclusive already, and upgrading it again loads nothing. */
function isReadUnderLock(fn: IrFunction, read: At, upgrade: At<Call>): boolean {
  return instructionsWith(fn, 'call')
    .filter((at) => at.instruction !== upgrade.instruction)
    .filter((at) => calleeName(fn, at.instruction) === 'upgrade_lock')
    .some((at) => following(fn, at, () => false).reached.some((one) => one.instruction === read.instruction));
}

function isSameTask(fn: IrFunction, one: ValueId, other: ValueId): boolean {
  if (one === other) return true;
  return instructionOf(fn, one)?.op !== 'parameter' && dottedText(fn, one) === dottedText(fn, other);
}

function isAccess(instruction: Instruction): instruction is Attribute | StoreAttribute {
  return instruction.op === 'attribute' || instruction.op === 'store-attribute';
}

function uses(instruction: Instruction, value: ValueId): boolean {
  return isAccess(instruction) && instruction.object === value && !fixed.has(instruction.name);
}

function draft(rule: string, { fn, upgrade, use, alias }: StaleUse): FindingDraft {
  return {
    rule,
    message: `\`${alias}\` is the node as it was before \`upgrade_lock\`: the task has loaded it anew, and \`${use.name}\` of the old object may be out of date or overwrite newer values.`,
    place: placeOf(fn, use.span),
    related: [
      { place: placeOf(fn, upgrade.span), message: 'the lock is upgraded and the node loaded anew here' },
    ],
  };
}
