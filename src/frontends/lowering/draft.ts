/** A function's graph while it is made: blocks that still take instructions, phis that may still turn out trivial. */
import type { ValueId } from '../../ir/ir.ts';
import type { DraftInstruction, DraftTerminator } from './renumber.ts';

export interface DraftBlock {
  /** Number in the order of creation; terminators refer to it until the graph is finished. */
  readonly id: number;
  readonly instructions: DraftInstruction[];
  readonly phis: DraftPhi[];
  /** Blocks that control comes from, exceptional ones included, each once, none of them dead. */
  predecessors: DraftBlock[];
  /** What each variable holds at the end of the block, as far as it was asked for or written. */
  readonly definitions: Map<string, ValueId>;
  /** Phis that wait for the block to be sealed. */
  readonly incomplete: DraftPhi[];
  handler: DraftBlock | null;
  /** All predecessors are known. */
  isSealed: boolean;
  /** Control can come here. */
  isLive: boolean;
  /** It holds an instruction that can raise. */
  canRaise: boolean;
  /** Its jump is a statement of the text: `break`, or `return` on its way through a `finally`. */
  isDeparture: boolean;
  terminator: DraftTerminator | null;
}

export interface DraftPhi {
  readonly result: ValueId;
  readonly variable: string;
  readonly block: DraftBlock;
  /** One a predecessor of the block, in the same order. */
  operands: ValueId[];
  /** Phis that have this one as an operand. */
  readonly users: DraftPhi[];
  isComplete: boolean;
}

export function draftBlock(id: number): DraftBlock {
  return {
    id,
    instructions: [],
    phis: [],
    predecessors: [],
    definitions: new Map(),
    incomplete: [],
    handler: null,
    isSealed: false,
    isLive: false,
    canRaise: false,
    isDeparture: false,
    terminator: null,
  };
}
