/**
 * A function as the solver sees it: its facts, and the **contexts** in which they are judged.
 *
 * A context says where in the function the question stands: which stores may have happened by then, and which guards
 * have been passed. Functions that store nothing and check nothing have only context 0, so their answers are shared
 * between all questions.
 */
import type { ValueId } from '../../ir/ir.ts';
import type { ProjectFunction } from '../../project/project.ts';
import type { Removal } from './ask.ts';
import type { FunctionFacts, Position } from './function-facts.ts';
import { canonicalKey, type Guard, guardHolds } from './guards.ts';

export interface Context {
  readonly id: number;
  /** Null: any time. */
  readonly position: Position | null;
  readonly guards: readonly Guard[];
}

export const ANY_TIME = 0;

export class FunctionView {
  readonly function: ProjectFunction;
  readonly facts: FunctionFacts;
  readonly #guards: readonly Guard[];
  readonly #contexts: Context[] = [{ id: ANY_TIME, position: null, guards: [] }];
  readonly #byKey = new Map<string, number>();

  constructor(fn: ProjectFunction, facts: FunctionFacts, guards: readonly Guard[]) {
    this.function = fn;
    this.facts = facts;
    this.#guards = guards;
  }

  context(id: number): Context {
    return this.#contexts[id] ?? { id: ANY_TIME, position: null, guards: [] };
  }

  /** The context of a question asked at a place. */
  contextAt(position: Position): number {
    if (!this.facts.hasStores && this.#guards.length === 0) return ANY_TIME;
    const guards = this.#guards.filter((guard) => guardHolds(this.facts, guard, position));
    return this.#intern(this.facts.hasStores ? position : null, guards);
  }

  /** The same guards, as far as stores are concerned at another place. */
  movedTo(context: number, position: Position): number {
    const { position: current, guards } = this.context(context);
    return current === null ? context : this.#intern(position, guards);
  }

  /** With what also holds at the end of `block`, on its edge to `target`. */
  alongEdge(context: number, block: number, target: number): number {
    if (this.#guards.length === 0) return context;
    const { position, guards } = this.context(context);
    const also = this.#guards.filter(
      (guard) => !guards.includes(guard) && this.#onEdge(guard, block, target),
    );
    return also.length === 0 ? context : this.#intern(position, [...guards, ...also]);
  }

  /** What guards of the context take from the part `path` of a value. */
  removalsFor(context: number, value: ValueId, path: string): readonly Removal[] {
    const { guards } = this.context(context);
    if (guards.length === 0) return [];
    const key = canonicalKey(this.function.ir, value) + path;
    return guards.filter((guard) => guard.key === key).flatMap((guard) => guard.removals);
  }

  /** The constant that a value is known to equal in the context, or null. */
  constantIn(context: number, value: ValueId): string | null {
    const { guards } = this.context(context);
    return guards.find((guard) => guard.key === `%${value}`)?.equals ?? null;
  }

  #onEdge(guard: Guard, block: number, target: number): boolean {
    const terminator = this.function.ir.blocks[block]?.terminator;
    const end = { block, index: this.function.ir.blocks[block]?.instructions.length ?? 0 };
    if (guardHolds(this.facts, guard, end)) return true;
    if (guard.holds.from !== 'edge' || guard.holds.block !== block || terminator?.op !== 'branch')
      return false;
    return terminator[guard.holds.way] === target && terminator.then !== terminator.otherwise;
  }

  #intern(position: Position | null, guards: readonly Guard[]): number {
    const point = position === null ? -1 : this.facts.pointOf(position);
    const key = `${point}|${guards.map((guard) => guard.id).join()}`;
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    if (point < 0 && guards.length === 0) return ANY_TIME;
    const id = this.#contexts.length;
    this.#contexts.push({ id, position, guards });
    this.#byKey.set(key, id);
    return id;
  }
}
