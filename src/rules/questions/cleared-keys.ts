/**
 * Keys of persisted dicts that a function removes or sets to None, directly.
 *
 * Worked example: `info = node.driver_internal_info; info.pop('agent_url', None)` clears 'agent_url' of the field
 * 'driver_internal_info', and so do `node.del_driver_internal_info('agent_url')`, `del info['agent_url']` and a loop over
 * a list of names in the text.
 */
import { definitionOf, instructionOf } from '../../ir/definitions.ts';
import type { Instruction, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Span } from '../../source/text.ts';
import { constantText } from './arguments.ts';

export interface ClearedKey {
  /** 'driver_internal_info' */
  readonly field: string;
  readonly key: string;
  readonly block: number;
  readonly span: Span;
}

const dictField = /(?:^|_)info$|^extra$|^properties$/;
const deleting = /^del_(?<field>driver_internal_info|instance_info)$/;
const known = new WeakMap<IrFunction, readonly ClearedKey[]>();

export function clearedKeysOf(fn: IrFunction): readonly ClearedKey[] {
  const found = known.get(fn) ?? findCleared(fn);
  known.set(fn, found);
  return found;
}

function findCleared(fn: IrFunction): readonly ClearedKey[] {
  return fn.blocks.flatMap((block) =>
    block.instructions.flatMap((instruction) => {
      const cleared = clearing(fn, instruction);
      if (cleared === null) return [];
      const { field, keys } = cleared;
      return keys.map((key) => ({ field, key, block: block.id, span: instruction.span }));
    }),
  );
}

interface Clearing {
  readonly field: string;
  readonly keys: readonly string[];
}

function clearing(fn: IrFunction, instruction: Instruction): Clearing | null {
  switch (instruction.op) {
    case 'delete-item':
      return of(fieldOf(fn, instruction.object), keysOf(fn, instruction.index));
    case 'store-item':
      return constantText(fn, instruction.value) === 'none'
        ? of(fieldOf(fn, instruction.object), keysOf(fn, instruction.index))
        : null;
    case 'call': {
      const method = instructionOf(fn, instruction.callee);
      const [first] = instruction.arguments;
      if (method?.op !== 'attribute' || first === undefined) return null;
      const named = deleting.exec(method.name)?.groups?.field;
      if (named !== undefined) return of(named, keysOf(fn, first.value));
      return method.name === 'pop' ? of(fieldOf(fn, method.object), keysOf(fn, first.value)) : null;
    }
    default:
      return null;
  }
}

function of(field: string | null, keys: readonly string[]): Clearing | null {
  return field === null || keys.length === 0 ? null : { field, keys };
}

/** The field that a dict was read from. */
function fieldOf(fn: IrFunction, value: ValueId): string | null {
  const definition = definitionOf(fn, value);
  if (definition?.kind === 'phi') {
    const [first] = definition.phi.operands;
    const read = first === undefined ? undefined : instructionOf(fn, first.value);
    return read?.op === 'attribute' && dictField.test(read.name) ? read.name : null;
  }
  const read = definition?.instruction;
  return read?.op === 'attribute' && dictField.test(read.name) ? read.name : null;
}

/** A constant, or each element of a list that a loop goes through. */
function keysOf(fn: IrFunction, value: ValueId): readonly string[] {
  const given = instructionOf(fn, value);
  if (given?.op === 'constant') return given.constant.kind === 'string' ? [given.constant.value] : [];
  if (given?.op !== 'operator' || given.operator !== 'next') return [];
  const iterator = instructionOf(fn, given.operands[0] ?? -1);
  const list = iterator?.op === 'operator' ? instructionOf(fn, iterator.operands[0] ?? -1) : undefined;
  if (list?.op !== 'build') return [];
  return list.elements.flatMap((element) => keysOf(fn, element.value));
}
