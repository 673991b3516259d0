/** Constants among the values of a function, in the text form that models use: 'deleted', '3', 'true', 'none'. */
import { instructionOf } from '../../ir/definitions.ts';
import type { Constant, IrFunction, ValueId } from '../../ir/ir.ts';
import { type Element, keyElement, SOME_ELEMENT } from './access-path.ts';

export function constantOf(fn: IrFunction, value: ValueId): Constant | null {
  const instruction = instructionOf(fn, value);
  return instruction?.op === 'constant' ? instruction.constant : null;
}

export function textOfConstant(constant: Constant): string {
  switch (constant.kind) {
    case 'string':
    case 'bytes':
    case 'number':
      return constant.value;
    case 'boolean':
      return String(constant.value);
    default:
      return constant.kind;
  }
}

/** `SafeLoader` of `yaml.SafeLoader`: a class or constant of a module, known by its last word; null for other values. */
export function nameOfConstant(fn: IrFunction, value: ValueId): string | null {
  const instruction = instructionOf(fn, value);
  const isNamed = instruction?.op === 'attribute' || instruction?.op === 'load-global';
  return isNamed && /^[A-Z]/.test(instruction.name) ? instruction.name : null;
}

/** The text of a constant string, or null. */
export function stringOf(fn: IrFunction, value: ValueId): string | null {
  const constant = constantOf(fn, value);
  return constant?.kind === 'string' ? constant.value : null;
}

/** A constant key or index in text form, or null. */
export function constantKey(fn: IrFunction, value: ValueId): string | null {
  const constant = constantOf(fn, value);
  if (constant === null) return null;
  return constant.kind === 'string' || constant.kind === 'number' ? constant.value : null;
}

/** The part of a container that an index selects. */
export function elementOf(fn: IrFunction, index: ValueId): Element {
  const key = constantKey(fn, index);
  if (key !== null) return keyElement(key);
  const parameter = parameterNamed(fn, index);
  return parameter === null ? SOME_ELEMENT : keyElement(`$${parameter}`);
}

/** The name of the parameter that a value is, or null. */
export function parameterNamed(fn: IrFunction, value: ValueId): string | null {
  const instruction = instructionOf(fn, value);
  if (instruction?.op !== 'parameter') return null;
  return fn.parameters[instruction.index]?.name ?? null;
}
