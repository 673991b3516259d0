/**
 * Tables derived from one function: where a value is defined and used, what it is called in the text, who precedes a
 * block. Built on the first question and kept outside of the data, which stays plain.
 *
 * Worked example: in `%1 = attribute %0.path; return %1` the definition of %1 is the attribute instruction, its only
 * use is the terminator, and its name is 'path' unless an assignment gives a better one.
 */
import { type BlockEdge, edgesFrom } from './edges.ts';
import type {
  Block,
  BlockId,
  DefiningInstruction,
  Instruction,
  IrFunction,
  Phi,
  PhiOperand,
  Terminator,
  ValueId,
} from './ir.ts';
import { operandsOf, terminatorOperands } from './operands.ts';

export type Definition =
  | {
      readonly kind: 'instruction';
      readonly block: BlockId;
      /** Position among the block's instructions. */
      readonly index: number;
      readonly instruction: DefiningInstruction;
    }
  | { readonly kind: 'phi'; readonly block: BlockId; readonly phi: Phi };

export type Use =
  | {
      readonly kind: 'instruction';
      readonly block: BlockId;
      readonly index: number;
      readonly instruction: Instruction;
    }
  | { readonly kind: 'terminator'; readonly block: BlockId; readonly terminator: Terminator }
  | { readonly kind: 'phi'; readonly block: BlockId; readonly phi: Phi; readonly operand: PhiOperand };

interface ValueTables {
  readonly definitions: readonly (Definition | undefined)[];
  readonly uses: readonly (readonly Use[])[];
}

const valueTables = new WeakMap<IrFunction, ValueTables>();
const nameTables = new WeakMap<IrFunction, readonly (readonly string[])[]>();
const predecessorTables = new WeakMap<IrFunction, readonly (readonly BlockEdge[])[]>();

/** Where a value is defined; undefined when the function has no such value. */
export function definitionOf(fn: IrFunction, value: ValueId): Definition | undefined {
  return valuesOf(fn).definitions[value];
}

/** The instruction that defines a value; undefined for a phi. */
export function instructionOf(fn: IrFunction, value: ValueId): DefiningInstruction | undefined {
  const definition = definitionOf(fn, value);
  return definition?.kind === 'instruction' ? definition.instruction : undefined;
}

/** Uses of a value in the order of the blocks; an instruction that uses it twice counts once. */
export function usesOf(fn: IrFunction, value: ValueId): readonly Use[] {
  return valuesOf(fn).uses[value] ?? [];
}

/**
 * Names a reader would know the value by, best first: variables it is assigned to, the parameter, the variable that a
 * phi merges, the attribute or global that it is loaded from. No duplicates.
 */
export function namesOf(fn: IrFunction, value: ValueId): readonly string[] {
  return memoized(nameTables, fn, nameTable)[value] ?? [];
}

/** Edges into a block, normal and exceptional, by number of the source. */
export function predecessorsOf(fn: IrFunction, block: BlockId): readonly BlockEdge[] {
  return memoized(predecessorTables, fn, predecessorTable)[block] ?? [];
}

function valuesOf(fn: IrFunction): ValueTables {
  return memoized(valueTables, fn, valueTable);
}

function memoized<Table>(
  tables: WeakMap<IrFunction, Table>,
  fn: IrFunction,
  build: (fn: IrFunction) => Table,
) {
  const known = tables.get(fn);
  if (known !== undefined) return known;
  const table = build(fn);
  tables.set(fn, table);
  return table;
}

function valueTable(fn: IrFunction): ValueTables {
  const definitions: (Definition | undefined)[] = new Array(fn.valueCount).fill(undefined);
  const uses: Use[][] = Array.from({ length: fn.valueCount }, () => []);
  for (const block of fn.blocks) {
    collectPhis(block, definitions, uses);
    collectInstructions(block, definitions, uses);
    const { id, terminator } = block;
    record(terminatorOperands(terminator), { kind: 'terminator', block: id, terminator }, uses);
  }
  return { definitions, uses };
}

function collectPhis(block: Block, definitions: (Definition | undefined)[], uses: Use[][]): void {
  for (const phi of block.phis) {
    definitions[phi.result] = { kind: 'phi', block: block.id, phi };
    for (const operand of phi.operands)
      uses[operand.value]?.push({ kind: 'phi', block: block.id, phi, operand });
  }
}

function collectInstructions(block: Block, definitions: (Definition | undefined)[], uses: Use[][]): void {
  block.instructions.forEach((instruction, index) => {
    if ('result' in instruction) {
      definitions[instruction.result] = { kind: 'instruction', block: block.id, index, instruction };
    }
    record(operandsOf(instruction), { kind: 'instruction', block: block.id, index, instruction }, uses);
  });
}

function record(operands: readonly ValueId[], use: Use, uses: Use[][]): void {
  for (const value of new Set(operands)) uses[value]?.push(use);
}

function nameTable(fn: IrFunction): readonly (readonly string[])[] {
  const names = Array.from({ length: fn.valueCount }, () => new Set<string>());
  for (const assignment of fn.assignments) names[assignment.value]?.add(assignment.name);
  for (const block of fn.blocks) {
    for (const phi of block.phis) if (phi.variable !== null) names[phi.result]?.add(phi.variable);
    for (const instruction of block.instructions) {
      const name = nameInText(fn, instruction);
      if (name !== null && 'result' in instruction) names[instruction.result]?.add(name);
    }
  }
  return names.map((set) => [...set]);
}

function nameInText(fn: IrFunction, instruction: Instruction): string | null {
  switch (instruction.op) {
    case 'parameter':
      return fn.parameters[instruction.index]?.name ?? null;
    case 'load-global':
    case 'load-cell':
    case 'attribute':
      return instruction.name;
    case 'import':
      return instruction.member === '*' ? null : (instruction.member ?? instruction.module);
    default:
      return null;
  }
}

function predecessorTable(fn: IrFunction): readonly (readonly BlockEdge[])[] {
  const table: BlockEdge[][] = fn.blocks.map(() => []);
  for (const block of fn.blocks) for (const edge of edgesFrom(block)) table[edge.to]?.push(edge);
  return table;
}
