/**
 * Reads of what operators, tenants and agents write into a node: `node.driver_info.get('ipmi_port', 623)`.
 *
 * Terms
 * - **free field**: a dictionary of a node whose content whoever may edit the node chooses.
 * - **keyed read**: `container[key]`, `container.get(key, default)`, `container.pop(key, default)`.
 *
 * Not seen: a read through a function that hands the dictionary out under another name.
 */
import { instructionOf, namesOf } from '../../ir/definitions.ts';
import type { Call, IrFunction, Item, ValueId } from '../../ir/ir.ts';
import { constantText } from './arguments.ts';
import { calledName, partsOf, receiverOf } from './made-from.ts';

export interface KeyedRead {
  readonly instruction: Call | Item;
  readonly container: ValueId;
  /** null: not constant. */
  readonly key: string | null;
  readonly fallback: ValueId | null;
}

const FREE_FIELDS: ReadonlySet<string> = new Set(['driver_info', 'instance_info', 'properties', 'extra']);
const READERS: ReadonlySet<string> = new Set(['get', 'pop']);

/** The read that gave the value; null for any other value. */
export function keyedRead(fn: IrFunction, value: ValueId): KeyedRead | null {
  const instruction = instructionOf(fn, value);
  if (instruction?.op === 'item') {
    const key = stringIn(fn, instruction.index);
    return { instruction, container: instruction.object, key, fallback: null };
  }
  return instruction?.op === 'call' ? readByCall(fn, instruction) : null;
}

/** The reads that a value is made of, nearest first. */
export function readsIn(fn: IrFunction, value: ValueId): readonly KeyedRead[] {
  return partsOf(fn, value).flatMap((part) => keyedRead(fn, part) ?? []);
}

/** Is the container a free field of a node, or made of one? */
export function isFreeField(fn: IrFunction, container: ValueId): boolean {
  return freeFieldOf(fn, container) !== null;
}

/** The name of the free field: 'driver_info'. */
export function freeFieldOf(fn: IrFunction, container: ValueId): string | null {
  const parts = partsOf(fn, container);
  if (parts.some((part) => isFilled(fn, part))) return null;
  for (const part of parts) {
    const name = fieldName(fn, part);
    if (name !== null && FREE_FIELDS.has(name)) return name;
  }
  return null;
}

/** A dictionary that this function makes with content of its own; `driver_info or {}` is none. */
function isFilled(fn: IrFunction, value: ValueId): boolean {
  const instruction = instructionOf(fn, value);
  return instruction?.op === 'build' && instruction.kind === 'dict' && instruction.elements.length > 0;
}

/** `node.driver_info`, `node['driver_info']`, `node.get('driver_info')`, a parameter `driver_info`. */
function fieldName(fn: IrFunction, value: ValueId): string | null {
  const instruction = instructionOf(fn, value);
  if (instruction?.op === 'attribute') return instruction.name;
  if (instruction?.op === 'parameter') return namesOf(fn, value)[0] ?? null;
  const read = keyedRead(fn, value);
  return read?.key ?? null;
}

function readByCall(fn: IrFunction, call: Call): KeyedRead | null {
  const container = receiverOf(fn, call);
  const [key, fallback] = call.arguments;
  if (container === null || key?.kind !== 'positional' || !READERS.has(calledName(fn, call))) return null;
  return {
    instruction: call,
    container,
    key: stringIn(fn, key.value),
    fallback: fallback?.value ?? null,
  };
}

function stringIn(fn: IrFunction, value: ValueId): string | null {
  return instructionOf(fn, value)?.op === 'constant' ? constantText(fn, value) : null;
}
