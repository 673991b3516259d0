/** Pass 1 of `verify`: ids are dense, references are in range, the entry block has the parameters. */
import type { Span } from '../source/text.ts';
import {
  type Block,
  type BlockId,
  type FunctionId,
  type Instruction,
  type IrFunction,
  type Module,
  terminatorTargets,
  type ValueId,
} from './ir.ts';
import { operandsOf, terminatorOperands } from './operands.ts';
import { placeOf } from './verify-place.ts';

export function verifyShape(fn: IrFunction, module: Module): string[] {
  return [
    ...verifyDefinitions(fn),
    ...fn.blocks.flatMap((block, index) => verifyBlock(fn, block, index)),
    ...fn.blocks.flatMap((block) => verifyReferences(fn, block, module)),
    ...verifyEntry(fn),
    ...verifyAssignments(fn),
  ];
}

/** Each id from 0 to valueCount - 1 is defined once. */
function verifyDefinitions(fn: IrFunction): string[] {
  const problems: string[] = [];
  const defined = new Uint8Array(fn.valueCount);
  const define = (value: ValueId, place: string) => {
    if (!isIndex(value, fn.valueCount)) problems.push(`${place}: defines %${value}, out of range`);
    else if (defined[value] === 1) problems.push(`${place}: defines %${value} a second time`);
    else defined[value] = 1;
  };
  for (const block of fn.blocks) {
    for (const phi of block.phis) define(phi.result, placeOf(fn, block, 'phi'));
    block.instructions.forEach((instruction, index) => {
      if ('result' in instruction) define(instruction.result, placeOf(fn, block, index));
    });
  }
  const missing = defined.indexOf(0);
  if (missing >= 0) problems.push(`${placeOf(fn)}: nothing defines %${missing}`);
  return problems;
}

function verifyBlock(fn: IrFunction, block: Block, index: number): string[] {
  const problems: string[] = [];
  const place = placeOf(fn, block);
  if (block.id !== index) problems.push(`${place}: stands at position ${index}`);
  for (const target of blockReferences(block)) {
    if (!isIndex(target, fn.blocks.length)) problems.push(`${place}: names the missing block b${target}`);
  }
  for (const value of valueReferences(block)) {
    if (!isIndex(value, fn.valueCount)) problems.push(`${place}: uses %${value}, out of range`);
  }
  for (const node of [...block.instructions, block.terminator]) {
    if (!isSpan(node.span)) problems.push(`${place}: has the span ${node.span.start}..${node.span.end}`);
  }
  return problems;
}

function blockReferences(block: Block): readonly BlockId[] {
  const sources = block.phis.flatMap((phi) => phi.operands.map((operand) => operand.block));
  const handler = block.handler === null ? [] : [block.handler];
  return [...sources, ...handler, ...terminatorTargets(block.terminator)];
}

function valueReferences(block: Block): readonly ValueId[] {
  return [
    ...block.phis.flatMap((phi) => phi.operands.map((operand) => operand.value)),
    ...block.instructions.flatMap(operandsOf),
    ...terminatorOperands(block.terminator),
  ];
}

function verifyReferences(fn: IrFunction, block: Block, module: Module): string[] {
  return block.instructions.flatMap((instruction, index) => {
    const problem = wrongReference(instruction, module);
    return problem === null ? [] : [`${placeOf(fn, block, index)}: ${problem}`];
  });
}

function wrongReference(instruction: Instruction, module: Module): string | null {
  switch (instruction.op) {
    case 'load-cell':
    case 'store-cell':
      return module.functions[instruction.owner] === undefined
        ? `names the missing function f${instruction.owner}`
        : null;
    case 'make-function':
      return wrongFunction(instruction, module);
    case 'make-class':
      return wrongKind(instruction.function, module, ['class']);
    case 'unpack':
      return isIndex(instruction.index, instruction.count)
        ? null
        : `unpacks element ${instruction.index} of ${instruction.count}`;
    default:
      return null;
  }
}

function wrongFunction(
  make: Extract<Instruction, { readonly op: 'make-function' }>,
  module: Module,
): string | null {
  const wrong = wrongKind(make.function, module, ['function', 'lambda', 'comprehension']);
  if (wrong !== null) return wrong;
  const count = module.functions[make.function]?.parameters.length ?? 0;
  const stray = make.defaults.find((entry) => !isIndex(entry.parameter, count));
  return stray === undefined ? null : `gives a default to the missing parameter ${stray.parameter}`;
}

function wrongKind(id: FunctionId, module: Module, kinds: readonly IrFunction['kind'][]): string | null {
  const kind = module.functions[id]?.kind;
  if (kind === undefined) return `names the missing function f${id}`;
  return kinds.includes(kind) ? null : `names f${id}, a ${kind}`;
}

/** One `parameter` instruction per parameter, in order, at the start of block 0, and nowhere else. */
function verifyEntry(fn: IrFunction): string[] {
  const entry = fn.blocks[0];
  if (entry === undefined) return [`${placeOf(fn)}: has no blocks`];
  const problems = fn.parameters.flatMap((parameter, index) => {
    const instruction = entry.instructions[index];
    const found = instruction?.op === 'parameter' && instruction.index === index;
    return found ? [] : [`${placeOf(fn, entry, index)}: is not the parameter ${parameter.name}`];
  });
  if (entry.phis.length > 0) problems.push(`${placeOf(fn, entry)}: the entry has phis`);
  for (const block of fn.blocks) {
    const first = block === entry ? fn.parameters.length : 0;
    const late = block.instructions.slice(first).findIndex(({ op }) => op === 'parameter');
    if (late >= 0) problems.push(`${placeOf(fn, block, first + late)}: a parameter out of its place`);
  }
  return problems;
}

function verifyAssignments(fn: IrFunction): string[] {
  return fn.assignments.flatMap((assignment) => {
    if (!isIndex(assignment.value, fn.valueCount)) {
      return [`${placeOf(fn)}: ${assignment.name} names %${assignment.value}, out of range`];
    }
    return isSpan(assignment.span) ? [] : [`${placeOf(fn)}: the write of ${assignment.name} has no span`];
  });
}

function isIndex(id: number, count: number): boolean {
  return Number.isInteger(id) && id >= 0 && id < count;
}

function isSpan(span: Span): boolean {
  return span.start >= 0 && span.end >= span.start;
}
