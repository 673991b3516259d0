/** Copies of instructions and terminators with other numbers for values and blocks. */
import type {
  Argument,
  BlockId,
  BuildElement,
  Instruction,
  MakeClass,
  MakeFunction,
  Terminator,
  ValueId,
} from '../../../ir/ir.ts';

type ValueNumbers = (value: ValueId) => ValueId;

export interface Numbers {
  readonly value: ValueNumbers;
  readonly block: (block: BlockId) => BlockId;
}

export function renumberInstruction(instruction: Instruction, value: ValueNumbers): Instruction {
  switch (instruction.op) {
    case 'parameter':
    case 'constant':
    case 'load-global':
    case 'load-cell':
    case 'import':
    case 'catch':
      return { ...instruction, result: value(instruction.result) };
    case 'store-name':
    case 'store-cell':
      return { ...instruction, value: value(instruction.value) };
    case 'yield':
    case 'await':
      return { ...instruction, result: value(instruction.result), value: value(instruction.value) };
    case 'unpack':
      return { ...instruction, result: value(instruction.result), source: value(instruction.source) };
    case 'enter':
      return { ...instruction, result: value(instruction.result), manager: value(instruction.manager) };
    case 'operator': {
      const operands = instruction.operands.map(value);
      return { ...instruction, result: value(instruction.result), operands };
    }
    case 'call':
      return {
        ...instruction,
        result: value(instruction.result),
        callee: value(instruction.callee),
        arguments: instruction.arguments.map((argument): Argument => {
          return { ...argument, value: value(argument.value) };
        }),
      };
    default:
      return renumberAccess(instruction, value);
  }
}

type Access = Extract<
  Instruction,
  {
    readonly op:
      | 'attribute'
      | 'item'
      | 'store-attribute'
      | 'store-item'
      | 'delete-attribute'
      | 'delete-item'
      | 'build'
      | 'append'
      | 'make-function'
      | 'make-class'
      | 'exit';
  }
>;

function renumberAccess(instruction: Access, value: ValueNumbers): Instruction {
  switch (instruction.op) {
    case 'attribute':
      return { ...instruction, result: value(instruction.result), object: value(instruction.object) };
    case 'item':
      return {
        ...instruction,
        result: value(instruction.result),
        object: value(instruction.object),
        index: value(instruction.index),
      };
    case 'store-attribute':
      return { ...instruction, object: value(instruction.object), value: value(instruction.value) };
    case 'store-item':
      return {
        ...instruction,
        object: value(instruction.object),
        index: value(instruction.index),
        value: value(instruction.value),
      };
    case 'delete-attribute':
      return { ...instruction, object: value(instruction.object) };
    case 'delete-item':
      return { ...instruction, object: value(instruction.object), index: value(instruction.index) };
    default:
      return renumberMaking(instruction, value);
  }
}

type Making = Extract<Access, { readonly op: 'build' | 'append' | 'make-function' | 'make-class' | 'exit' }>;

function renumberMaking(instruction: Making, value: ValueNumbers): Instruction {
  switch (instruction.op) {
    case 'build': {
      const elements = instruction.elements.map((element): BuildElement => {
        return { ...element, key: optional(element.key, value), value: value(element.value) };
      });
      return { ...instruction, result: value(instruction.result), elements };
    }
    case 'append':
      return {
        ...instruction,
        container: value(instruction.container),
        key: optional(instruction.key, value),
        value: value(instruction.value),
      };
    case 'make-function':
      return renumberFunction(instruction, value);
    case 'make-class':
      return renumberClass(instruction, value);
    case 'exit':
      return {
        ...instruction,
        result: value(instruction.result),
        manager: value(instruction.manager),
        exception: optional(instruction.exception, value),
      };
  }
}

function renumberFunction(instruction: MakeFunction, value: ValueNumbers): MakeFunction {
  return {
    ...instruction,
    result: value(instruction.result),
    decorators: instruction.decorators.map(value),
    defaults: instruction.defaults.map((given) => ({ ...given, value: value(given.value) })),
  };
}

function renumberClass(instruction: MakeClass, value: ValueNumbers): MakeClass {
  return {
    ...instruction,
    result: value(instruction.result),
    decorators: instruction.decorators.map(value),
    bases: instruction.bases.map(value),
    keywords: instruction.keywords.map((keyword) => ({ ...keyword, value: value(keyword.value) })),
  };
}

export function renumberTerminator(terminator: Terminator, numbers: Numbers): Terminator {
  const { value, block } = numbers;
  switch (terminator.op) {
    case 'jump':
      return { ...terminator, target: block(terminator.target) };
    case 'branch':
      return {
        ...terminator,
        condition: value(terminator.condition),
        then: block(terminator.then),
        otherwise: block(terminator.otherwise),
      };
    case 'catches':
      return {
        ...terminator,
        exception: value(terminator.exception),
        type: optional(terminator.type, value),
        then: block(terminator.then),
        otherwise: block(terminator.otherwise),
      };
    case 'return':
      return { ...terminator, value: value(terminator.value) };
    case 'raise':
      return {
        ...terminator,
        exception: optional(terminator.exception, value),
        cause: optional(terminator.cause, value),
      };
  }
}

function optional(value: ValueId | null, number: ValueNumbers): ValueId | null {
  return value === null ? null : number(value);
}
