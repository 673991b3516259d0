/**
 * What only one side of a branch does: leaves early, or shows the text of a traceback.
 *
 * Worked example: in
 *
 *     if CONF.debug:
 *         return
 *     text = remove_traceback(text)
 *
 * the debug side leaves, and the other reaches `remove_traceback`, which is a protection.
 */
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import { edgesFrom } from '../../src/ir/edges.ts';
import type { BlockId, Instruction, IrFunction } from '../../src/ir/ir.ts';
import { calledName, receiverOf } from '../../src/rules/questions/made-from.ts';

export interface Sides {
  /** Where control goes with the option on, and with it off. */
  readonly debug: BlockId;
  readonly other: BlockId;
}

const protectionWords: ReadonlySet<string> = new Set(
  'mask masked sanitize sanitized scrub redact strip_traceback obfuscate'.split(' '),
);
const disclosures: ReadonlySet<string> = new Set([
  'format_exc',
  'format_exception',
  'format_tb',
  'format_stack',
]);
const tracebackText = /traceback/i;
const logName = /^_?(?:log|logger|logging)$/i;

/** The name of a protection that the debug side does not come to; null: there is none, or it does not leave early. */
export function protectionLeftOut(fn: IrFunction, { debug, other }: Sides): string | null {
  const onOther = reachedFrom(fn, other);
  const onlyDebug = [...reachedFrom(fn, debug)].filter((id) => !onOther.has(id));
  const onDebug = reachedFrom(fn, debug);
  const leaves = onlyDebug.some((id) => fn.blocks[id]?.terminator.op === 'return');
  const left = leaves ? onOther : new Set([...onOther].filter((id) => !onDebug.has(id)));
  return firstIn(fn, left, (instruction) => protection(fn, instruction));
}

/** The name of a call, only on the debug side, whose result is the text of a traceback and is not just logged. */
export function disclosedBy(fn: IrFunction, { debug, other }: Sides): string | null {
  const onOther = reachedFrom(fn, other);
  const onlyDebug = new Set([...reachedFrom(fn, debug)].filter((id) => !onOther.has(id)));
  return firstIn(fn, onlyDebug, (instruction) => disclosure(fn, instruction));
}

function firstIn(
  fn: IrFunction,
  blocks: ReadonlySet<BlockId>,
  nameOf: (instruction: Instruction) => string | null,
): string | null {
  for (const { id, instructions } of fn.blocks) {
    if (!blocks.has(id)) continue;
    for (const instruction of instructions) {
      const name = nameOf(instruction);
      if (name !== null) return name;
    }
  }
  return null;
}

/** A call named as a mask, or one that looks for the mark of a traceback in a text. */
function protection(fn: IrFunction, instruction: Instruction): string | null {
  if (instruction.op === 'constant' && instruction.constant.kind === 'string') {
    const { value } = instruction.constant;
    return /^traceback \(most recent/i.test(value) ? value : null;
  }
  if (instruction.op !== 'call') return null;
  const name = calledName(fn, instruction);
  const isMask = name.split('_').some((word) => protectionWords.has(word.toLowerCase()));
  const removes = /^_?(?:strip|remove|cut|clean|hide|drop)/.test(name) && tracebackText.test(name);
  return isMask || removes ? name : null;
}

function disclosure(fn: IrFunction, instruction: Instruction): string | null {
  if (instruction.op !== 'call' || !disclosures.has(calledName(fn, instruction))) return null;
  const uses = usesOf(fn, instruction.result);
  const isOnlyLogged =
    uses.length > 0 &&
    uses.every(
      (use) => use.kind === 'instruction' && use.instruction.op === 'call' && isLog(fn, use.instruction),
    );
  return isOnlyLogged ? null : calledName(fn, instruction);
}

function isLog(fn: IrFunction, call: Extract<Instruction, { readonly op: 'call' }>): boolean {
  const receiver = receiverOf(fn, call);
  const named = receiver === null ? undefined : instructionOf(fn, receiver);
  return named !== undefined && 'name' in named && logName.test(named.name);
}

function reachedFrom(fn: IrFunction, start: BlockId): ReadonlySet<BlockId> {
  const reached = new Set([start]);
  for (const id of reached) {
    const block = fn.blocks[id];
    if (block === undefined) continue;
    for (const edge of edgesFrom(block)) if (edge.kind === 'normal') reached.add(edge.to);
  }
  return reached;
}
