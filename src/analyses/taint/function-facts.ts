/**
 * What the taint analysis must know of one function before it follows values: the order of its points, what changes an
 * object in place, where the function returns, yields and raises.
 *
 * Terms
 * - **point**: a number for each instruction and terminator, block by block.
 * - **mutation**: an instruction that changes an object in place; `prefix` leads from the value to the changed part.
 *   `info['properties']['x'] = y` changes the values `info` (prefix `[properties]`) and `info['properties']` (prefix
 *   empty).
 *
 * Order and dominance distinguish the start of a block, its end, and the two edges out of a branch: an exception may
 * leave a block before a call at its end has returned, and a check holds on one edge of a branch only.
 */
import { definitionOf, instructionOf, instructionsWith } from '../../ir/definitions.ts';
import { edgesFrom } from '../../ir/edges.ts';
import { type DominatorTree, dominatorTree } from '../../ir/graph.ts';
import type { Block, BlockId, Call, Instruction, IrFunction, Terminator, ValueId } from '../../ir/ir.ts';
import { attributeElement, type Element, WRITTEN } from './access-path.ts';
import { constantKey, elementOf } from './constants.ts';

export interface Position {
  readonly block: BlockId;
  readonly index: number;
}

export type Mutation =
  /** `value` becomes the part `element` of what the prefix leads to. */
  | MutationOf<'store', { readonly element: Element; readonly value: ValueId }>
  /** The content of `value` is merged in: update, extend, `+=`. */
  | MutationOf<'merge', { readonly value: ValueId }>
  /** The object is handed to a call, which may change it. */
  | MutationOf<'call', { readonly call: Call; readonly value: ValueId }>;

type MutationOf<Kind extends string, Payload> = {
  readonly kind: Kind;
  readonly position: Position;
  readonly prefix: readonly Element[];
} & Payload;

export interface Exit {
  readonly value: ValueId;
  readonly position: Position;
}

const MAXIMUM_ALIAS_DEPTH = 3;
const noMutations: readonly Mutation[] = [];

/** Methods that add their first argument to the receiver, and those that merge it in. */
const ADDING_METHODS = new Set(['append', 'add', 'insert', 'appendleft', 'put', 'setdefault']);
const MERGING_METHODS = new Set(['update', 'extend']);
const WRITING_METHODS = new Set(['write', 'writelines']);

export class FunctionFacts {
  readonly fn: IrFunction;
  readonly returns: readonly Exit[];
  readonly yields: readonly Exit[];
  readonly hasStores: boolean;
  /** By value. */
  readonly #mutations: (Mutation[] | undefined)[];
  readonly #starts: readonly number[];
  readonly #reachable = new Map<BlockId, Uint8Array>();
  #dominators: DominatorTree | null = null;
  #guarded: ReadonlyMap<BlockId | null, readonly Guarded[]> | null = null;

  constructor(fn: IrFunction) {
    this.fn = fn;
    this.#starts = blockStarts(fn);
    this.#mutations = new Array<Mutation[] | undefined>(fn.valueCount);
    this.returns = fn.blocks.flatMap((block) =>
      exitOf(block.terminator, block.id, block.instructions.length),
    );
    this.yields = instructionsWith(fn, 'yield').map(({ block, index, instruction }) => ({
      value: instruction.value,
      position: { block, index },
    }));
    this.hasStores = this.#collect();
  }

  pointOf(position: Position): number {
    return (this.#starts[position.block] ?? 0) + position.index;
  }

  positionOfPoint(point: number): Position {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= point) low = middle;
      else high = middle;
    }
    return { block: low, index: point - (this.#starts[low] ?? 0) };
  }

  /** Where a value is defined; the start of the block for a phi. */
  positionOf(value: ValueId): Position {
    const definition = definitionOf(this.fn, value);
    if (definition === undefined) return { block: 0, index: 0 };
    return { block: definition.block, index: definition.kind === 'phi' ? 0 : definition.index };
  }

  /** What changes the value, or a part of it, in place; in the order of the text. */
  mutationsOf(value: ValueId): readonly Mutation[] {
    return this.#mutations[value] ?? noMutations;
  }

  /** What is caught by the handler, or null: leaves the function: blocks that call or raise. */
  guardedBy(handler: BlockId | null): readonly Guarded[] {
    this.#guarded ??= guardedBlocks(this.fn);
    return this.#guarded.get(handler) ?? nothingGuarded;
  }

  /** Whether control can go from the one place to the other. */
  reaches(from: Position, to: Position): boolean {
    if (from.block === to.block && from.index < to.index) return true;
    return this.#blocksAfter(from.block)[to.block] === 1;
  }

  /** Whether every way to `to` has completed the instruction at `from`. */
  completesBefore(from: Position, to: Position): boolean {
    if (from.block === to.block) return from.index < to.index;
    return this.dominators().dominates(endNode(from.block), startNode(to.block));
  }

  /** Whether every way to `to` has taken this edge out of a branch. */
  edgeBefore(block: BlockId, way: 'then' | 'otherwise', to: Position): boolean {
    return this.dominators().dominates(edgeNode(block, way), startNode(to.block));
  }

  dominators(): DominatorTree {
    this.#dominators ??= dominatorTree(splitGraph(this.fn), 0);
    return this.#dominators;
  }

  #blocksAfter(block: BlockId): Uint8Array {
    const known = this.#reachable.get(block);
    if (known !== undefined) return known;
    const reached = blocksAfter(this.fn, block);
    this.#reachable.set(block, reached);
    return reached;
  }

  #collect(): boolean {
    let hasStores = false;
    for (const block of this.fn.blocks) {
      block.instructions.forEach((instruction, index) => {
        const position = { block: block.id, index };
        if (this.#collectFrom(instruction, position)) hasStores = true;
      });
    }
    return hasStores;
  }

  #collectFrom(instruction: Instruction, position: Position): boolean {
    switch (instruction.op) {
      case 'store-attribute':
        return this.#store(instruction.object, attributeElement(instruction.name), {
          value: instruction.value,
          position,
        });
      case 'store-item':
        return this.#store(instruction.object, elementOf(this.fn, instruction.index), {
          value: instruction.value,
          position,
        });
      case 'append': {
        const element = instruction.key === null ? '[*]' : elementOf(this.fn, instruction.key);
        return this.#store(instruction.container, element, { value: instruction.value, position });
      }
      case 'call':
        return this.#call(instruction, position);
      default:
        return false;
    }
  }

  #store(object: ValueId, element: Element, what: Exit): true {
    this.#register(object, (prefix) => ({ kind: 'store', prefix, element, ...what }));
    return true;
  }

  #call(call: Call, position: Position): boolean {
    const callee = instructionOf(this.fn, call.callee);
    for (const argument of call.arguments) {
      const { value } = argument;
      this.#register(value, (prefix) => ({ kind: 'call', prefix, call, value, position }));
    }
    return callee?.op === 'attribute' && this.#method(callee, call, position);
  }

  #method(callee: Extract<Instruction, { op: 'attribute' }>, call: Call, position: Position): boolean {
    if (WRITING_METHODS.has(callee.name)) return this.#writing(callee.object, call, position);
    if (ADDING_METHODS.has(callee.name)) return this.#adding(callee.object, call, position);
    if (!MERGING_METHODS.has(callee.name)) return false;
    for (const argument of call.arguments) {
      const { value } = argument;
      if (argument.kind === 'keyword') {
        this.#store(callee.object, `[${argument.name}]`, { value, position });
      } else {
        this.#register(callee.object, (prefix) => ({ kind: 'merge', prefix, value, position }));
      }
    }
    return true;
  }

  #writing(file: ValueId, call: Call, position: Position): boolean {
    const first = call.arguments[0];
    return first !== undefined && this.#store(file, WRITTEN, { value: first.value, position });
  }

  #adding(object: ValueId, call: Call, position: Position): boolean {
    const last = call.arguments.at(-1);
    const first = call.arguments[0];
    if (last === undefined || first === undefined) return false;
    const element =
      call.arguments.length > 1 && constantKey(this.fn, first.value) !== null
        ? elementOf(this.fn, first.value)
        : '[*]';
    return this.#store(object, element, { value: last.value, position });
  }

  /** Enters a mutation of an object for the object and for all that it is a part of. */
  #register(object: ValueId, make: (prefix: readonly Element[]) => Mutation): void {
    let prefix: Element[] = [];
    let value = object;
    for (let depth = 0; depth <= MAXIMUM_ALIAS_DEPTH; depth++) {
      const mutations = this.#mutations[value] ?? [];
      mutations.push(make(prefix));
      this.#mutations[value] = mutations;
      const outer = outerOf(this.fn, value);
      if (outer === null) return;
      prefix = [outer.element, ...prefix];
      value = outer.object;
    }
  }
}

/** The object that a value was read from, and as which part of it. */
export function outerOf(fn: IrFunction, value: ValueId): { object: ValueId; element: Element } | null {
  const instruction = instructionOf(fn, value);
  if (instruction?.op === 'attribute') {
    return { object: instruction.object, element: attributeElement(instruction.name) };
  }
  if (instruction?.op === 'item') {
    return { object: instruction.object, element: elementOf(fn, instruction.index) };
  }
  return instruction?.op === 'call' ? readByMethod(fn, instruction) : null;
}

/** `info.get('key')` reads a part as `info['key']` does. */
function readByMethod(fn: IrFunction, call: Call): { object: ValueId; element: Element } | null {
  const callee = instructionOf(fn, call.callee);
  const key = call.arguments[0];
  if (callee?.op !== 'attribute' || key?.kind !== 'positional') return null;
  if (callee.name !== 'get' && callee.name !== 'setdefault') return null;
  return constantKey(fn, key.value) === null
    ? null
    : { object: callee.object, element: elementOf(fn, key.value) };
}

/** A block from which exceptions may come, and its calls. */
export interface Guarded {
  readonly block: Block;
  readonly calls: readonly Call[];
}

const nothingGuarded: readonly Guarded[] = [];

function guardedBlocks(fn: IrFunction): ReadonlyMap<BlockId | null, readonly Guarded[]> {
  const byHandler = new Map<BlockId | null, Guarded[]>();
  for (const block of fn.blocks) {
    const calls = block.instructions.filter((instruction) => instruction.op === 'call');
    if (calls.length === 0 && block.terminator.op !== 'raise') continue;
    const known = byHandler.get(block.handler);
    if (known === undefined) byHandler.set(block.handler, [{ block, calls }]);
    else known.push({ block, calls });
  }
  return byHandler;
}

function exitOf(terminator: Terminator, block: BlockId, index: number): Exit[] {
  return terminator.op === 'return' ? [{ value: terminator.value, position: { block, index } }] : [];
}

function blockStarts(fn: IrFunction): number[] {
  const starts: number[] = [];
  let next = 0;
  for (const block of fn.blocks) {
    starts.push(next);
    next += block.instructions.length + 1;
  }
  return starts;
}

function blocksAfter(fn: IrFunction, start: BlockId): Uint8Array {
  const reached = new Uint8Array(fn.blocks.length);
  const pending = [start];
  for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
    const from = fn.blocks[block];
    for (const edge of from === undefined ? [] : edgesFrom(from)) {
      if (reached[edge.to] === 1) continue;
      reached[edge.to] = 1;
      pending.push(edge.to);
    }
  }
  return reached;
}

function startNode(block: BlockId): number {
  return block * 4;
}

function endNode(block: BlockId): number {
  return block * 4 + 1;
}

function edgeNode(block: BlockId, way: 'then' | 'otherwise'): number {
  return block * 4 + (way === 'then' ? 2 : 3);
}

/** Four nodes a block: start, end, and the two edges of a branch. */
function splitGraph(fn: IrFunction): number[][] {
  const successors: number[][] = Array.from({ length: fn.blocks.length * 4 }, () => []);
  for (const block of fn.blocks) {
    const exceptional = edgesFrom(block).find((edge) => edge.kind === 'exceptional');
    const handler = exceptional === undefined ? [] : [startNode(exceptional.to)];
    successors[startNode(block.id)] = [endNode(block.id), ...handler];
    const { terminator } = block;
    if (terminator.op === 'jump') successors[endNode(block.id)] = [startNode(terminator.target)];
    if (terminator.op !== 'branch' && terminator.op !== 'catches') continue;
    successors[endNode(block.id)] = [edgeNode(block.id, 'then'), edgeNode(block.id, 'otherwise')];
    successors[edgeNode(block.id, 'then')] = [startNode(terminator.then)];
    successors[edgeNode(block.id, 'otherwise')] = [startNode(terminator.otherwise)];
  }
  return successors;
}
