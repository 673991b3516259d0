/**
 * What names mean without running anything: imports, definitions and attributes of modules and classes. Bases,
 * decorators, annotations and paths in conventions need no more than this, and the types of values build on it.
 *
 * Worked example: with `from a import b as c` in a module whose tree has `a/b.py`, the name `c` is that module and `c.f`
 * the function in it; without such a file `c` is the external path `a.b`, and `c.f` is `a.b.f`.
 *
 * Invariant: nothing here needs the class hierarchy, which is built on top.
 */
import type { Attribute, Import, Instruction, Phi, ValueId } from '../ir/ir.ts';
import type { ConventionIndex } from './convention-index.ts';
import { isBuiltin } from './language.ts';
import { cellKey, type LinkedFunction, type ModuleNames, type Place, type Program } from './program.ts';
import type { ProjectModule } from './project.ts';
import { Cell, Solver } from './solver.ts';
import { flatMapTypes, type LightType, NOTHING, type TypeSet, unionOf } from './type-sets.ts';
import type { TypeTable } from './type-table.ts';

/** Longest external path, in segments, and how often a name may follow itself in it: `node.parent.parent`. */
const MOST_SEGMENTS = 12;
const MOST_REPEATS = 2;

/** Where a global name of a module is looked up: here by definitions alone, elsewhere by the types of values. */
export type GlobalLookup = (module: ProjectModule, name: string) => TypeSet;

export class Names {
  readonly program: Program;
  readonly table: TypeTable;
  readonly conventions: ConventionIndex;
  private readonly solver = new Solver();
  private readonly globals = new Map<string, GlobalCell>();
  private readonly values = new Map<LinkedFunction, Map<ValueId, ValueCell>>();
  private readonly externals = new Map<string, TypeSet>();

  constructor(program: Program, table: TypeTable, conventions: ConventionIndex) {
    this.program = program;
    this.table = table;
    this.conventions = conventions;
  }

  namesOf(module: ProjectModule): ModuleNames {
    const names = this.program.names[module.index];
    if (names === undefined) throw new Error(`module ${module.name} is not of this program`);
    return names;
  }

  /** What is defined or imported under the name in a module. */
  readonly globalOf: GlobalLookup = (module, name) => {
    const key = `${module.index} ${name}`;
    let cell = this.globals.get(key);
    if (cell === undefined) {
      cell = new GlobalCell(this, module, name);
      this.globals.set(key, cell);
    }
    return this.solver.read(cell);
  };

  /** What a value of a function names. */
  valueOf(fn: LinkedFunction, value: ValueId): TypeSet {
    let cells = this.values.get(fn);
    if (cells === undefined) {
      cells = new Map();
      this.values.set(fn, cells);
    }
    let cell = cells.get(value);
    if (cell === undefined) {
      cell = new ValueCell(this, fn, value);
      cells.set(value, cell);
    }
    return this.solver.read(cell);
  }

  /** A dotted name as seen in a function's text: `objects.Node`. */
  dottedOf(fn: LinkedFunction, dotted: string): TypeSet {
    const [first = '', ...rest] = dotted.split('.');
    let types = this.nameOf(fn.module, first);
    for (const name of rest) types = this.attributeOf(types, name);
    return types;
  }

  /** A global or builtin name. */
  nameOf(module: ProjectModule, name: string, lookup: GlobalLookup = this.globalOf): TypeSet {
    if (this.isWritten(module, name)) return lookup(module, name);
    return isBuiltin(name) ? this.table.external(`builtins.${name}`) : NOTHING;
  }

  /** Whether a module has the name at all, by itself or by a star import. */
  isWritten(module: ProjectModule, name: string): boolean {
    const names = this.namesOf(module);
    return names.globals.has(name) || this.starSource(module, name) !== null;
  }

  attributeOf(types: TypeSet, name: string): TypeSet {
    return flatMapTypes(types, (type) => this.attributeOfOne(type, name));
  }

  private attributeOfOne(type: LightType, name: string): TypeSet {
    switch (type.kind) {
      case 'module':
        return this.moduleAttribute(type.module, name);
      case 'class':
        return unionOf(type.class.members.get(name) ?? [], (place) =>
          this.valueOf(place.function, place.value),
        );
      case 'external':
      case 'external-instance':
        return this.external(`${type.path}.${name}`);
      default:
        return NOTHING;
    }
  }

  /** A name read from a module: written there, else a module below it, else a path that nothing in the tree explains. */
  moduleAttribute(module: ProjectModule, name: string, lookup: GlobalLookup = this.globalOf): TypeSet {
    if (this.isWritten(module, name)) return lookup(module, name);
    return this.external(`${module.name}.${name}`);
  }

  /** The module that `from x import *` brings the name from; the last one wins. External modules are not searched. */
  starSource(module: ProjectModule, name: string): ProjectModule | null {
    if (this.namesOf(module).starImports.length === 0) return null;
    return this.searchStars(module, name, new Set([module.index]));
  }

  private searchStars(module: ProjectModule, name: string, visited: Set<number>): ProjectModule | null {
    for (const { module: written, level } of [...this.namesOf(module).starImports].reverse()) {
      const source = this.program.moduleByName.get(this.absoluteName(module, written, level));
      if (source === undefined || visited.has(source.index)) continue;
      visited.add(source.index);
      if (this.namesOf(source).globals.has(name)) {
        if (this.isPublic(source, name)) return source;
      } else {
        const further = visited.size < 50 ? this.searchStars(source, name, visited) : null;
        if (further !== null) return further;
      }
    }
    return null;
  }

  private isPublic(module: ProjectModule, name: string): boolean {
    const all = this.namesOf(module).globals.get('__all__');
    const listed = all?.flatMap((place) => stringsIn(place));
    return listed === undefined || listed.length === 0 ? !name.startsWith('_') : listed.includes(name);
  }

  /** What an import binds. */
  imported(module: ProjectModule, instruction: Import, lookup: GlobalLookup = this.globalOf): TypeSet {
    const absolute = this.absoluteName(module, instruction.module, instruction.level);
    if (instruction.member === '*') return NOTHING;
    if (instruction.member === null) {
      return this.moduleAt(instruction.bindsRoot ? (absolute.split('.')[0] ?? '') : absolute);
    }
    const target = this.moduleOrAlias(absolute);
    // A package that imports from itself means the module below it, not the name that this very import writes.
    if (target === undefined || target === module) return this.external(`${absolute}.${instruction.member}`);
    return this.moduleAttribute(target, instruction.member, lookup);
  }

  /** The module of the tree under the name, or under the one that an alias gives it. */
  private moduleOrAlias(name: string): ProjectModule | undefined {
    const { moduleByName } = this.program;
    return moduleByName.get(name) ?? moduleByName.get(this.conventions.canonical(name));
  }

  private moduleAt(name: string): TypeSet {
    const module = this.program.moduleByName.get(name);
    return module === undefined ? this.external(name) : this.table.module(module);
  }

  private absoluteName(module: ProjectModule, written: string, level: number): string {
    if (level === 0) return this.siblingOf(module, written) ?? written;
    const parts = module.name.split('.');
    const dropped = level - (this.namesOf(module).isPackage ? 1 : 0);
    const parent = parts.slice(0, Math.max(0, parts.length - dropped));
    return [...parent, ...(written === '' ? [] : [written])].join('.');
  }

  /** A script's import of a file beside it: only where no package is around it and no module has the whole name. */
  private siblingOf(module: ProjectModule, written: string): string | null {
    if (this.program.moduleByName.has(written)) return null;
    const directory = module.name.slice(0, Math.max(0, module.name.lastIndexOf('.')));
    if (directory === '' || this.program.moduleByName.has(directory)) return null;
    const sibling = `${directory}.${written}`;
    return this.program.moduleByName.has(sibling) ? sibling : null;
  }

  /**
   * Something known by path alone: under the name that models use, or the thing itself when the path leads back into
   * the tree (an alias, a namespace package). Paths that grow without end are cut off.
   */
  external(path: string): TypeSet {
    const known = this.externals.get(path);
    if (known !== undefined) return known;
    const types = isTooLong(path) ? NOTHING : this.findExternal(path);
    this.externals.set(path, types);
    return types;
  }

  private findExternal(path: string): TypeSet {
    const canonical = this.conventions.canonical(path);
    const found = canonical === path ? this.moduleNamed(path) : this.inTree(canonical);
    return found ?? this.table.external(canonical);
  }

  private moduleNamed(path: string): TypeSet | null {
    const module = this.program.moduleByName.get(path);
    return module === undefined ? null : this.table.module(module);
  }

  /** What a full path means inside the tree, re-exports included; null when it leads out of it. */
  inTree(path: string): TypeSet | null {
    const owner = this.program.classByPath.get(path);
    if (owner !== undefined) return this.table.class(owner);
    const parts = path.split('.');
    for (let end = parts.length; end > 0; end--) {
      const module = this.program.moduleByName.get(parts.slice(0, end).join('.'));
      if (module === undefined) continue;
      const first = parts[end];
      if (first === undefined) return this.table.module(module);
      if (!this.isWritten(module, first)) return null;
      const types = parts
        .slice(end)
        .reduce((found, name) => this.attributeOf(found, name), this.table.module(module));
      return types.length > 0 ? types : null;
    }
    return null;
  }

  capturedPlaces(fn: LinkedFunction, owner: number, name: string): readonly Place[] {
    return this.namesOf(fn.module).cells.get(cellKey(owner, name)) ?? [];
  }
}

class GlobalCell extends Cell {
  private readonly names: Names;
  private readonly module: ProjectModule;
  private readonly name: string;

  constructor(names: Names, module: ProjectModule, name: string) {
    super();
    this.names = names;
    this.module = module;
    this.name = name;
  }

  override evaluate(): TypeSet {
    const places = this.names.namesOf(this.module).globals.get(this.name);
    if (places !== undefined)
      return unionOf(places, (place) => this.names.valueOf(place.function, place.value));
    const source = this.names.starSource(this.module, this.name);
    return source === null ? NOTHING : this.names.globalOf(source, this.name);
  }
}

class ValueCell extends Cell {
  private readonly names: Names;
  private readonly fn: LinkedFunction;
  private readonly value: ValueId;

  constructor(names: Names, fn: LinkedFunction, value: ValueId) {
    super();
    this.names = names;
    this.fn = fn;
    this.value = value;
  }

  override evaluate(): TypeSet {
    const definition = this.fn.facts.definitions[this.value];
    if (definition === undefined) return NOTHING;
    if (!('op' in definition)) return this.merged(definition);
    return this.defined(definition);
  }

  private merged(phi: Phi): TypeSet {
    return unionOf(phi.operands, ({ value }) => this.names.valueOf(this.fn, value));
  }

  private defined(instruction: Instruction): TypeSet {
    const { names, fn } = this;
    switch (instruction.op) {
      case 'import':
        return names.imported(fn.module, instruction);
      case 'load-global':
        return names.nameOf(fn.module, instruction.name);
      case 'load-cell':
        return unionOf(names.capturedPlaces(fn, instruction.owner, instruction.name), (place) =>
          names.valueOf(place.function, place.value),
        );
      case 'attribute':
        return names.attributeOf(names.valueOf(fn, instruction.object), instruction.name);
      case 'make-function':
      case 'make-class':
        return definitionTypes(names, fn, instruction.function);
      case 'call':
        return this.called(names.valueOf(fn, instruction.callee));
      default:
        return NOTHING;
    }
  }

  private called(callee: TypeSet): TypeSet {
    return flatMapTypes(callee, (type) =>
      type.kind === 'external' ? this.names.external(`${type.path}()`) : NOTHING,
    );
  }
}

/** The function or class that a nested body becomes. */
export function definitionTypes(names: Names, fn: LinkedFunction, id: number): TypeSet {
  const body = names.program.functionsOf[fn.module.index]?.[id];
  if (body === undefined) return NOTHING;
  const owner = names.program.classOfBody.get(body.index);
  return owner === undefined ? names.table.plainFunction(body) : names.table.class(owner);
}

/** The constant strings in a list or tuple display. */
function stringsIn({ function: fn, value }: Place): string[] {
  const definition = fn.facts.definitions[value];
  if (definition === undefined || !('op' in definition) || definition.op !== 'build') return [];
  return definition.elements.flatMap((element) => stringOf(fn, element.value) ?? []);
}

/** The string that a value is, null when it is no constant string. */
export function stringOf(fn: LinkedFunction, value: ValueId): string | null {
  const definition = fn.facts.definitions[value];
  if (definition === undefined || !('op' in definition) || definition.op !== 'constant') return null;
  return definition.constant.kind === 'string' ? definition.constant.value : null;
}

function isTooLong(path: string): boolean {
  const segments = path.split('.');
  if (segments.length > MOST_SEGMENTS) return true;
  const last = segments.at(-1);
  const repeats =
    segments.length > MOST_REPEATS && segments.slice(-1 - MOST_REPEATS).every((name) => name === last);
  return repeats;
}

/** The chain of names that an attribute access reads, from its root: null when something else is in between. */
export function attributeOf(fn: LinkedFunction, value: ValueId): Attribute | null {
  const definition = fn.facts.definitions[value];
  return definition !== undefined && 'op' in definition && definition.op === 'attribute' ? definition : null;
}
