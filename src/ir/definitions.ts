/**
 * Tables derived from one function: where a value is defined and used, what it is called in the text, who precedes a
 * block. Built on the first question and kept outside of the data, which stays plain.
 *
 * Worked example: in `%1 = attribute %0.path; return %1` the definition of %1 is the attribute instruction, its only
 * use is the terminator, and its name is 'path' unless an assignment gives a better one.
 */
import { type BlockEdge, edgesFrom } from './edges.ts';
import type {
  BlockId,
  Call,
  DefiningInstruction,
  Enter,
  Exit,
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

/** An instruction with its place; the same object stands for a definition, for a use, and for the place itself. */
export interface Located<Kind extends Instruction = Instruction> {
  readonly kind: 'instruction';
  readonly block: BlockId;
  /** Position among the block's instructions. */
  readonly index: number;
  readonly instruction: Kind;
}

/** What has been derived from one function so far; each table is built on the first question. */
class Tables {
  readonly fn: IrFunction;
  private located: readonly Located[] | null = null;
  private defining: readonly (Definition | undefined)[] | null = null;
  private using: readonly (readonly Use[] | undefined)[] | null = null;
  private naming: readonly (readonly string[] | undefined)[] | null = null;
  private preceding: readonly (readonly BlockEdge[])[] | null = null;
  private calling: readonly Call[] | null = null;
  private readonly byOperation = new Map<Instruction['op'], readonly Located[]>();

  constructor(fn: IrFunction) {
    this.fn = fn;
  }

  get instructions(): readonly Located[] {
    this.located ??= locate(this.fn);
    return this.located;
  }

  get definitions(): readonly (Definition | undefined)[] {
    this.defining ??= definitionTable(this.fn, this.instructions);
    return this.defining;
  }

  get uses(): readonly (readonly Use[] | undefined)[] {
    this.using ??= useTable(this.fn, this.instructions);
    return this.using;
  }

  get names(): readonly (readonly string[] | undefined)[] {
    this.naming ??= nameTable(this.fn);
    return this.naming;
  }

  get predecessors(): readonly (readonly BlockEdge[])[] {
    this.preceding ??= predecessorTable(this.fn);
    return this.preceding;
  }

  get calls(): readonly Call[] {
    this.calling ??= (this.withOperation('call') as readonly Located<Call>[]).map((at) => at.instruction);
    return this.calling;
  }

  withOperation(op: Instruction['op']): readonly Located[] {
    if (this.byOperation.size === 0) this.groupByOperation();
    return this.byOperation.get(op) ?? noInstructions;
  }

  private groupByOperation(): void {
    const groups = this.byOperation as Map<Instruction['op'], Located[]>;
    for (const at of this.instructions) {
      const group = groups.get(at.instruction.op);
      if (group === undefined) groups.set(at.instruction.op, [at]);
      else group.push(at);
    }
  }
}

const noUses: readonly Use[] = [];
const noNames: readonly string[] = [];
const noInstructions: readonly Located[] = [];

const tablesByFunction = new WeakMap<IrFunction, Tables>();
/** Questions come in runs about one function; asking the weak map each time is what costs. */
let latest: Tables | null = null;

function tablesOf(fn: IrFunction): Tables {
  if (latest !== null && latest.fn === fn) return latest;
  let tables = tablesByFunction.get(fn);
  if (tables === undefined) {
    tables = new Tables(fn);
    tablesByFunction.set(fn, tables);
  }
  latest = tables;
  return tables;
}

/** Where a value is defined; undefined when the function has no such value. */
export function definitionOf(fn: IrFunction, value: ValueId): Definition | undefined {
  return tablesOf(fn).definitions[value];
}

/** The instruction that defines a value; undefined for a phi. */
export function instructionOf(fn: IrFunction, value: ValueId): DefiningInstruction | undefined {
  const definition = tablesOf(fn).definitions[value];
  return definition?.kind === 'instruction' ? definition.instruction : undefined;
}

/** Uses of a value in the order of the blocks; an instruction that uses it twice counts once. */
export function usesOf(fn: IrFunction, value: ValueId): readonly Use[] {
  return tablesOf(fn).uses[value] ?? noUses;
}

/**
 * Names a reader would know the value by, best first: variables it is assigned to, the parameter, the variable that a
 * phi merges, the attribute or global that it is loaded from. No duplicates.
 */
export function namesOf(fn: IrFunction, value: ValueId): readonly string[] {
  return tablesOf(fn).names[value] ?? noNames;
}

/** Edges into a block, normal and exceptional, by number of the source. */
export function predecessorsOf(fn: IrFunction, block: BlockId): readonly BlockEdge[] {
  return tablesOf(fn).predecessors[block] ?? [];
}

/** Every instruction of a function with its place, in the order of the blocks. */
export function locatedInstructions(fn: IrFunction): readonly Located[] {
  return tablesOf(fn).instructions;
}

/** The instructions of one operation with their places, in the order of the blocks. */
export function instructionsWith<Op extends Instruction['op']>(
  fn: IrFunction,
  op: Op,
): readonly Located<Extract<Instruction, { readonly op: Op }>>[] {
  return tablesOf(fn).withOperation(op) as readonly Located<Extract<Instruction, { readonly op: Op }>>[];
}

/** The calls of a function, in the order of the blocks. */
export function callsIn(fn: IrFunction): readonly Call[] {
  return tablesOf(fn).calls;
}

/** Where a function enters and leaves context managers, in the order of the blocks. */
export function passagesIn(fn: IrFunction): readonly Located<Enter | Exit>[] {
  const enters = instructionsWith(fn, 'enter');
  if (enters.length === 0) return enters;
  return [...enters, ...instructionsWith(fn, 'exit')].sort(
    (one, other) => one.block - other.block || one.index - other.index,
  );
}

function locate(fn: IrFunction): readonly Located[] {
  const located: Located[] = [];
  for (const { id, instructions } of fn.blocks) {
    for (let index = 0; index < instructions.length; index++) {
      const instruction = instructions[index];
      if (instruction !== undefined) located.push({ kind: 'instruction', block: id, index, instruction });
    }
  }
  return located;
}

function definitionTable(fn: IrFunction, located: readonly Located[]): readonly (Definition | undefined)[] {
  const definitions: (Definition | undefined)[] = new Array(fn.valueCount).fill(undefined);
  for (const block of fn.blocks) {
    for (const phi of block.phis) definitions[phi.result] = { kind: 'phi', block: block.id, phi };
  }
  for (const at of located) if (isDefining(at)) definitions[at.instruction.result] = at;
  return definitions;
}

function isDefining(at: Located): at is Located<DefiningInstruction> {
  return 'result' in at.instruction;
}

function useTable(fn: IrFunction, located: readonly Located[]): readonly (readonly Use[] | undefined)[] {
  const uses = new Array<Use[] | undefined>(fn.valueCount).fill(undefined);
  let position = 0;
  for (const block of fn.blocks) {
    const { id, terminator, phis } = block;
    for (const phi of phis) {
      for (const operand of phi.operands) push(uses, operand.value, { kind: 'phi', block: id, phi, operand });
    }
    for (let at = located[position]; at !== undefined && at.block === id; at = located[position]) {
      record(operandsOf(at.instruction), at, uses);
      position++;
    }
    record(terminatorOperands(terminator), { kind: 'terminator', block: id, terminator }, uses);
  }
  return uses;
}

/** Operands are few, and a value that is used twice counts once: what was pushed last tells. */
function record(operands: readonly ValueId[], use: Use, uses: (Use[] | undefined)[]): void {
  for (const value of operands) {
    const known = uses[value];
    if (known === undefined || known[known.length - 1] !== use) push(uses, value, use);
  }
}

function push(uses: (Use[] | undefined)[], value: ValueId, use: Use): void {
  const known = uses[value];
  if (known === undefined) uses[value] = [use];
  else known.push(use);
}

function nameTable(fn: IrFunction): readonly (readonly string[] | undefined)[] {
  const names = new Array<string[] | undefined>(fn.valueCount).fill(undefined);
  const add = (value: ValueId, name: string) => {
    const known = names[value];
    if (known === undefined) names[value] = [name];
    else if (!known.includes(name)) known.push(name);
  };
  for (const assignment of fn.assignments) add(assignment.value, assignment.name);
  for (const block of fn.blocks) {
    for (const phi of block.phis) if (phi.variable !== null) add(phi.result, phi.variable);
    for (const instruction of block.instructions) {
      const name = nameInText(fn, instruction);
      if (name !== null && 'result' in instruction) add(instruction.result, name);
    }
  }
  return names;
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
