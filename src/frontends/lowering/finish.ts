/**
 * A finished draft as IR: dead blocks, passages and removed phis are left out, blocks and values are numbered without holes in the
 * order in which they stand.
 */
import type { Block, Phi, ValueId } from '../../ir/ir.ts';
import { operandsOf, terminatorOperands } from '../../ir/operands.ts';
import type { DraftBlock, DraftPhi } from './draft.ts';
import { withoutPassages } from './passages.ts';
import { type DraftInstruction, type Numbers, renumberInstruction, renumberTerminator } from './renumber.ts';
import type { SsaBuilder } from './ssa.ts';

export interface FinishedGraph {
  readonly blocks: readonly Block[];
  readonly valueCount: number;
  /** The final number of a draft's value; null when the value is nowhere in the graph. */
  numberOf(value: ValueId): ValueId | null;
}

/** @throws Error when a live block has no end or uses a value that nothing defines: a fault of the lowering. */
export function finish(builder: SsaBuilder, prologue: Iterable<DraftInstruction>): FinishedGraph {
  return new Numbering(builder, [...prologue]).run();
}

class Numbering {
  private readonly builder: SsaBuilder;
  private readonly live: readonly DraftBlock[];
  private readonly blockNumbers = new Map<number, number>();
  private readonly valueNumbers = new Map<ValueId, ValueId>();
  private readonly numbers: Numbers = {
    value: (of) => this.value(of),
    block: (of) => this.blockNumber(of),
  };

  constructor(builder: SsaBuilder, prologue: readonly DraftInstruction[]) {
    this.builder = builder;
    const live = builder.started.filter((block) => block.isLive);
    this.live = withoutPassages(live, (phi) => this.isKept(phi));
    if (prologue.length > 0) this.place(prologue);
  }

  run(): FinishedGraph {
    this.live.forEach((block, index) => {
      this.blockNumbers.set(block.id, index);
      this.numberValues(block);
    });
    return {
      blocks: this.live.map((block, index) => this.block(block, index)),
      valueCount: this.valueNumbers.size,
      numberOf: (value) => this.valueNumbers.get(this.builder.resolve(value)) ?? null,
    };
  }

  /** Puts what is used of the prologue after the parameters. */
  private place(prologue: readonly DraftInstruction[]): void {
    const used = this.usedValues();
    const { instructions } = this.builder.entry;
    const parameters = instructions.findIndex(({ op }) => op !== 'parameter');
    const kept = prologue.filter((instruction) => 'result' in instruction && used.has(instruction.result));
    instructions.splice(parameters < 0 ? instructions.length : parameters, 0, ...kept);
  }

  private usedValues(): ReadonlySet<ValueId> {
    const used = new Set<ValueId>();
    const use = (value: ValueId) => used.add(this.builder.resolve(value));
    for (const { phis, instructions, terminator } of this.live) {
      for (const phi of phis) if (this.isKept(phi)) phi.operands.forEach(use);
      for (const instruction of instructions) operandsOf(instruction).forEach(use);
      if (terminator !== null) terminatorOperands(terminator).forEach(use);
    }
    return used;
  }

  private numberValues(block: DraftBlock): void {
    for (const phi of block.phis) if (this.isKept(phi)) this.number(phi.result);
    for (const instruction of block.instructions)
      if ('result' in instruction) this.number(instruction.result);
  }

  private number(value: ValueId): void {
    this.valueNumbers.set(value, this.valueNumbers.size);
  }

  private isKept(phi: DraftPhi): boolean {
    return this.builder.resolve(phi.result) === phi.result;
  }

  private block(draft: DraftBlock, id: number): Block {
    const { instructions, terminator } = draft;
    if (terminator === null) throw new Error('a block has no end');
    for (const instruction of instructions) renumberInstruction(instruction, this.numbers.value);
    renumberTerminator(terminator, this.numbers);
    const handler = draft.canRaise ? draft.handler : null;
    return {
      id,
      handler: handler === null ? null : this.blockNumber(handler.id),
      phis: draft.phis.filter((phi) => this.isKept(phi)).map((phi) => this.phi(phi)),
      instructions,
      terminator,
    };
  }

  private phi(draft: DraftPhi): Phi {
    const operands = draft.block.predecessors.map((predecessor, index) => ({
      block: this.blockNumber(predecessor.id),
      value: this.value(draft.operands[index] ?? draft.result),
    }));
    const variable = draft.variable.startsWith('.') ? null : draft.variable;
    return { result: this.value(draft.result), variable, operands };
  }

  private value(of: ValueId): ValueId {
    const number = this.valueNumbers.get(this.builder.resolve(of));
    if (number === undefined) throw new Error('a value is used that nothing defines');
    return number;
  }

  private blockNumber(of: number): number {
    const number = this.blockNumbers.get(of);
    if (number === undefined) throw new Error('an edge leads to a block that was never started');
    return number;
  }
}
