/**
 * Bases, method resolution order, and who is below whom.
 *
 * Terms
 * - **lineage**: the part of a class's resolution order that lies in the tree.
 * - **definer**: the first class of the lineage whose body writes a name.
 *
 * The order is C3 (Barrett et al., "A Monotonic Superclass Linearization for Dylan", 1996), as Python's. Where C3 has no
 * answer, as for hostile or half-read code, the order is depth first, each class once. `builtins.object` is left out: a class
 * without external bases is known whole.
 */
import type { MakeClass, ValueId } from '../ir/ir.ts';
import { isWithMetaclass } from './decorators.ts';
import type { Names } from './names.ts';
import type { LinkedClass, LinkedFunction, Program } from './program.ts';
import type { ClassReference } from './project.ts';
import { sortedByKey } from './type-sets.ts';

/** Inheritance deeper than this, or from more classes, is cut off; and a method with more overrides is dispatched to the base alone. */
const DEEPEST_INHERITANCE = 60;
const LONGEST_ORDER = 200;
export const MOST_OVERRIDES = 64;

/** A class that has a name, and the class whose body writes it. */
export interface Inherited {
  readonly definer: LinkedClass;
  readonly receiver: LinkedClass;
}

export class ClassHierarchy {
  private readonly program: Program;
  /** Direct subclasses by path of the base. */
  private readonly directSubclasses = new Map<string, LinkedClass[]>();
  private readonly below = new Map<string, readonly LinkedClass[]>();
  private readonly companions = new Map<LinkedClass, readonly Inherited[]>();
  private memberNames: ReadonlySet<string> | null = null;
  private readonly overrides = new Map<string, readonly LinkedFunction[]>();

  /** Links every class of the program to its bases. */
  constructor(names: Names) {
    this.program = names.program;
    for (const owner of this.program.classes) owner.bases = basesOf(names, owner);
    const linearization = new Linearization();
    for (const owner of this.program.classes) link(owner, linearization.orderOf(owner));
    for (const owner of this.program.classes) this.recordBelowBases(owner);
  }

  private recordBelowBases(owner: LinkedClass): void {
    for (const base of owner.bases) {
      const path = pathOf(base);
      const known = this.directSubclasses.get(path);
      if (known === undefined) this.directSubclasses.set(path, [owner]);
      else if (!known.includes(owner)) known.push(owner);
    }
  }

  /** Whether any class of the program writes the name. */
  isMember(name: string): boolean {
    this.memberNames ??= new Set(this.program.classes.flatMap(({ members }) => [...members.keys()]));
    return this.memberNames.has(name);
  }

  /** The class that gives instances of `owner` the name; null when none in the tree does. */
  definerOf(owner: LinkedClass, name: string): LinkedClass | null {
    return owner.lineage.find((candidate) => candidate.members.has(name)) ?? null;
  }

  methodOf(owner: LinkedClass, name: string): LinkedFunction | null {
    return this.definerOf(owner, name)?.methods.get(name) ?? null;
  }

  /** The definer behind `after` in the order of `owner`. */
  definerBehind(owner: LinkedClass, after: LinkedClass, name: string): LinkedClass | null {
    const start = owner.lineage.indexOf(after) + 1;
    return owner.lineage.slice(start).find((candidate) => candidate.members.has(name)) ?? null;
  }

  /** Subclasses that have the name from elsewhere than `owner` does, one for each place it comes from. */
  definersBelow(owner: LinkedClass, name: string): readonly Inherited[] {
    const own = this.definerOf(owner, name);
    return this.companionsOf(owner).filter(({ definer }) => definer !== own && definer.members.has(name));
  }

  /**
   * The classes that instances of `owner` may have besides its own lineage: subclasses and their other bases, each with
   * the first subclass that brings it.
   */
  companionsOf(owner: LinkedClass): readonly Inherited[] {
    const known = this.companions.get(owner);
    if (known !== undefined) return known;
    const found = new Map<LinkedClass, Inherited>();
    for (const receiver of this.subclassesOf(owner.path)) {
      for (const definer of receiver.lineage) {
        if (!found.has(definer) && !owner.lineage.includes(definer))
          found.set(definer, { definer, receiver });
      }
    }
    const companions = [...found.values()];
    this.companions.set(owner, companions);
    return companions;
  }

  /** Direct and indirect subclasses by path of the ancestor, in the order of the project. */
  subclassesOf(path: string): readonly LinkedClass[] {
    const known = this.below.get(path);
    if (known !== undefined) return known;
    const found = new Set<LinkedClass>();
    const waiting = [path];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const subclass of this.directSubclasses.get(next) ?? []) {
        if (found.has(subclass)) continue;
        found.add(subclass);
        waiting.push(subclass.path);
      }
    }
    const sorted = [...found].sort((one, other) => one.index - other.index);
    this.below.set(path, sorted);
    return sorted;
  }

  isSubclass(candidate: string, ancestor: string): boolean {
    if (candidate === ancestor) return true;
    return this.program.classByPath.get(candidate)?.lineagePaths.includes(ancestor) ?? false;
  }

  /**
   * What the name may run on instances of `owner` and of its subclasses: its own method first, then the others in the
   * order of the project. More than `MOST_OVERRIDES`: its own alone.
   */
  implementationsOf(owner: LinkedClass, name: string): readonly LinkedFunction[] {
    const key = `${owner.index} ${name}`;
    const known = this.overrides.get(key);
    if (known !== undefined) return known;
    const found = new Set<LinkedFunction>();
    for (const candidate of [owner, ...this.subclassesOf(owner.path)]) {
      const method = this.methodOf(candidate, name);
      if (method !== null) found.add(method);
    }
    const all = [...found];
    const kept = all.length > MOST_OVERRIDES ? all.slice(0, 1) : all;
    this.overrides.set(key, kept);
    return kept;
  }
}

function link(owner: LinkedClass, order: readonly ClassReference[]): void {
  owner.resolutionOrder = order;
  owner.lineage = order.flatMap((reference) => classIn(reference) ?? []);
  owner.lineagePaths = order.map(pathOf);
}

export function pathOf(reference: ClassReference): string {
  return reference.kind === 'class' ? reference.class.path : reference.path;
}

/** References are made by this module alone, so their classes are linked ones. */
function classIn(reference: ClassReference): LinkedClass | null {
  return reference.kind === 'class' ? (reference.class as LinkedClass) : null;
}

/* ---- Bases --------------------------------------------------------------------------------------------------- */

function basesOf(names: Names, owner: LinkedClass): ClassReference[] {
  const maker = names.namesOf(owner.module).makers.get(owner.body);
  if (maker === undefined || maker.instruction.op !== 'make-class') return [];
  const references = new Map<string, ClassReference>();
  for (const value of baseValues(names, maker.function, maker.instruction)) {
    for (const reference of referencesOf(names, maker.function, value)) {
      const path = pathOf(reference);
      if (path !== owner.path && !references.has(path)) references.set(path, reference);
    }
  }
  return [...references.values()];
}

/** `with_metaclass(Meta, Base)` stands for its bases; `Generic[T]` for `Generic`. */
function baseValues(names: Names, fn: LinkedFunction, make: MakeClass): ValueId[] {
  return make.bases.flatMap((value) => {
    const definition = fn.facts.definitions[value];
    if (definition === undefined || !('op' in definition)) return [value];
    if (definition.op === 'item') return [definition.object];
    if (definition.op !== 'call' || !isWithMetaclass(names.valueOf(fn, definition.callee))) return [value];
    return definition.arguments
      .slice(1)
      .flatMap((entry) => (entry.kind === 'positional' ? [entry.value] : []));
  });
}

function referencesOf(names: Names, fn: LinkedFunction, value: ValueId): ClassReference[] {
  return sortedByKey(names.valueOf(fn, value)).flatMap((type): ClassReference[] => {
    if (type.kind === 'class') return [{ kind: 'class', class: type.class }];
    if (type.kind !== 'external' || type.path === 'builtins.object') return [];
    return [{ kind: 'external', path: type.path }];
  });
}

/* ---- Method resolution order --------------------------------------------------------------------------------- */

class Linearization {
  private readonly orders = new Map<LinkedClass, readonly ClassReference[]>();
  private readonly begun = new Set<LinkedClass>();

  orderOf(owner: LinkedClass): readonly ClassReference[] {
    const known = this.orders.get(owner);
    if (known !== undefined) return known;
    if (this.begun.has(owner) || this.begun.size >= DEEPEST_INHERITANCE) return [];
    this.begun.add(owner);
    const order = this.linearize(owner).slice(0, LONGEST_ORDER);
    this.begun.delete(owner);
    if (this.begun.size === 0 || !this.isCut(order)) this.orders.set(owner, order);
    return order;
  }

  /** A base without an order of its own: it was cut off, so this order holds for the present question only. */
  private isCut(order: readonly ClassReference[]): boolean {
    return order.slice(1).some((reference) => {
      const base = classIn(reference);
      return base !== null && !this.orders.has(base);
    });
  }

  private linearize(owner: LinkedClass): readonly ClassReference[] {
    const self: ClassReference = { kind: 'class', class: owner };
    const orders = owner.bases.map((base) => {
      const linked = classIn(base);
      const order = linked === null ? [] : this.orderOf(linked);
      return order.length > 0 ? order : [base];
    });
    const merged = merge([...orders, owner.bases]) ?? orders.flat();
    const unique = new Map([self, ...merged].map((reference) => [pathOf(reference), reference]));
    return behindExternals([...unique.values()]);
  }
}

/** C3's merge; null when the orders contradict each other. */
function merge(orders: readonly (readonly ClassReference[])[]): ClassReference[] | null {
  const rest = orders.map((order) => [...order]).filter((order) => order.length > 0);
  const merged: ClassReference[] = [];
  while (rest.length > 0) {
    const next = rest.map((order) => order[0]).find((head) => head !== undefined && isGoodHead(head, rest));
    if (next === undefined) return null;
    merged.push(next);
    const path = pathOf(next);
    for (const order of rest) if (order[0] !== undefined && pathOf(order[0]) === path) order.shift();
    for (let index = rest.length - 1; index >= 0; index--)
      if (rest[index]?.length === 0) rest.splice(index, 1);
  }
  return merged;
}

function isGoodHead(head: ClassReference, orders: readonly (readonly ClassReference[])[]): boolean {
  const path = pathOf(head);
  return orders.every((order) => order.findIndex((reference) => pathOf(reference) === path) <= 0);
}

/** Nothing is known about what stands above an external class, so those go to the end. */
function behindExternals(order: readonly ClassReference[]): ClassReference[] {
  return [
    ...order.filter(({ kind }) => kind === 'class'),
    ...order.filter(({ kind }) => kind === 'external'),
  ];
}
