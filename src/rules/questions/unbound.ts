/**
 * Uses of local variables that are not bound on some way there: definite assignment over exceptional edges.
 *
 * Terms
 * - **unbound use**: an instruction that reads a variable, and a way to it on which nothing has assigned the variable.
 * - **cause**: why that way is taken: an exception that rises before the assignment, at a point; or no assignment at all.
 * - **straight**: without a branch in between, so that no test of the program's own can know about the way.
 *
 * Worked example: in
 *
 *     try:
 *         power = connect(node)
 *     except ConnectError:
 *         LOG.error('failed: %s', power)
 *
 * the last line is an unbound use; its cause is the call of `connect`. After the handler, `power.off()` would be another one,
 * unless the handler raises, returns, or assigns.
 *
 * Source: the phis of the SSA form, whose operands say `unbound` where a variable has no value yet (Braun et al., 2013).
 *
 * Not followed: assignments in only one branch of an `if`, and loops without a round, whose conditions may exclude the way.
 */
import type { Exceptions } from '../../analyses/exceptions/exceptions.ts';
import { definitionOf, usesOf } from '../../ir/definitions.ts';
import {
  type Block,
  type BlockId,
  type ConstantInstruction,
  type Instruction,
  type IrFunction,
  type Phi,
  terminatorTargets,
  type ValueId,
} from '../../ir/ir.ts';
import type { ProjectFunction } from '../../project/project.ts';
import type { Span } from '../../source/text.ts';
import { type Clause, clausesOf, dominatorsIn } from './handlers.ts';

export interface UnboundUse {
  readonly variable: string;
  readonly span: Span;
  /** The instruction that raises before the assignment; null: nothing assigns the variable on any way. */
  readonly cause: Instruction | null;
}

const followedBlocks = 40;

/** A handler as far as one of its clauses, or a `finally`, takes what it caught. */
interface Region {
  readonly handler: BlockId;
  readonly entry: BlockId;
  readonly clause: Clause | null;
}

interface Asked {
  readonly exceptions: Exceptions;
  readonly fn: ProjectFunction;
  readonly regions: readonly Region[];
}

interface Read {
  readonly block: BlockId;
  readonly span: Span;
}

/** The first unbound use of each variable, in the order of the blocks. */
export function unboundUses(exceptions: Exceptions, fn: ProjectFunction): readonly UnboundUse[] {
  const sources = fn.ir.blocks.flatMap(({ instructions }) => instructions.filter(isUnboundConstant));
  if (sources.every((source) => usesOf(fn.ir, source.result).length === 0)) return [];
  const asked = { exceptions, fn, regions: regionsOf(fn.ir) };
  const uses = [
    ...sources.flatMap((source) => usesOfConstant(asked, source)),
    ...fn.ir.blocks.flatMap((block) => block.phis.flatMap((phi) => usesOfPhi(asked, { block, phi }))),
  ];
  const first = new Map<string, UnboundUse>();
  for (const use of uses) if (!first.has(use.variable)) first.set(use.variable, use);
  return [...first.values()];
}

function regionsOf(fn: IrFunction): readonly Region[] {
  const clauses = clausesOf(fn);
  const tested = new Set(clauses.map(({ handler }) => handler));
  const plain = fn.blocks.filter((block) => isHandler(block) && !tested.has(block.id));
  return [
    ...clauses.map((clause) => ({ handler: clause.handler, entry: clause.entry, clause })),
    ...plain.map(({ id }) => ({ handler: id, entry: id, clause: null })),
  ];
}

/** The innermost region that every way to the block passes. */
function regionOf({ fn, regions }: Asked, block: BlockId): Region | null {
  const tree = dominatorsIn(fn.ir);
  const around = regions.filter(({ entry }) => tree.dominates(entry, block));
  return around.find((one) => around.every(({ entry }) => tree.dominates(entry, one.entry))) ?? null;
}

/** Where every way is one without an assignment. */
function usesOfConstant(asked: Asked, source: UnboundConstant): readonly UnboundUse[] {
  const { variable } = source.constant;
  if (variable === undefined || variable.startsWith('.')) return [];
  return readsOf(asked.fn.ir, source.result).flatMap(({ block, span }): UnboundUse[] => {
    const region = regionOf(asked, block);
    if (region === null) return [{ variable, span, cause: null }];
    const cause = raisedIn(asked, region, { variable, blocks: guardedBy(asked.fn.ir, region) });
    return cause === null ? [] : [{ variable, span, cause }];
  });
}

interface Merge {
  readonly block: Block;
  readonly phi: Phi;
}

function usesOfPhi(asked: Asked, merge: Merge): readonly UnboundUse[] {
  const { variable, result } = merge.phi;
  if (variable === null || variable.startsWith('.')) return [];
  const read = readsOf(asked.fn.ir, result).find(({ block }) =>
    isStraight(asked.fn.ir, merge.block.id, block),
  );
  if (read === undefined) return [];
  const cause = isHandler(merge.block)
    ? raisedInto(asked, merge.phi, regionOf(asked, read.block))
    : raisedAndGoneOn(asked, merge.phi);
  return cause === null ? [] : [{ variable, span: read.span, cause }];
}

function readsOf(fn: IrFunction, value: ValueId): readonly Read[] {
  return usesOf(fn, value).flatMap((use) => {
    if (use.kind === 'instruction') {
      return isStore(use.instruction) ? [] : [{ block: use.block, span: use.instruction.span }];
    }
    return use.kind === 'terminator' ? [{ block: use.block, span: use.terminator.span }] : [];
  });
}

/** A cell that has no value yet, and `del`. */
function isStore({ op }: Instruction): boolean {
  return op === 'store-cell' || op === 'store-name';
}

/** Every way from one block leads to the other, by jumps and clauses alone. */
function isStraight(fn: IrFunction, from: BlockId, to: BlockId): boolean {
  const seen = new Set([from]);
  for (const id of seen) {
    if (id === to) return true;
    if (seen.size > followedBlocks) return false;
    const terminator = fn.blocks[id]?.terminator;
    if (terminator === undefined) continue;
    if (terminator.op === 'branch' && terminator.origin !== 'with') continue;
    for (const next of terminatorTargets(terminator)) seen.add(next);
  }
  return false;
}

/** The phi stands at the handler of the region: its operands say what had a value where. */
function raisedInto(asked: Asked, phi: Phi, region: Region | null): Instruction | null {
  const defined = definitionOf(asked.fn.ir, phi.result);
  if (region === null || defined?.block !== region.handler) return null;
  const blocks = phi.operands.flatMap(({ block, value }) => (isUnbound(asked.fn.ir, value) ? [block] : []));
  return raisedIn(asked, region, { variable: phi.variable, blocks });
}

/** One of the merged ways comes out of a handler that was entered without a value. */
function raisedAndGoneOn(asked: Asked, phi: Phi): Instruction | null {
  for (const { block, value } of phi.operands) {
    const region = regionOf(asked, block);
    if (region === null || region.clause === null || !completes(asked, region)) continue;
    const defined = definitionOf(asked.fn.ir, value);
    const cause =
      defined?.kind === 'phi'
        ? raisedInto(asked, defined.phi, region)
        : isUnbound(asked.fn.ir, value)
          ? raisedIn(asked, region, { variable: phi.variable, blocks: guardedBy(asked.fn.ir, region) })
          : null;
    if (cause !== null) return cause;
  }
  return null;
}

function guardedBy(fn: IrFunction, { handler }: Region): readonly BlockId[] {
  return fn.blocks.flatMap((block) => (block.handler === handler ? [block.id] : []));
}

/** No call in the region is known to end the process or always raise. */
function completes({ exceptions, fn }: Asked, { entry }: Region): boolean {
  const tree = dominatorsIn(fn.ir);
  return fn.ir.blocks.every(
    (block) =>
      !tree.dominates(entry, block.id) ||
      block.instructions.every(
        (one, index) =>
          (one.op !== 'call' && one.op !== 'exit') || exceptions.completes(fn, { block: block.id, index }),
      ),
  );
}

interface Search {
  readonly variable: string | null;
  readonly blocks: readonly BlockId[];
}

/**
 * A call in one of the blocks that raises into the region. Where nothing is known about the callee, it has to be the one
 * whose result the variable waits for.
 */
function raisedIn(asked: Asked, region: Region, { variable, blocks }: Search): Instruction | null {
  const { exceptions, fn } = asked;
  for (const block of blocks) {
    for (const [index, one] of (fn.ir.blocks[block]?.instructions ?? []).entries()) {
      if (one.op !== 'call' || isEntered(fn.ir, one.result)) continue;
      const isAwaited = givesValueTo(fn.ir, one.result, variable);
      const enters = exceptions
        .raisedAt(fn, { block, index })
        .filter(({ degree }) => degree === 'strong' || isAwaited)
        .some(
          (escaped) =>
            region.clause === null || exceptions.caughtBy(fn, escaped, region.clause.catches) !== 'no',
        );
      if (enters) return one;
    }
  }
  return null;
}

/** `x = call()`, `x, y = call()` */
function givesValueTo(fn: IrFunction, result: ValueId, variable: string | null): boolean {
  return fn.assignments.some(({ name, value }) => {
    if (name !== variable) return false;
    const made = definitionOf(fn, value);
    const unpacked =
      made?.kind === 'instruction' && made.instruction.op === 'unpack' ? made.instruction.source : value;
    return unpacked === result;
  });
}

/** `with session():` hardly ever fails with what the clause is for. */
function isEntered(fn: IrFunction, result: ValueId): boolean {
  return usesOf(fn, result).some((use) => use.kind === 'instruction' && use.instruction.op === 'enter');
}

function isHandler(block: Block): boolean {
  return block.instructions[0]?.op === 'catch';
}

type UnboundConstant = ConstantInstruction & {
  readonly constant: { readonly kind: 'unbound'; readonly variable?: string };
};

function isUnboundConstant(instruction: Instruction): instruction is UnboundConstant {
  return instruction.op === 'constant' && instruction.constant.kind === 'unbound';
}

function isUnbound(fn: IrFunction, value: ValueId): boolean {
  const made = definitionOf(fn, value);
  return made?.kind === 'instruction' && isUnboundConstant(made.instruction);
}
