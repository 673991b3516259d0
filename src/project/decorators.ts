/** What decorators make of a function: the binding, and the paths by which models and rules know them. */
import type { ValueId } from '../ir/ir.ts';
import type { Names } from './names.ts';
import type { LinkedClass, LinkedFunction } from './program.ts';
import type { ProjectFunction } from './project.ts';
import { sortedByKey, type TypeSet } from './type-sets.ts';

type Binding = ProjectFunction['binding'];

const IMPLICIT_CLASS_METHODS: ReadonlySet<string> = new Set([
  '__new__',
  '__init_subclass__',
  '__class_getitem__',
]);
const PROPERTY_NAME =
  /(^|\.)(property|\w*cached_?property|abstractproperty|memoized_property|hybrid_property)$/i;
const CLASS_METHOD_NAME = /(^|\.)(abstract)?classmethod$|(^|\.)validator$/;
const STATIC_METHOD_NAME = /(^|\.)(abstract)?staticmethod$/;
const ACCESSOR_NAME = /\.(setter|deleter)$/;

/** Sets `decorators` and `binding` of every function and `methods` of every class. */
export function linkMethods(names: Names): void {
  for (const fn of names.program.functions) {
    if (fn.ir.kind !== 'function') continue;
    fn.decorators = decoratorsOf(names, fn);
    fn.binding = bindingOf(fn);
  }
  for (const owner of names.program.classes) owner.methods = methodsOf(names, owner);
}

/** The value of each decorator, without the call that gives it its arguments. */
function decoratorsOf(names: Names, fn: LinkedFunction): string[] {
  const maker = names.namesOf(fn.module).makers.get(fn.ir.id);
  if (maker === undefined) return [];
  return maker.instruction.decorators.flatMap((value) => {
    const definition = maker.function.facts.definitions[value];
    const called = definition !== undefined && 'op' in definition && definition.op === 'call';
    return pathsFor(names, maker.function, called ? definition.callee : value).slice(0, 1);
  });
}

function pathsFor(names: Names, fn: LinkedFunction, value: ValueId): string[] {
  const named = sortedByKey(names.valueOf(fn, value)).flatMap((type) => {
    switch (type.kind) {
      case 'function':
        return [type.function.path];
      case 'class':
        return [type.class.path];
      case 'external':
        return [type.path];
      default:
        return [];
    }
  });
  return named.length > 0 ? named : writtenPath(names, fn, value);
}

/** `METRICS.timer`, `name.setter`: the attribute of something that has no path of its own. */
function writtenPath(names: Names, fn: LinkedFunction, value: ValueId): string[] {
  const definition = fn.facts.definitions[value];
  if (definition === undefined || !('op' in definition) || definition.op !== 'attribute') return [];
  const [owner] = pathsFor(names, fn, definition.object);
  if (owner !== undefined) return [`${owner}.${definition.name}`];
  const object = fn.facts.definitions[definition.object];
  if (object === undefined || !('op' in object) || object.op !== 'load-global') return [];
  return [`${fn.module.name}.${object.name}.${definition.name}`];
}

function bindingOf(fn: LinkedFunction): Binding {
  if (fn.class === null) return 'function';
  if (fn.decorators.some((path) => STATIC_METHOD_NAME.test(path))) return 'static-method';
  if (fn.decorators.some((path) => CLASS_METHOD_NAME.test(path))) return 'class-method';
  if (fn.decorators.some((path) => PROPERTY_NAME.test(path))) return 'property';
  return IMPLICIT_CLASS_METHODS.has(fn.ir.name) ? 'class-method' : 'method';
}

/** The last definition of a name stands, but neither a setter nor a deleter takes the getter's place. */
function methodsOf(names: Names, owner: LinkedClass): ReadonlyMap<string, LinkedFunction> {
  const methods = new Map<string, LinkedFunction>();
  for (const [name, places] of owner.members) {
    for (const place of places) {
      const method = functionIn(names.valueOf(place.function, place.value));
      if (method !== null && !isAccessor(method)) methods.set(name, method);
    }
  }
  return methods;
}

export function isAccessor(fn: LinkedFunction): boolean {
  return fn.decorators.some((path) => ACCESSOR_NAME.test(path));
}

function functionIn(types: TypeSet): LinkedFunction | null {
  const functions = types.flatMap((type) => (type.kind === 'function' ? [type.function] : []));
  return functions.at(-1) ?? null;
}

export function isContextManager(fn: LinkedFunction): boolean {
  return fn.decorators.some((path) => /(^|\.)(async)?contextmanager$/.test(path));
}

export function isWithMetaclass(types: TypeSet): boolean {
  return types.some((type) => type.kind === 'external' && type.path.endsWith('with_metaclass'));
}
