/**
 * Which variable a name means: the rules of Python's execution model ("Naming and binding").
 *
 * Names are recorded while the text is read, because a second walk over the syntax would cost as much as lowering; they
 * are resolved when a scope is left, when all of its names are known.
 *
 * Terms
 * - **local**: bound in the scope itself. **free**: used here, bound in an enclosing function.
 * - **captured**: a local variable that a nested function reads or writes; **rewritten**: one that a nested function
 *   writes (`nonlocal`, or `:=` inside of a comprehension).
 *
 * Worked example: in `def f(x): return [y + x for y in x]` the comprehension has the local y and the free x, so x is
 * captured in f but not rewritten.
 *
 * Classes: their names are no one else's free variables, so lookup from a method passes over the class; and a name that
 * a class binds means the enclosing one until it is bound (`x = x`).
 */
import type { FunctionId, FunctionKind } from '../../ir/ir.ts';

export type Resolution =
  | { readonly kind: 'local' }
  | { readonly kind: 'global' }
  | { readonly kind: 'cell'; readonly owner: FunctionId };

const LOCAL: Resolution = { kind: 'local' };
const GLOBAL: Resolution = { kind: 'global' };

export class Scope {
  readonly id: FunctionId;
  readonly kind: FunctionKind;
  readonly parent: Scope | null;
  readonly bindings = new Set<string>();
  readonly captured = new Set<string>();
  readonly rewritten = new Set<string>();
  isGenerator = false;
  hasAwait = false;
  private readonly children: Scope[] = [];
  private readonly uses = new Set<string>();
  private readonly globals = new Set<string>();
  private readonly nonlocals = new Set<string>();
  /** Names of this scope and of those inside that an enclosing one must have; whether one of them writes it. */
  private readonly free = new Map<string, boolean>();
  private readonly resolutions = new Map<string, Resolution>();

  constructor(id: FunctionId, kind: FunctionKind, parent: Scope | null) {
    this.id = id;
    this.kind = kind;
    this.parent = parent;
    parent?.children.push(this);
  }

  use(name: string): void {
    this.uses.add(name);
  }

  bind(name: string): void {
    this.bindings.add(name);
  }

  /** `:=` binds in the nearest scope that is no comprehension. */
  bindWalrus(name: string): void {
    let scope: Scope = this;
    while (scope.kind === 'comprehension' && scope.parent !== null) {
      scope.nonlocals.add(name);
      scope.bindings.add(name);
      scope = scope.parent;
    }
    scope.bind(name);
  }

  declareGlobal(name: string): void {
    this.globals.add(name);
  }

  declareNonlocal(name: string): void {
    this.nonlocals.add(name);
    this.bindings.add(name);
  }

  /** Called once, when the whole text of the scope was read, and after that of every scope inside. */
  leave(): void {
    for (const child of this.children) for (const [name, writes] of child.free) this.receive(name, writes);
    const seesOutside = this.kind === 'class';
    for (const name of this.uses) if (seesOutside || !this.owns(name)) this.addFree(name, false);
    for (const name of this.nonlocals) this.addFree(name, true);
    for (const name of this.globals) {
      if (this.bindings.has(name) && this.parent !== null) this.root().rewritten.add(name);
    }
  }

  resolve(name: string): Resolution {
    const known = this.resolutions.get(name);
    if (known !== undefined) return known;
    const resolution = this.owns(name) ? LOCAL : this.resolveOutside(name);
    this.resolutions.set(name, resolution);
    return resolution;
  }

  /** What a name means that this scope does not bind; for classes also: what it means before the class binds it. */
  resolveOutside(name: string): Resolution {
    if (this.globals.has(name)) return GLOBAL;
    for (let scope = this.parent; scope !== null; scope = scope.parent) {
      if (scope.kind === 'module' || scope.globals.has(name)) break;
      if (scope.kind !== 'class' && scope.owns(name)) return { kind: 'cell', owner: scope.id };
    }
    return GLOBAL;
  }

  private owns(name: string): boolean {
    return this.bindings.has(name) && !this.globals.has(name) && !this.nonlocals.has(name);
  }

  private addFree(name: string, writes: boolean): void {
    if (!this.globals.has(name)) this.free.set(name, writes || this.free.get(name) === true);
  }

  /** A nested scope has the free name. */
  private receive(name: string, writes: boolean): void {
    if (this.kind === 'class') {
      this.addFree(name, writes);
    } else if (this.owns(name)) {
      this.captured.add(name);
      if (writes) this.rewritten.add(name);
    } else if (this.kind !== 'module') {
      this.addFree(name, writes);
    }
  }

  private root(): Scope {
    let scope: Scope = this;
    while (scope.parent !== null) scope = scope.parent;
    return scope;
  }
}
