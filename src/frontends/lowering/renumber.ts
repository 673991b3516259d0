/**
 * Gives instructions and terminators other numbers for values and blocks, in place: nothing else refers to them yet, and
 * copies of all of them would be a fifth of the work of lowering.
 */
import type { BlockId, Instruction, Terminator, TypeExpression, ValueId } from '../../ir/ir.ts';

type ValueNumbers = (value: ValueId) => ValueId;

export interface Numbers {
  readonly value: ValueNumbers;
  readonly block: (block: BlockId) => BlockId;
}

/** The data that the IR shows as read-only, while it is made. */
type Draft<Data> = Data extends TypeExpression
  ? Data
  : Data extends readonly (infer Element)[]
    ? Draft<Element>[]
    : Data extends object
      ? { -readonly [Key in keyof Data]: Draft<Data[Key]> }
      : Data;

export type DraftInstruction = Draft<Instruction>;
export type DraftTerminator = Draft<Terminator>;

export function renumberInstruction(instruction: DraftInstruction, value: ValueNumbers): void {
  if ('result' in instruction) instruction.result = value(instruction.result);
  switch (instruction.op) {
    case 'parameter':
    case 'constant':
    case 'load-global':
    case 'load-cell':
    case 'import':
    case 'catch':
      return;
    case 'store-name':
    case 'store-cell':
    case 'yield':
    case 'await':
      instruction.value = value(instruction.value);
      return;
    case 'attribute':
    case 'delete-attribute':
      instruction.object = value(instruction.object);
      return;
    case 'operator':
      renumberAll(instruction.operands, value);
      return;
    case 'call':
      instruction.callee = value(instruction.callee);
      for (const argument of instruction.arguments) argument.value = value(argument.value);
      return;
    default:
      renumberAccess(instruction, value);
  }
}

type Access = Exclude<
  DraftInstruction,
  {
    op:
      | 'parameter'
      | 'constant'
      | 'load-global'
      | 'load-cell'
      | 'import'
      | 'catch'
      | 'store-name'
      | 'store-cell'
      | 'yield'
      | 'await'
      | 'attribute'
      | 'delete-attribute'
      | 'operator'
      | 'call';
  }
>;

function renumberAccess(instruction: Access, value: ValueNumbers): void {
  switch (instruction.op) {
    case 'item':
    case 'delete-item':
      instruction.object = value(instruction.object);
      instruction.index = value(instruction.index);
      return;
    case 'store-attribute':
      instruction.object = value(instruction.object);
      instruction.value = value(instruction.value);
      return;
    case 'store-item':
      instruction.object = value(instruction.object);
      instruction.index = value(instruction.index);
      instruction.value = value(instruction.value);
      return;
    case 'unpack':
      instruction.source = value(instruction.source);
      return;
    case 'enter':
      instruction.manager = value(instruction.manager);
      return;
    case 'exit':
      instruction.manager = value(instruction.manager);
      instruction.exception = optional(instruction.exception, value);
      return;
    default:
      renumberMaking(instruction, value);
  }
}

type Making = Extract<Access, { op: 'build' | 'append' | 'make-function' | 'make-class' }>;

function renumberMaking(instruction: Making, value: ValueNumbers): void {
  switch (instruction.op) {
    case 'build':
      for (const element of instruction.elements) {
        element.key = optional(element.key, value);
        element.value = value(element.value);
      }
      return;
    case 'append':
      instruction.container = value(instruction.container);
      instruction.key = optional(instruction.key, value);
      instruction.value = value(instruction.value);
      return;
    case 'make-function':
      renumberAll(instruction.decorators, value);
      for (const given of instruction.defaults) given.value = value(given.value);
      return;
    case 'make-class':
      renumberAll(instruction.decorators, value);
      renumberAll(instruction.bases, value);
      for (const keyword of instruction.keywords) keyword.value = value(keyword.value);
      return;
  }
}

export function renumberTerminator(terminator: DraftTerminator, numbers: Numbers): void {
  const { value, block } = numbers;
  switch (terminator.op) {
    case 'jump':
      terminator.target = block(terminator.target);
      return;
    case 'branch':
      terminator.condition = value(terminator.condition);
      terminator.then = block(terminator.then);
      terminator.otherwise = block(terminator.otherwise);
      return;
    case 'catches':
      terminator.exception = value(terminator.exception);
      terminator.type = optional(terminator.type, value);
      terminator.then = block(terminator.then);
      terminator.otherwise = block(terminator.otherwise);
      return;
    case 'return':
      terminator.value = value(terminator.value);
      return;
    case 'raise':
      terminator.exception = optional(terminator.exception, value);
      terminator.cause = optional(terminator.cause, value);
      return;
  }
}

function renumberAll(values: ValueId[], value: ValueNumbers): void {
  for (let index = 0; index < values.length; index++) values[index] = value(values[index] ?? 0);
}

function optional(value: ValueId | null, number: ValueNumbers): ValueId | null {
  return value === null ? null : number(value);
}
