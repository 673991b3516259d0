/**
 * The `except` clauses of a function: what they guard, what they catch, and which blocks are their bodies.
 *
 * Worked example: in
 *
 *     try:
 *         nodes = client.list()
 *     except Exception:
 *         LOG.error('no answer')
 *     return nodes
 *
 * there is one clause; it guards the block with `client.list()`, is broad, and its body is the block with `LOG.error`; what
 * follows the statement is no part of the body.
 */
import { instructionOf, predecessorsOf } from '../../ir/definitions.ts';
import { edgesFrom } from '../../ir/edges.ts';
import { type DominatorTree, dominatorTree } from '../../ir/graph.ts';
import type { Block, BlockId, Catches, Instruction, IrFunction, ValueId } from '../../ir/ir.ts';

export interface Clause {
  /** The block that catches. */
  readonly handler: BlockId;
  readonly catches: Catches;
  /** Where the body begins. */
  readonly entry: BlockId;
  readonly body: readonly Block[];
  /** What is caught here when it raises; blocks of bodies of the same statement are not. */
  readonly guarded: readonly Block[];
  /** Names of the classes as written, without their modules; empty for a bare `except`. */
  readonly names: readonly string[];
}

const broadNames = new Set(['Exception', 'BaseException']);
const treeOf = new WeakMap<IrFunction, DominatorTree>();
const clausesKnown = new WeakMap<IrFunction, readonly Clause[]>();

export function clausesOf(fn: IrFunction): readonly Clause[] {
  const known = clausesKnown.get(fn);
  if (known !== undefined) return known;
  const found = findClauses(fn);
  clausesKnown.set(fn, found);
  return found;
}

/** `except:`, `except Exception:`; a tuple that holds one of these too. */
export function isBroad(clause: Clause): boolean {
  return clause.catches.type === null || clause.names.some((name) => broadNames.has(name));
}

export function dominatorsIn(fn: IrFunction): DominatorTree {
  const known = treeOf.get(fn);
  if (known !== undefined) return known;
  const tree = dominatorTree(
    fn.blocks.map((block) => edgesFrom(block).map((edge) => edge.to)),
    0,
  );
  treeOf.set(fn, tree);
  return tree;
}

/** The first instruction of the clause's body for which `test` holds. */
export function inBody(clause: Clause, test: (instruction: Instruction) => boolean): Instruction | undefined {
  for (const block of clause.body) {
    const found = block.instructions.find(test);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Some way through the body ends by raising. */
export function bodyRaises(clause: Clause): boolean {
  return clause.body.some((block) => block.terminator.op === 'raise');
}

/** Blocks that a run which left the body normally goes on with. */
export function continuations(fn: IrFunction, clause: Clause): readonly BlockId[] {
  const inside = new Set(clause.body.map((block) => block.id));
  const followed = fn.blocks.filter(
    (block) =>
      !inside.has(block.id) &&
      predecessorsOf(fn, block.id).some((edge) => inside.has(edge.from) && edge.kind === 'normal'),
  );
  return followed.map((block) => block.id);
}

function findClauses(fn: IrFunction): Clause[] {
  const testing = fn.blocks.filter((block) => block.terminator.op === 'catches');
  if (testing.length === 0) return [];
  const tree = dominatorsIn(fn);
  return testing.flatMap((block) => {
    const { terminator } = block;
    if (terminator.op !== 'catches') return [];
    const handler = catchingBlock(fn, terminator.exception);
    if (handler === null) return [];
    return [
      {
        handler,
        catches: terminator,
        entry: terminator.then,
        body: fn.blocks.filter((each) => tree.dominates(terminator.then, each.id)),
        guarded: fn.blocks.filter((each) => each.handler === handler),
        names: namesOfType(fn, terminator.type),
      },
    ];
  });
}

function catchingBlock(fn: IrFunction, exception: ValueId): BlockId | null {
  const index = fn.blocks.findIndex((block) => {
    const [first] = block.instructions;
    return first?.op === 'catch' && first.result === exception;
  });
  return index < 0 ? null : index;
}

function namesOfType(fn: IrFunction, type: ValueId | null): readonly string[] {
  const written = type === null ? undefined : instructionOf(fn, type);
  const values = written?.op === 'build' ? written.elements.map((element) => element.value) : [type];
  return values.flatMap((value) => {
    const named = value === null ? undefined : instructionOf(fn, value);
    return named?.op === 'attribute' || named?.op === 'load-global' ? [named.name] : [];
  });
}
