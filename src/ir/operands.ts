/**
 * The values that an instruction or a terminator uses, in the order in which the program evaluates them.
 *
 * Worked example: `%5 = call %1(%2, key=%3, **%4)` uses %1, %2, %3, %4.
 */
import type { BuildElement, Instruction, Terminator, ValueId } from './ir.ts';

export function operandsOf(instruction: Instruction): readonly ValueId[] {
  switch (instruction.op) {
    case 'parameter':
    case 'constant':
    case 'load-global':
    case 'load-cell':
    case 'import':
    case 'catch':
      return [];
    case 'store-name':
    case 'store-cell':
    case 'yield':
    case 'await':
      return [instruction.value];
    case 'attribute':
    case 'delete-attribute':
      return [instruction.object];
    case 'item':
    case 'delete-item':
      return [instruction.object, instruction.index];
    case 'store-attribute':
      return [instruction.object, instruction.value];
    case 'store-item':
      return [instruction.object, instruction.index, instruction.value];
    default:
      return compositeOperands(instruction);
  }
}

type Composite = Extract<
  Instruction,
  {
    readonly op:
      | 'call'
      | 'build'
      | 'append'
      | 'operator'
      | 'unpack'
      | 'make-function'
      | 'make-class'
      | 'enter'
      | 'exit';
  }
>;

function compositeOperands(instruction: Composite): readonly ValueId[] {
  switch (instruction.op) {
    case 'call':
      return [instruction.callee, ...instruction.arguments.map((argument) => argument.value)];
    case 'build':
      return instruction.elements.flatMap(elementOperands);
    case 'append':
      return [instruction.container, ...present(instruction.key), instruction.value];
    case 'operator':
      return instruction.operands;
    case 'unpack':
      return [instruction.source];
    case 'make-function':
      return [...instruction.decorators, ...instruction.defaults.map((entry) => entry.value)];
    case 'make-class':
      return [
        ...instruction.decorators,
        ...instruction.bases,
        ...instruction.keywords.map((keyword) => keyword.value),
      ];
    case 'enter':
      return [instruction.manager];
    case 'exit':
      return [instruction.manager, ...present(instruction.exception)];
  }
}

export function terminatorOperands(terminator: Terminator): readonly ValueId[] {
  switch (terminator.op) {
    case 'jump':
      return [];
    case 'branch':
      return [terminator.condition];
    case 'catches':
      return [terminator.exception, ...present(terminator.type)];
    case 'return':
      return [terminator.value];
    case 'raise':
      return [...present(terminator.exception), ...present(terminator.cause)];
  }
}

/** The value that the instruction defines, or null. */
export function resultOf(instruction: Instruction): ValueId | null {
  return 'result' in instruction ? instruction.result : null;
}

function elementOperands(element: BuildElement): readonly ValueId[] {
  return [...present(element.key), element.value];
}

function present(value: ValueId | null): readonly ValueId[] {
  return value === null ? [] : [value];
}
