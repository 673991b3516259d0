/** Where exceptions are caught in one function, and which clauses lie between a catch and a block behind it. */
import { definitionOf } from '../../ir/definitions.ts';
import { edgesFrom } from '../../ir/edges.ts';
import { type DominatorTree, dominatorTree } from '../../ir/graph.ts';
import type { BlockId, Catches, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Point } from './exceptions.ts';

export interface PassedClause {
  readonly clause: Catches;
  /** The block lies behind the clause that matched, rather than behind the one that did not. */
  readonly matched: boolean;
}

/** Phi operands followed in the search for caught values. */
const maximumValues = 64;

/** What tests the caught exception, by handler. */
interface HandlerTests {
  readonly clauses: Map<BlockId, Catches[]>;
  readonly exits: Map<BlockId, { readonly point: Point; readonly otherwise: BlockId }[]>;
}

export class HandlerMap {
  private readonly fn: IrFunction;
  private tree: DominatorTree | null = null;
  private tests: HandlerTests | null = null;

  constructor(fn: IrFunction) {
    this.fn = fn;
  }

  blockOf(value: ValueId): BlockId | null {
    return definitionOf(this.fn, value)?.block ?? null;
  }

  /** The handler blocks whose caught exception the value may be. */
  catchesBehind(value: ValueId): readonly BlockId[] {
    const found = new Set<BlockId>();
    const seen = new Set([value]);
    for (const each of seen) {
      const definition = definitionOf(this.fn, each);
      if (definition?.kind === 'instruction' && definition.instruction.op === 'catch') {
        found.add(definition.block);
      }
      if (definition?.kind !== 'phi' || seen.size > maximumValues) continue;
      for (const operand of definition.phi.operands) seen.add(operand.value);
    }
    return [...found].sort((left, right) => left - right);
  }

  /** The nearest handler that every way to the block passes. */
  innermostAround(block: BlockId): BlockId | null {
    const { immediate } = this.dominators();
    let current = block;
    for (let steps = this.fn.blocks.length; steps >= 0; steps--) {
      if (this.fn.blocks[current]?.instructions[0]?.op === 'catch') return current;
      const parent = immediate[current] ?? -1;
      if (parent < 0 || parent === current) return null;
      current = parent;
    }
    return null;
  }

  /** The clauses that test what `handler` caught and that every way to `block` passes on the same side. */
  clausesPassed(handler: BlockId, block: BlockId): readonly PassedClause[] {
    const tree = this.dominators();
    return (this.testsByHandler().clauses.get(handler) ?? []).flatMap((clause): PassedClause[] => {
      if (tree.dominates(clause.then, block)) return [{ clause, matched: true }];
      return tree.dominates(clause.otherwise, block) ? [{ clause, matched: false }] : [];
    });
  }

  /** The `exit`s of managers that got what `handler` caught and, on every way to `block`, did not suppress it. */
  exitsPassed(handler: BlockId, block: BlockId): readonly Point[] {
    const tree = this.dominators();
    const exits = this.testsByHandler().exits.get(handler) ?? [];
    return exits.filter(({ otherwise }) => tree.dominates(otherwise, block)).map(({ point }) => point);
  }

  private testsByHandler(): HandlerTests {
    this.tests ??= this.collectTests();
    return this.tests;
  }

  private collectTests(): HandlerTests {
    const tests: HandlerTests = { clauses: new Map(), exits: new Map() };
    for (const { terminator } of this.fn.blocks) {
      if (terminator.op === 'catches' && terminator.then !== terminator.otherwise) {
        for (const handler of this.catchesBehind(terminator.exception))
          append(tests.clauses, handler, terminator);
      }
      if (terminator.op !== 'branch' || terminator.origin !== 'with') continue;
      const exit = definitionOf(this.fn, terminator.condition);
      if (exit?.kind !== 'instruction' || exit.instruction.op !== 'exit') continue;
      const { exception } = exit.instruction;
      const way = { point: { block: exit.block, index: exit.index }, otherwise: terminator.otherwise };
      const handlers = exception === null ? [] : this.catchesBehind(exception);
      for (const handler of handlers) append(tests.exits, handler, way);
    }
    return tests;
  }

  private dominators(): DominatorTree {
    this.tree ??= dominatorTree(
      this.fn.blocks.map((each) => edgesFrom(each).map((edge) => edge.to)),
      0,
    );
    return this.tree;
  }
}

function append<Item>(lists: Map<BlockId, Item[]>, block: BlockId, item: Item): void {
  const list = lists.get(block);
  if (list === undefined) lists.set(block, [item]);
  else list.push(item);
}
