/**
 * What may run after an instruction, up to where something ends the question.
 *
 * Worked example: after the `enter` of `with acquire() as task: a()`, stopping at its `exit`, the call of `a` follows and
 * the function is not left; after `task = TaskManager()`, stopping at `task.release_resources()`, `leaves` is true if an
 * exception or a return gets past the release.
 */
import { type Located, locatedInstructions } from '../../ir/definitions.ts';
import { edgesFrom } from '../../ir/edges.ts';
import type { Block, BlockId, Instruction, IrFunction } from '../../ir/ir.ts';

export interface At<Kind extends Instruction = Instruction> {
  readonly block: BlockId;
  /** Position among the block's instructions. */
  readonly index: number;
  readonly instruction: Kind;
}

export interface Following {
  /** In the order of the blocks; instructions that stop are not among them. */
  readonly reached: readonly At[];
  /** The function can be left before a stop: by a return, a raise, or a call that raises. */
  readonly leaves: boolean;
}

/** Every instruction of a function that satisfies `test`; by operation alone: `instructionsWith`. */
export function instructionsOf<Kind extends Instruction>(
  fn: IrFunction,
  test: (instruction: Instruction) => instruction is Kind,
): readonly At<Kind>[] {
  const isWanted = (at: Located): at is Located<Kind> => test(at.instruction);
  return locatedInstructions(fn).filter(isWanted);
}

/** Follows normal and exceptional edges from behind `start`. */
export function following(
  fn: IrFunction,
  start: { readonly block: BlockId; readonly index: number },
  stops: (instruction: Instruction) => boolean,
): Following {
  const reached = new Map<Instruction, At>();
  const seen = new Set<BlockId>();
  const pending = [{ block: start.block, from: start.index + 1 }];
  let leaves = false;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const block = fn.blocks[next.block];
    if (block === undefined) continue;
    const part = runBlock(block, next.from, stops);
    for (const at of part.ran) reached.set(at.instruction, at);
    leaves ||= part.leaves;
    for (const to of part.targets) {
      if (seen.has(to)) continue;
      seen.add(to);
      pending.push({ block: to, from: 0 });
    }
  }
  return { reached: [...reached.values()].sort((a, b) => a.block - b.block || a.index - b.index), leaves };
}

function runBlock(block: Block, from: number, stops: (instruction: Instruction) => boolean) {
  const ran: At[] = [];
  for (let index = from; index < block.instructions.length; index++) {
    const instruction = block.instructions[index];
    if (instruction === undefined) continue;
    if (stops(instruction)) return { ran, leaves: isLeftByCall(block, ran), targets: handlerOf(block, ran) };
    ran.push({ block: block.id, index, instruction });
  }
  const ends =
    block.terminator.op === 'return' || (block.terminator.op === 'raise' && block.handler === null);
  const targets = edgesFrom(block)
    .filter((edge) => edge.kind === 'normal' || ran.length > 0 || block.terminator.op === 'raise')
    .map((edge) => edge.to);
  return { ran, leaves: ends || isLeftByCall(block, ran), targets };
}

function isLeftByCall(block: Block, ran: readonly At[]): boolean {
  return block.handler === null && ran.some(({ instruction }) => instruction.op === 'call');
}

function handlerOf(block: Block, ran: readonly At[]): readonly BlockId[] {
  return block.handler !== null && ran.some(({ instruction }) => instruction.op === 'call')
    ? [block.handler]
    : [];
}
