/**
 * Whether a conversion of a text that may not be a number is guarded, and whether a number is held against a limit.
 *
 * Terms
 * - **guarded**: what `int()` raises for a text that is no number is caught in the same function.
 * - **bounded**: the value, or something made of it, is compared by order, or given to a function that checks or limits it.
 */
import { instructionOf, usesOf } from '../../ir/definitions.ts';
import { edgesFrom } from '../../ir/edges.ts';
import type { BlockId, Call, IrFunction, OperatorName, ValueId } from '../../ir/ir.ts';
import { calledName, madeOf } from './made-from.ts';

const ORDERS: ReadonlySet<OperatorName> = new Set<OperatorName>(['<', '<=', '>', '>=', 'in', 'not in']);
const CHECKING_WORDS: ReadonlySet<string> = new Set(
  'assert check clamp is ensure limit max min range require valid validate validator verify'.split(' '),
);
/** What catches the failure of a conversion. */
const CATCHING: ReadonlySet<string> = new Set(['ValueError', 'TypeError', 'Exception', 'BaseException']);

/** Is the call named as something that checks or limits its argument? */
export function isChecking(fn: IrFunction, call: Call): boolean {
  return calledName(fn, call)
    .toLowerCase()
    .split('_')
    .some((word) => CHECKING_WORDS.has(word));
}

export function isBounded(fn: IrFunction, value: ValueId): boolean {
  return madeOf(fn, value).some((one) => usesOf(fn, one).some((use) => isLimit(use)));

  function isLimit(use: ReturnType<typeof usesOf>[number]): boolean {
    if (use.kind !== 'instruction') return false;
    const { instruction } = use;
    if (instruction.op === 'operator') return ORDERS.has(instruction.operator);
    return instruction.op === 'call' && instruction.callee !== value && isChecking(fn, instruction);
  }
}

/** Does a handler around the block catch what a conversion raises? */
export function isGuarded(fn: IrFunction, block: BlockId): boolean {
  const handler = fn.blocks[block]?.handler ?? null;
  if (handler === null) return false;
  const reached = new Set([handler]);
  for (const id of reached) {
    const at = fn.blocks[id];
    if (at === undefined) continue;
    if (at.terminator.op === 'catches' && catchesConversion(fn, at.terminator.type)) return true;
    for (const edge of edgesFrom(at)) reached.add(edge.to);
  }
  return false;
}

function catchesConversion(fn: IrFunction, type: ValueId | null): boolean {
  if (type === null) return true;
  const instruction = instructionOf(fn, type);
  if (instruction?.op === 'build')
    return instruction.elements.some((one) => catchesConversion(fn, one.value));
  return instruction?.op === 'load-global' && CATCHING.has(instruction.name);
}
