/** What linking asks of one function again and again: definitions by value, calls, results. One pass, on demand. */
import type {
  Attribute,
  Block,
  Call,
  Catches,
  Enter,
  Exit,
  Instruction,
  IrFunction,
  Phi,
  StoreAttribute,
  ValueId,
  Yield,
} from '../ir/ir.ts';

export interface Placed<Kind> {
  readonly block: number;
  readonly index: number;
  readonly instruction: Kind;
}

export interface FunctionFacts {
  /** By value. A phi has no `op`. */
  readonly definitions: readonly (Instruction | Phi | undefined)[];
  readonly calls: readonly Placed<Call>[];
  /** What may run a function without a call in the text. */
  readonly implicit: readonly Placed<Attribute | Enter | Exit>[];
  readonly returns: readonly ValueId[];
  readonly yields: readonly Yield[];
  readonly catches: readonly Catches[];
  readonly fieldStores: readonly StoreAttribute[];
  /** The values of the parameters, by their index. */
  readonly parameters: readonly ValueId[];
}

export function factsOf(fn: IrFunction): FunctionFacts {
  const collector = new Collector(fn.valueCount);
  for (const block of fn.blocks) collector.block(block);
  return collector;
}

class Collector implements FunctionFacts {
  readonly definitions: (Instruction | Phi | undefined)[];
  readonly calls: Placed<Call>[] = [];
  readonly implicit: Placed<Attribute | Enter | Exit>[] = [];
  readonly returns: ValueId[] = [];
  readonly yields: Yield[] = [];
  readonly catches: Catches[] = [];
  readonly fieldStores: StoreAttribute[] = [];
  readonly parameters: ValueId[] = [];

  constructor(valueCount: number) {
    this.definitions = new Array(valueCount).fill(undefined);
  }

  block(block: Block): void {
    for (const phi of block.phis) this.definitions[phi.result] = phi;
    for (let index = 0; index < block.instructions.length; index++) {
      const instruction = block.instructions[index];
      if (instruction !== undefined) this.instruction(instruction, block.id, index);
    }
    if (block.terminator.op === 'return') this.returns.push(block.terminator.value);
    if (block.terminator.op === 'catches') this.catches.push(block.terminator);
  }

  private instruction(instruction: Instruction, block: number, index: number): void {
    if ('result' in instruction) this.definitions[instruction.result] = instruction;
    switch (instruction.op) {
      case 'call':
        this.calls.push({ block, index, instruction });
        break;
      case 'attribute':
      case 'enter':
      case 'exit':
        this.implicit.push({ block, index, instruction });
        break;
      case 'yield':
        this.yields.push(instruction);
        break;
      case 'store-attribute':
        this.fieldStores.push(instruction);
        break;
      case 'parameter':
        this.parameters[instruction.index] = instruction.result;
        break;
      default:
    }
  }
}
