/**
 * Makes types, each once. A key is `kind path`, then after `|` what only the linker distinguishes:
 * `instance ironic.objects.node.Node|virtual`.
 */
import type { LinkedClass, LinkedFunction } from './program.ts';
import type { ProjectModule, Type } from './project.ts';
import type { Content, Dispatch, LightType, TypeSet } from './type-sets.ts';

type WithoutIdentity<Kind> = Kind extends LightType ? Omit<Kind, 'id' | 'alone' | 'key'> : never;

export class TypeTable {
  private readonly types = new Map<string, LightType>();
  private readonly externals = new Map<string, TypeSet>();
  private readonly externalInstances = new Map<string, TypeSet>();
  private readonly instances: Partial<Record<Dispatch, TypeSet>>[] = [];
  private readonly plainFunctions: (TypeSet | undefined)[] = [];

  module(module: ProjectModule): TypeSet {
    const shown: Type = { kind: 'module', module };
    return this.intern(`module ${module.name}|${module.index}`, () => ({ ...shown, shown }));
  }

  /** The class itself; `open`: or one below it. */
  class(owner: LinkedClass, open = false): TypeSet {
    return this.intern(`class ${owner.path}|${owner.index} ${open}`, () => ({
      kind: 'class',
      class: owner,
      open,
      shown: { kind: 'class', class: owner },
    }));
  }

  instance(owner: LinkedClass, dispatch: Exclude<Dispatch, 'none'>): TypeSet {
    let known = this.instances[owner.index];
    if (known === undefined) {
      known = {};
      this.instances[owner.index] = known;
    }
    known[dispatch] ??= this.intern(`instance ${owner.path}|${owner.index} ${dispatch}`, () => ({
      kind: 'instance',
      class: owner,
      dispatch,
      shown: { kind: 'instance', class: owner },
    }));
    return known[dispatch];
  }

  function(read: FunctionRead): TypeSet {
    const { function: fn, bound, owner, dispatch } = read;
    const key = `function ${fn.path} ${bound}|${fn.index} ${owner?.index ?? ''} ${dispatch}`;
    return this.intern(key, () => ({
      kind: 'function',
      function: fn,
      bound,
      owner,
      dispatch,
      shown: { kind: 'function', function: fn, bound },
    }));
  }

  /** A function as its definition leaves it. */
  plainFunction(fn: LinkedFunction): TypeSet {
    let known = this.plainFunctions[fn.index];
    if (known === undefined) {
      known = this.function({ function: fn, bound: false, owner: null, dispatch: 'none' });
      this.plainFunctions[fn.index] = known;
    }
    return known;
  }

  external(path: string): TypeSet {
    let known = this.externals.get(path);
    if (known === undefined) {
      const shown: Type = { kind: 'external', path };
      known = this.intern(`external ${path}`, () => ({ ...shown, shown }));
      this.externals.set(path, known);
    }
    return known;
  }

  externalInstance(path: string, content: Content | null = null): TypeSet {
    if (content !== null) return this.containing(path, content);
    let known = this.externalInstances.get(path);
    if (known === undefined) {
      known = this.containing(path, null);
      this.externalInstances.set(path, known);
    }
    return known;
  }

  private containing(path: string, content: Content | null): TypeSet {
    return this.intern(`external-instance ${path}${contentKey(content)}`, () => ({
      kind: 'external-instance',
      path,
      content,
      shown: { kind: 'external-instance', path },
    }));
  }

  super(owner: LinkedClass): TypeSet {
    return this.intern(`super ${owner.path}|${owner.index}`, () => ({
      kind: 'super',
      class: owner,
      shown: { kind: 'instance', class: owner },
    }));
  }

  private intern(key: string, make: () => WithoutIdentity<LightType>): TypeSet {
    const known = this.types.get(key);
    if (known !== undefined) return known.alone;
    const alone: LightType[] = [];
    const type = { ...make(), id: this.types.size, key, alone };
    alone.push(type);
    this.types.set(key, type);
    return alone;
  }
}

export interface FunctionRead {
  readonly function: LinkedFunction;
  readonly bound: boolean;
  readonly owner: LinkedClass | null;
  readonly dispatch: Dispatch;
}

function contentKey(content: Content | null): string {
  if (content === null) return '';
  switch (content.kind) {
    case 'built':
      return `|built ${content.function.index} ${content.build.result}`;
    case 'declared':
      return `|declared ${content.elements.map(({ key }) => key).sort()}`;
    case 'partial':
      return `|partial ${content.function.index} ${content.call.result}`;
    case 'generator':
      return `|generator ${content.function.index}`;
    case 'pairs':
    case 'pair':
      return `|${content.kind} ${content.function.index} ${content.value}`;
  }
}
