/**
 * The linked program's skeleton: modules, functions and classes with names, and where each name is written.
 *
 * Terms
 * - **place**: a value of a function. What a name may mean is a list of places, in the order of the text.
 * - **member**: a name that a class body writes. **field**: an attribute written through `self` in a method.
 * - **maker**: the instruction that makes a function or class out of a nested body.
 */
import type {
  FunctionId,
  IrFunction,
  MakeClass,
  MakeFunction,
  Module,
  StoreName,
  ValueId,
} from '../ir/ir.ts';
import { type FunctionFacts, factsOf } from './function-facts.ts';
import { isPackagePath, moduleNames } from './module-names.ts';
import type { ClassReference, ProjectClass, ProjectFunction, ProjectModule } from './project.ts';

export interface Place {
  readonly function: LinkedFunction;
  readonly value: ValueId;
}

export interface Maker {
  readonly function: LinkedFunction;
  readonly instruction: MakeFunction | MakeClass;
}

/** Names that one module writes. */
export interface ModuleNames {
  readonly isPackage: boolean;
  readonly globals: ReadonlyMap<string, readonly Place[]>;
  /** Variables shared with nested functions, by owner and name. */
  readonly cells: ReadonlyMap<string, readonly Place[]>;
  /** Names of the whole program, by their full path. */
  readonly registered: ReadonlyMap<string, readonly Place[]>;
  /** `from x import *` of the module body. */
  readonly starImports: readonly { readonly module: string; readonly level: number }[];
  readonly makers: ReadonlyMap<FunctionId, Maker>;
}

export class LinkedFunction implements ProjectFunction {
  readonly index: number;
  readonly module: ProjectModule;
  readonly ir: IrFunction;
  readonly path: string;
  readonly class: LinkedClass | null;
  /** Set once, when decorators are resolved. */
  binding: ProjectFunction['binding'] = 'function';
  decorators: readonly string[] = [];
  private remembered: FunctionFacts | null = null;

  constructor(index: number, module: ProjectModule, ir: IrFunction, owner: LinkedClass | null) {
    this.index = index;
    this.module = module;
    this.ir = ir;
    this.path = joined(module.name, ir.qualifiedName);
    this.class = owner;
  }

  get facts(): FunctionFacts {
    this.remembered ??= factsOf(this.ir);
    return this.remembered;
  }
}

export class LinkedClass implements ProjectClass {
  readonly index: number;
  readonly module: ProjectModule;
  readonly path: string;
  readonly name: string;
  readonly body: FunctionId;
  readonly members: Map<string, Place[]> = new Map();
  /** Set once, when the hierarchy is built. */
  bases: readonly ClassReference[] = [];
  resolutionOrder: readonly ClassReference[] = [];
  /** The classes of the resolution order that lie in the tree, itself first. */
  lineage: readonly LinkedClass[] = [];
  /** The paths of the resolution order. */
  lineagePaths: readonly string[] = [];
  methods: ReadonlyMap<string, LinkedFunction> = new Map();

  constructor(index: number, module: ProjectModule, body: IrFunction) {
    this.index = index;
    this.module = module;
    this.path = joined(module.name, body.qualifiedName);
    this.name = body.name;
    this.body = body.id;
  }
}

export interface Program {
  readonly modules: readonly ProjectModule[];
  readonly functions: readonly LinkedFunction[];
  readonly classes: readonly LinkedClass[];
  readonly moduleByName: ReadonlyMap<string, ProjectModule>;
  /** The first definition of each path. */
  readonly classByPath: ReadonlyMap<string, LinkedClass>;
  /** By index of the module, then by id. */
  readonly functionsOf: readonly (readonly LinkedFunction[])[];
  readonly names: readonly ModuleNames[];
  /** What frameworks hand out under a path, over all modules. */
  readonly registered: ReadonlyMap<string, readonly Place[]>;
  /** By index of the function that is the class body. */
  readonly classOfBody: ReadonlyMap<number, LinkedClass>;
}

export function joined(module: string, qualifiedName: string): string {
  return qualifiedName === '' ? module : `${module}.${qualifiedName}`;
}

export function cellKey(owner: FunctionId, name: string): string {
  return `${owner} ${name}`;
}

/** Names the modules and lists what is in them, in the order of their paths, whatever the order given. */
export function buildProgram(given: readonly Module[]): Program {
  const sorted = [...given].sort((one, other) =>
    one.path < other.path ? -1 : one.path > other.path ? 1 : 0,
  );
  const names = moduleNames(sorted);
  const builder = new ProgramBuilder();
  for (const ir of sorted) builder.addModule(names.get(ir.path) ?? '', ir);
  return builder.finish();
}

class ProgramBuilder {
  private readonly modules: ProjectModule[] = [];
  private readonly functions: LinkedFunction[] = [];
  private readonly classes: LinkedClass[] = [];
  private readonly functionsOf: LinkedFunction[][] = [];
  private readonly names: ModuleNames[] = [];
  private readonly classOfBody = new Map<number, LinkedClass>();

  addModule(name: string, ir: Module): void {
    const module: ProjectModule = { index: this.modules.length, name, ir };
    this.modules.push(module);
    const functions: LinkedFunction[] = [];
    this.functionsOf.push(functions);
    for (const fn of ir.functions) functions.push(this.addFunction(module, fn, functions));
    this.names.push(this.namesIn(ir, functions));
  }

  private addFunction(
    module: ProjectModule,
    ir: IrFunction,
    known: readonly LinkedFunction[],
  ): LinkedFunction {
    const parent = ir.parent === null ? undefined : known[ir.parent];
    const owner = ir.kind === 'function' ? parent && this.classOfBody.get(parent.index) : undefined;
    const linked = new LinkedFunction(this.functions.length, module, ir, owner ?? null);
    this.functions.push(linked);
    if (ir.kind === 'class') this.addClass(linked);
    return linked;
  }

  private addClass(body: LinkedFunction): void {
    const linked = new LinkedClass(this.classes.length, body.module, body.ir);
    this.classes.push(linked);
    this.classOfBody.set(body.index, linked);
  }

  private namesIn(ir: Module, functions: readonly LinkedFunction[]): ModuleNames {
    const collector = new NameCollector(this.classOfBody);
    for (const fn of functions) collector.collect(fn);
    return { isPackage: isPackagePath(ir.path), ...collector };
  }

  finish(): Program {
    const { modules, functions, classes, functionsOf, names, classOfBody } = this;
    const moduleByName = firstBy(modules, ({ name }) => name);
    const classByPath = firstBy(classes, ({ path }) => path);
    const registered = registeredIn(names);
    return {
      modules,
      functions,
      classes,
      functionsOf,
      names,
      registered,
      classOfBody,
      moduleByName,
      classByPath,
    };
  }
}

class NameCollector {
  readonly globals = new Map<string, Place[]>();
  readonly cells = new Map<string, Place[]>();
  readonly registered = new Map<string, Place[]>();
  readonly starImports: { module: string; level: number }[] = [];
  readonly makers = new Map<FunctionId, Maker>();
  readonly #classOfBody: ReadonlyMap<number, LinkedClass>;

  constructor(classOfBody: ReadonlyMap<number, LinkedClass>) {
    this.#classOfBody = classOfBody;
  }

  collect(fn: LinkedFunction): void {
    for (const block of fn.ir.blocks) {
      for (const instruction of block.instructions) {
        switch (instruction.op) {
          case 'store-name':
            this.#storeName(fn, instruction);
            break;
          case 'store-cell':
            place(this.cells, cellKey(instruction.owner, instruction.name), fn, instruction.value);
            break;
          case 'import':
            if (instruction.member === '*') this.starImports.push(instruction);
            break;
          case 'make-function':
          case 'make-class':
            this.makers.set(instruction.function, { function: fn, instruction });
            break;
          default:
        }
      }
    }
  }

  #storeName(fn: LinkedFunction, store: StoreName): void {
    const names = this.#namesOf(fn, store.scope);
    if (names !== undefined) place(names, store.name, fn, store.value);
  }

  #namesOf(fn: LinkedFunction, scope: StoreName['scope']): Map<string, Place[]> | undefined {
    switch (scope) {
      case 'global':
        return this.globals;
      case 'program':
        return this.registered;
      case 'class':
        return this.#classOfBody.get(fn.index)?.members;
    }
  }
}

function place(places: Map<string, Place[]>, name: string, fn: LinkedFunction, value: ValueId): void {
  const known = places.get(name);
  if (known === undefined) places.set(name, [{ function: fn, value }]);
  else known.push({ function: fn, value });
}

function registeredIn(modules: readonly ModuleNames[]): ReadonlyMap<string, readonly Place[]> {
  const registered = new Map<string, Place[]>();
  for (const names of modules) {
    for (const [path, places] of names.registered) {
      registered.set(path, [...(registered.get(path) ?? []), ...places]);
    }
  }
  return registered;
}

function firstBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item> {
  const first = new Map<string, Item>();
  for (const item of items) if (!first.has(key(item))) first.set(key(item), item);
  return first;
}

/** The method whose text contains the function; itself when it is one; null outside of classes. */
export function methodAround(program: Program, fn: LinkedFunction): LinkedFunction | null {
  const functions = program.functionsOf[fn.module.index] ?? [];
  let current: LinkedFunction | undefined = fn;
  while (current !== undefined && current.class === null) {
    current = current.ir.parent === null ? undefined : functions[current.ir.parent];
  }
  return current ?? null;
}
