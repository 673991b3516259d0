/**
 * SSA form, made while the graph is made.
 *
 * Braun, Buchwald, Hack, Leißa, Mallon, Zwinkau, "Simple and Efficient Construction of Static Single Assignment Form"
 * (2013): local and global value numbering of variables, sealed blocks, removal of trivial phis. Two things differ:
 * lookups keep their own list of work instead of recursion, because a program may have ten thousand blocks in a row; and
 * exceptional edges are edges like others, added when the block that raises is ended.
 *
 * Terms
 * - **sealed**: all predecessors of a block are known; before that a lookup leaves an incomplete phi.
 * - **dead**: control cannot come here; what is emitted there is dropped, and no edge leaves it.
 * - **hidden variable**: one of ours, its name starts with a dot; no handler reads it, so writing it splits no block.
 *
 * Worked example: `x = 1 if c else 2` writes a hidden variable in both branches; reading it in the joining block finds
 * two predecessors and makes a phi of the constants.
 */
import { type BranchOrigin, canRaise, type ValueId } from '../../ir/ir.ts';
import type { Span } from '../../source/text.ts';
import { type DraftBlock, type DraftPhi, draftBlock } from './draft.ts';
import type { DraftInstruction } from './renumber.ts';

/** Where a branch goes and why. */
export interface BranchTargets {
  readonly then: DraftBlock;
  readonly otherwise: DraftBlock;
  readonly origin: BranchOrigin;
}

export class SsaBuilder {
  readonly entry: DraftBlock;
  current: DraftBlock;
  /** Of the blocks that are started from now on. */
  handler: DraftBlock | null = null;
  /** Blocks in the order of their start. */
  readonly started: DraftBlock[] = [];
  private readonly replaced = new Map<ValueId, ValueId>();
  private readonly phisByResult = new Map<ValueId, DraftPhi>();
  private readonly initial: (variable: string) => ValueId;
  private blockCount = 0;
  private valueCount = 0;

  /** @param initial Makes the value that a variable has before anything is written to it. */
  constructor(initial: (variable: string) => ValueId) {
    this.initial = initial;
    this.entry = this.newBlock();
    this.entry.isSealed = true;
    this.entry.isLive = true;
    this.current = this.entry;
    this.started.push(this.entry);
  }

  /** A new value, to be the result of one instruction. */
  fresh(): ValueId {
    return this.valueCount++;
  }

  newBlock(): DraftBlock {
    return draftBlock(this.blockCount++);
  }

  /** Instructions go into the block from now on. */
  start(block: DraftBlock): void {
    block.handler = this.handler;
    block.isLive = block.predecessors.length > 0;
    this.current = block;
    this.started.push(block);
  }

  /** Seals the block, because nothing else will come here, and starts it. */
  startSealed(block: DraftBlock): void {
    this.seal(block);
    this.start(block);
  }

  /** Ends the current block with a jump to a new one under the handler that is in force now. */
  split(span: Span): void {
    const next = this.newBlock();
    this.jump(next, span);
    this.startSealed(next);
  }

  emit(instruction: DraftInstruction): void {
    const { current } = this;
    if (!current.isLive) return;
    current.instructions.push(instruction);
    if (!current.canRaise && canRaise(instruction)) current.canRaise = true;
  }

  define(instruction: Extract<DraftInstruction, { result: ValueId }>): ValueId {
    this.emit(instruction);
    return instruction.result;
  }

  /* ---- Ends of blocks ---- */

  jump(target: DraftBlock, span: Span): void {
    if (!this.isOpen()) return;
    this.current.terminator = { op: 'jump', span, target: target.id };
    this.connect(target);
    this.end();
  }

  /** The jump that a statement of the text is. */
  depart(target: DraftBlock, span: Span): void {
    this.current.isDeparture = true;
    this.jump(target, span);
  }

  branch(condition: ValueId, span: Span, targets: BranchTargets): void {
    if (!this.isOpen()) return;
    const { then, otherwise, origin } = targets;
    this.current.terminator = {
      op: 'branch',
      span,
      condition,
      then: then.id,
      otherwise: otherwise.id,
      origin,
    };
    this.connect(then);
    this.connect(otherwise);
    this.end();
  }

  /** Goes on at `then` when the exception is of the type, else at `otherwise`. */
  catches(
    exception: ValueId,
    type: ValueId,
    targets: Omit<BranchTargets, 'origin'> & { readonly span: Span },
  ): void {
    if (!this.isOpen()) return;
    const { then, otherwise, span } = targets;
    this.current.terminator = {
      op: 'catches',
      span,
      exception,
      type,
      then: then.id,
      otherwise: otherwise.id,
    };
    this.connect(then);
    this.connect(otherwise);
    this.end();
  }

  return(value: ValueId, span: Span, implicit: boolean): void {
    if (!this.isOpen()) return;
    this.current.terminator = { op: 'return', span, value, implicit };
    this.end();
  }

  raise(raised: { exception: ValueId | null; cause: ValueId | null; implicit: boolean }, span: Span): void {
    if (!this.isOpen()) return;
    this.current.terminator = { op: 'raise', span, ...raised };
    this.current.canRaise = true;
    this.end();
  }

  /** Whether control can come to the place where the next instruction goes. */
  isOpen(): boolean {
    return this.current.isLive && this.current.terminator === null;
  }

  /** The block is complete: its exceptional edge is known now; what follows is dead until a block is started. */
  private end(): void {
    const { current } = this;
    if (current.canRaise && current.handler !== null) this.connect(current.handler);
    const dead = this.newBlock();
    dead.isSealed = true;
    dead.handler = this.handler;
    this.current = dead;
  }

  private connect(target: DraftBlock): void {
    if (target.predecessors.at(-1) !== this.current) target.predecessors.push(this.current);
  }

  /* ---- Variables ---- */

  /** Writes a variable of the text; handlers see what it held before any instruction of the block could raise. */
  write(variable: string, value: ValueId, span: Span): void {
    const { current } = this;
    if (current.canRaise && current.handler !== null) this.split(span);
    this.current.definitions.set(variable, value);
  }

  writeHidden(variable: string, value: ValueId): void {
    this.current.definitions.set(variable, value);
  }

  read(variable: string): ValueId {
    if (!this.current.isLive) return this.fresh();
    const work: DraftPhi[] = [];
    const value = this.reach(variable, this.current, work);
    this.complete(work);
    return this.resolve(value);
  }

  seal(block: DraftBlock): void {
    if (block.isSealed) return;
    block.isSealed = true;
    this.complete(block.incomplete.splice(0));
  }

  /** The value that stands for `value` after trivial phis were removed. */
  resolve(value: ValueId): ValueId {
    let found = value;
    for (let next = this.replaced.get(found); next !== undefined; next = this.replaced.get(found))
      found = next;
    if (found !== value) this.replaced.set(value, found);
    return found;
  }

  /** The value of the variable at the end of the block; phis that still need operands are added to `work`. */
  private reach(variable: string, from: DraftBlock, work: DraftPhi[]): ValueId {
    const passed: DraftBlock[] = [];
    let block = from;
    let value = block.definitions.get(variable);
    while (value === undefined && block.isSealed && block.predecessors.length === 1) {
      passed.push(block);
      block = block.predecessors[0] ?? this.entry;
      value = block.definitions.get(variable);
    }
    const found = value === undefined ? this.begin(variable, block, work) : this.resolve(value);
    for (const between of passed) between.definitions.set(variable, found);
    return found;
  }

  /** The value of a variable at the start of a block that several edges lead to, or none. */
  private begin(variable: string, block: DraftBlock, work: DraftPhi[]): ValueId {
    const value =
      block.isSealed && block.predecessors.length === 0
        ? this.initial(variable)
        : this.newPhi(variable, block, work);
    block.definitions.set(variable, value);
    return value;
  }

  private newPhi(variable: string, block: DraftBlock, work: DraftPhi[]): ValueId {
    const result = this.fresh();
    const phi: DraftPhi = { result, variable, block, operands: [], users: [], isComplete: false };
    block.phis.push(phi);
    this.phisByResult.set(result, phi);
    (block.isSealed ? work : block.incomplete).push(phi);
    return result;
  }

  /** Gives the phis their operands, which may ask for more phis, and then removes those that merge nothing. */
  private complete(work: DraftPhi[]): void {
    for (let next = 0; next < work.length; next++) {
      const phi = work[next];
      if (phi !== undefined) this.addOperands(phi, work);
    }
    this.removeTrivial(work.reverse());
  }

  private addOperands(phi: DraftPhi, work: DraftPhi[]): void {
    for (const predecessor of phi.block.predecessors) {
      const operand = this.resolve(this.reach(phi.variable, predecessor, work));
      phi.operands.push(operand);
      this.phisByResult.get(operand)?.users.push(phi);
    }
    phi.isComplete = true;
  }

  private removeTrivial(work: DraftPhi[]): void {
    for (let phi = work.pop(); phi !== undefined; phi = work.pop()) {
      const same = this.replaced.has(phi.result) ? null : this.onlyOperand(phi);
      if (same === null) continue;
      this.replaced.set(phi.result, same);
      const heir = this.phisByResult.get(same);
      for (const user of phi.users) {
        heir?.users.push(user);
        work.push(user);
      }
    }
  }

  /** The one value that a phi merges with itself; null when there are two, or operands are missing. */
  private onlyOperand(phi: DraftPhi): ValueId | null {
    if (!phi.isComplete) return null;
    let same: ValueId | null = null;
    for (const operand of phi.operands) {
      const value = this.resolve(operand);
      if (value === phi.result || value === same) continue;
      if (same !== null) return null;
      same = value;
    }
    return same ?? this.initial(phi.variable);
  }
}
