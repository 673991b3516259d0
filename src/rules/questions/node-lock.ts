/**
 * The lock on a node: where a `with` holds it, whether it is shared, and what runs while it is held.
 *
 * Worked example: `with task_manager.acquire(context, node_id, shared=True) as task: task.driver.power.validate(task)` is
 * a region whose task is the value of `task`, and which contains the call of `validate`.
 */
import { instructionOf, instructionsWith } from '../../ir/definitions.ts';
import type { Call, Enter, Instruction, IrFunction, ValueId } from '../../ir/ir.ts';
import { constantOf } from './arguments.ts';
import { type At, following } from './following.ts';
import { calleeName, dottedText } from './spelling.ts';

export interface LockRegion {
  /** The call that takes the lock. */
  readonly acquire: Call;
  readonly shared: boolean;
  readonly enter: At<Enter>;
  readonly task: ValueId;
  /** What runs inside, in the order of the blocks. */
  readonly body: readonly At[];
}

/** `task_manager.acquire(…)` and `TaskManager(…)`. */
export function takesLock(fn: IrFunction, call: Call): boolean {
  if (calleeName(fn, call) === 'TaskManager') return true;
  return dottedText(fn, call.callee) === 'task_manager.acquire';
}

/** `shared=True` is written at the call. */
export function isShared(fn: IrFunction, call: Call): boolean {
  return call.arguments.some((argument) => {
    if (argument.kind !== 'keyword' || argument.name !== 'shared') return false;
    const constant = constantOf(fn, argument.value);
    return constant?.kind === 'boolean' && constant.value;
  });
}

/** The `with` statements of a function that hold the lock of a node. */
export function lockRegionsOf(fn: IrFunction): readonly LockRegion[] {
  return instructionsWith(fn, 'enter').flatMap((enter) => {
    const { manager } = enter.instruction;
    const acquire = instructionOf(fn, manager);
    if (acquire?.op !== 'call' || !takesLock(fn, acquire)) return [];
    const leavesRegion = (one: Instruction): boolean => one.op === 'exit' && one.manager === manager;
    const { reached } = following(fn, enter, leavesRegion);
    return [{ acquire, shared: isShared(fn, acquire), enter, task: enter.instruction.result, body: reached }];
  });
}

export function isEnter(instruction: Instruction): instruction is Enter {
  return instruction.op === 'enter';
}

export function isCall(instruction: Instruction): instruction is Call {
  return instruction.op === 'call';
}
