/**
 * Types of values, on demand: which questions there are, and who answers them.
 *
 * Worked example: for `self.client.get(x)` the call asks for its callee's types; the attribute asks for `self.client`; that
 * asks for the field `client` of the class, which asks for every value that its methods store there.
 *
 * Bounds: a set beyond `LARGEST` types says nothing; parameters look at no more than `MOST_CALL_SITES` calls; external
 * paths are cut off by length. All of them depend on the program alone, so answers do not depend on the order of questions.
 */
import type { ValueId } from '../ir/ir.ts';
import { annotatedTypes } from './annotations.ts';
import type { CallNames } from './call-names.ts';
import type { ClassHierarchy } from './class-hierarchy.ts';
import { elementTypes } from './containers.ts';
import { instructionTypes } from './instruction-types.ts';
import type { Names } from './names.ts';
import { objectAttribute } from './objects.ts';
import { parameterTypes } from './parameter-types.ts';
import {
  cellKey,
  type LinkedClass,
  type LinkedFunction,
  methodAround,
  type Place,
  type Program,
} from './program.ts';
import type { ProjectModule } from './project.ts';
import { resultTypes, yieldTypes } from './result-types.ts';
import { Cell, Solver } from './solver.ts';
import { type Content, NOTHING, type ObjectType, type TypeSet, unionOf } from './type-sets.ts';
import type { TypeTable } from './type-table.ts';

export class Inference {
  readonly names: Names;
  readonly hierarchy: ClassHierarchy;
  readonly callNames: CallNames;
  private readonly solver = new Solver();
  private readonly values: (Cell | undefined)[][] = [];
  private readonly named = new Map<string, Cell>();
  private readonly fieldPlaces: (FieldStores | undefined)[] = [];

  constructor(names: Names, hierarchy: ClassHierarchy, callNames: CallNames) {
    this.names = names;
    this.hierarchy = hierarchy;
    this.callNames = callNames;
  }

  get table(): TypeTable {
    return this.names.table;
  }

  value(fn: LinkedFunction, value: ValueId): TypeSet {
    let cells = this.values[fn.index];
    if (cells === undefined) {
      cells = new Array<Cell | undefined>(fn.ir.valueCount);
      this.values[fn.index] = cells;
    }
    let cell = cells[value];
    if (cell === undefined) {
      cell = new ValueCell(this, fn, value);
      cells[value] = cell;
    }
    return this.solver.read(cell);
  }

  at(place: Place): TypeSet {
    return this.value(place.function, place.value);
  }

  /** What a call of the function returns, told by its body, annotation or convention. */
  returned(fn: LinkedFunction): TypeSet {
    return this.ask(`returned ${fn.index}`, () => resultTypes(this, fn));
  }

  /** What a generator yields. */
  yielded(fn: LinkedFunction): TypeSet {
    return this.ask(`yielded ${fn.index}`, () => yieldTypes(this, fn));
  }

  parameter(fn: LinkedFunction, index: number): TypeSet {
    return this.ask(`parameter ${fn.index} ${index}`, () => parameterTypes(this, fn, index));
  }

  readonly global = (module: ProjectModule, name: string): TypeSet =>
    this.ask(`global ${module.index} ${name}`, () => {
      const places = this.names.namesOf(module).globals.get(name);
      if (places !== undefined) return unionOf(places, (place) => this.at(place));
      const source = this.names.starSource(module, name);
      return source === null ? NOTHING : this.global(source, name);
    });

  /** What the body of the class writes under the name. */
  member(owner: LinkedClass, name: string): TypeSet {
    return this.ask(`member ${owner.index} ${name}`, () =>
      unionOf(owner.members.get(name) ?? [], (place) => this.at(place)),
    );
  }

  /** What the methods of the class store under the name in `self`. */
  field(owner: LinkedClass, name: string): TypeSet {
    return this.ask(`field ${owner.index} ${name}`, () =>
      unionOf(this.fieldsOf(owner).get(name) ?? [], (place) => this.at(place)),
    );
  }

  captured(fn: LinkedFunction, owner: number, name: string): TypeSet {
    return this.ask(`captured ${fn.module.index} ${cellKey(owner, name)}`, () =>
      unionOf(this.names.capturedPlaces(fn, owner, name), (place) => this.at(place)),
    );
  }

  /** What a framework hands out under the path; null: nothing is registered there. */
  registered(path: string): TypeSet | null {
    const places = this.names.program.registered.get(path);
    if (places === undefined) return null;
    return this.ask(`registered ${path}`, () => unionOf(places, (place) => this.at(place)));
  }

  objectAttribute(type: ObjectType, name: string): TypeSet {
    return this.ask(`attribute ${type.key} ${name}`, () => objectAttribute(this, type, name));
  }

  /** What is inside a container. */
  elements(content: Content, key: string): TypeSet {
    return this.ask(`elements ${key}`, () => elementTypes(this, content));
  }

  annotated(fn: LinkedFunction, annotation: LinkedFunction['ir']['returnAnnotation']): TypeSet {
    return annotation === null ? NOTHING : annotatedTypes(this.names, fn, annotation);
  }

  /** Places of `self.name = value`, by name, in the methods of a class and in the functions nested in them. */
  fieldsOf(owner: LinkedClass): ReadonlyMap<string, readonly Place[]> {
    const { index } = owner.module;
    const stores = this.fieldPlaces[index] ?? fieldStores(this.names.program, owner.module);
    this.fieldPlaces[index] = stores;
    return stores.get(owner) ?? noFields;
  }

  private ask(key: string, evaluate: () => TypeSet): TypeSet {
    let cell = this.named.get(key);
    if (cell === undefined) {
      cell = new NamedCell(evaluate);
      this.named.set(key, cell);
    }
    return this.solver.read(cell);
  }
}

class NamedCell extends Cell {
  private readonly answer: () => TypeSet;

  constructor(answer: () => TypeSet) {
    super();
    this.answer = answer;
  }

  override evaluate(): TypeSet {
    return this.answer();
  }
}

class ValueCell extends Cell {
  private readonly inference: Inference;
  private readonly fn: LinkedFunction;
  private readonly id: ValueId;

  constructor(inference: Inference, fn: LinkedFunction, id: ValueId) {
    super();
    this.inference = inference;
    this.fn = fn;
    this.id = id;
  }

  override evaluate(): TypeSet {
    const definition = this.fn.facts.definitions[this.id];
    if (definition === undefined) return NOTHING;
    if ('op' in definition) return instructionTypes(this.inference, this.fn, definition);
    return unionOf(definition.operands, ({ value }) => this.inference.value(this.fn, value));
  }
}

type FieldStores = ReadonlyMap<LinkedClass, ReadonlyMap<string, readonly Place[]>>;

const noFields: ReadonlyMap<string, readonly Place[]> = new Map();

/** Writes through `self` in the functions of one module, by class and name. */
function fieldStores(program: Program, module: ProjectModule): FieldStores {
  const stores = new Map<LinkedClass, Map<string, Place[]>>();
  for (const fn of program.functionsOf[module.index] ?? []) {
    const method = methodAround(program, fn);
    if (method?.class == null || method.binding === 'static-method') continue;
    const fields = stores.get(method.class) ?? new Map<string, Place[]>();
    stores.set(method.class, fields);
    for (const store of fn.facts.fieldStores) {
      if (!isSelf(fn, store.object, method)) continue;
      const places = fields.get(store.name) ?? [];
      places.push({ function: fn, value: store.value });
      fields.set(store.name, places);
    }
  }
  return stores;
}

/** Whether a value of `fn` is the first parameter of the method around it. */
export function isSelf(fn: LinkedFunction, value: ValueId, method: LinkedFunction): boolean {
  const definition = fn.facts.definitions[value];
  if (definition === undefined || !('op' in definition)) return false;
  if (definition.op === 'parameter') return fn === method && definition.index === 0;
  return (
    definition.op === 'load-cell' &&
    definition.owner === method.ir.id &&
    definition.name === method.ir.parameters[0]?.name
  );
}
