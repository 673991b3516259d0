/**
 * Which values a value or a call is made of, inside one function: a backward slice over SSA.
 *
 * Worked example: in `node = lookup(id); if node.busy: release(node.port)` the call of `release` depends on the result of
 * `lookup` twice: by its argument and by the condition that decides whether it runs.
 */
import { definitionOf } from '../../ir/definitions.ts';
import { edgesFrom } from '../../ir/edges.ts';
import { type DominatorTree, dominatorTree } from '../../ir/graph.ts';
import type { BlockId, IrFunction, ValueId } from '../../ir/ir.ts';
import { operandsOf } from '../../ir/operands.ts';

const trees = new WeakMap<IrFunction, DominatorTree>();

function treeOf(fn: IrFunction): DominatorTree {
  const known = trees.get(fn);
  if (known !== undefined) return known;
  const successors = fn.blocks.map((block) => edgesFrom(block).map((edge) => edge.to));
  const tree = dominatorTree(successors, 0);
  trees.set(fn, tree);
  return tree;
}

/** Every value that one of `values` is computed from, themselves included. */
export function sliceOf(fn: IrFunction, values: readonly ValueId[]): ReadonlySet<ValueId> {
  const slice = new Set(values);
  for (const value of slice) {
    const definition = definitionOf(fn, value);
    if (definition === undefined) continue;
    const sources =
      definition.kind === 'phi'
        ? definition.phi.operands.map((operand) => operand.value)
        : operandsOf(definition.instruction);
    for (const source of sources) slice.add(source);
  }
  return slice;
}

/** The conditions that decide whether control comes to the block: those of branches with one side above it. */
export function decidingConditions(fn: IrFunction, block: BlockId): readonly ValueId[] {
  const tree = treeOf(fn);
  return fn.blocks.flatMap(({ id, terminator }): ValueId[] => {
    if (terminator.op !== 'branch' || terminator.then === terminator.otherwise) return [];
    if (!tree.dominates(id, block)) return [];
    const oneSided = tree.dominates(terminator.then, block) !== tree.dominates(terminator.otherwise, block);
    return oneSided ? [terminator.condition] : [];
  });
}

export function dominates(fn: IrFunction, dominator: BlockId, block: BlockId): boolean {
  return treeOf(fn).dominates(dominator, block);
}
