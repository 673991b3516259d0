/**
 * Light types as the linker works with them: interned, so that equality is identity and a set is a short sorted array.
 *
 * Terms
 * - **set**: types sorted by `id`; `NOTHING`: nothing is known; `ANYTHING`: more than `LARGEST` types, which says as
 *   little but absorbs every union. Sets only grow while they are computed, so the order of work does not matter.
 * - **dispatch**: how a method read from an instance finds its code: 'exact' (the class itself: a constructor's result),
 *   'virtual' (the class or one below it), 'interface' (the same, stated by a convention), 'none' (no receiver).
 * - **content**: where a container, a generator or a partial function was made, which tells what is inside.
 *
 * Ids depend on the order of questions; keys do not. Whatever leaves the linker is sorted by key.
 */
import type { Build, Call, ValueId } from '../ir/ir.ts';
import type { LinkedClass, LinkedFunction } from './program.ts';
import type { ProjectModule, Type } from './project.ts';

export const LARGEST = 12;

export type Dispatch = 'none' | 'exact' | 'virtual' | 'interface';

export type Content =
  /** A container display or comprehension. */
  | { readonly kind: 'built'; readonly function: LinkedFunction; readonly build: Build }
  /** The type argument of an annotation or a convention: `list[Node]`. */
  | { readonly kind: 'declared'; readonly elements: TypeSet }
  | { readonly kind: 'partial'; readonly function: LinkedFunction; readonly call: Call }
  | { readonly kind: 'generator'; readonly function: LinkedFunction }
  /** `mapping.items()`, `enumerate(values)`: pairs whose second part is an element of the value. */
  | { readonly kind: 'pairs'; readonly function: LinkedFunction; readonly value: ValueId }
  | { readonly kind: 'pair'; readonly function: LinkedFunction; readonly value: ValueId };

interface Interned {
  readonly id: number;
  readonly key: string;
  /** The set that holds this type alone. */
  readonly alone: TypeSet;
  /** What the project's users see. */
  readonly shown: Type;
}

export interface ModuleType extends Interned {
  readonly kind: 'module';
  readonly module: ProjectModule;
}
export interface ClassType extends Interned {
  readonly kind: 'class';
  readonly class: LinkedClass;
  /** It may be a subclass: `cls`, `type(self)`. */
  readonly open: boolean;
}
export interface InstanceType extends Interned {
  readonly kind: 'instance';
  readonly class: LinkedClass;
  readonly dispatch: Exclude<Dispatch, 'none'>;
}
export interface FunctionType extends Interned {
  readonly kind: 'function';
  readonly function: LinkedFunction;
  readonly bound: boolean;
  /** The class whose instance (or itself) the function was read from. */
  readonly owner: LinkedClass | null;
  readonly dispatch: Dispatch;
}
export interface ExternalType extends Interned {
  readonly kind: 'external';
  readonly path: string;
}
export interface ExternalInstanceType extends Interned {
  readonly kind: 'external-instance';
  readonly path: string;
  readonly content: Content | null;
}
/** What an object literal makes. */
export interface ObjectType extends ExternalInstanceType {
  readonly content: Extract<Content, { readonly kind: 'built' }>;
}
/** The result of `super()`: attributes are looked up behind `class` in the resolution order. */
export interface SuperType extends Interned {
  readonly kind: 'super';
  readonly class: LinkedClass;
}

export type LightType =
  | ModuleType
  | ClassType
  | InstanceType
  | FunctionType
  | ExternalType
  | ExternalInstanceType
  | SuperType;

export function isObject(type: LightType): type is ObjectType {
  if (type.kind !== 'external-instance' || type.content?.kind !== 'built') return false;
  return type.content.build.kind === 'object';
}

export type TypeSet = readonly LightType[];

export const NOTHING: TypeSet = Object.freeze([]);
export const ANYTHING: TypeSet = Object.freeze<LightType[]>([]);

/** Both sets together. */
export function union(left: TypeSet, right: TypeSet): TypeSet {
  if (left === right || right === NOTHING) return left;
  if (left === NOTHING) return right;
  if (left === ANYTHING || right === ANYTHING) return ANYTHING;
  if (includesAll(left, right)) return left;
  const merged = left.slice();
  for (const type of right) if (!left.includes(type)) merged.push(type);
  return merged.length > LARGEST ? ANYTHING : merged.sort((one, other) => one.id - other.id);
}

function includesAll(set: TypeSet, part: TypeSet): boolean {
  for (const type of part) if (!set.includes(type)) return false;
  return true;
}

/** The union of what `each` gives for every member; ANYTHING stays ANYTHING. */
export function flatMapTypes(types: TypeSet, each: (type: LightType) => TypeSet): TypeSet {
  if (types === ANYTHING) return ANYTHING;
  let result = NOTHING;
  for (const type of types) result = union(result, each(type));
  return result;
}

export function unionOf<Item>(items: Iterable<Item>, each: (item: Item) => TypeSet): TypeSet {
  let result = NOTHING;
  for (const item of items) result = union(result, each(item));
  return result;
}

export function sortedByKey<Typed extends LightType>(types: readonly Typed[]): Typed[] {
  return [...types].sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
}

const noTypes: readonly Type[] = [];

/** What users see: without the linker's distinctions, sorted, each once. */
export function shownTypes(types: TypeSet): readonly Type[] {
  const [first] = types;
  if (types.length < 2) return first === undefined ? noTypes : [first.shown];
  const shown = new Map<string, Type>();
  for (const type of sortedByKey(types)) {
    const key = type.key.split('|', 1)[0] ?? '';
    if (!shown.has(key)) shown.set(key, type.shown);
  }
  return [...shown.values()];
}
