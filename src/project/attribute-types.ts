/**
 * What reading an attribute gives, by what it is read from.
 *
 * On an instance the order is: what a convention states; what the methods store through `self` together with what the first
 * class of the resolution order writes; when neither exists, what subclasses have (mixins); else the path `Class.name`, under
 * which a model may know it.
 */
import { conventionalTypes } from './annotations.ts';
import { isAccessor } from './decorators.ts';
import type { Inference } from './inference.ts';
import type { LinkedClass, LinkedFunction } from './program.ts';
import { callResult } from './result-types.ts';
import {
  type ClassType,
  type FunctionType,
  flatMapTypes,
  type InstanceType,
  isObject,
  type LightType,
  NOTHING,
  type SuperType,
  type TypeSet,
  union,
  unionOf,
} from './type-sets.ts';

/** Subclasses that are asked for what a class itself does not have. */
const MOST_SUBCLASSES = 16;

export function attributeTypes(inference: Inference, types: TypeSet, name: string): TypeSet {
  return flatMapTypes(types, (type) => attributeOf(inference, type, name));
}

function attributeOf(inference: Inference, type: LightType, name: string): TypeSet {
  switch (type.kind) {
    case 'module':
      return inference.names.moduleAttribute(type.module, name, inference.global);
    case 'class':
      return classAttribute(inference, type, name);
    case 'instance':
      return instanceAttribute(inference, type, name);
    case 'super':
      return superAttribute(inference, type, name);
    case 'external':
      return externalAttribute(inference, `${type.path}.${name}`);
    case 'external-instance':
      return isObject(type)
        ? inference.objectAttribute(type, name)
        : externalAttribute(inference, `${type.path}.${name}`);
    case 'function':
      return name === '__name__' ? inference.table.externalInstance('builtins.str') : NOTHING;
  }
}

function externalAttribute({ names }: Inference, path: string): TypeSet {
  const written = names.conventions.attributeType(names.conventions.canonical(path));
  return written === null ? names.external(path) : conventionalTypes(names, written, 'interface');
}

/* ---- Instances ----------------------------------------------------------------------------------------------- */

function instanceAttribute(inference: Inference, type: InstanceType, name: string): TypeSet {
  const { class: owner, dispatch } = type;
  const stated = statedAttribute(inference, owner, name);
  if (stated !== null) return stated;
  if (name === '__class__') return inference.table.class(owner, dispatch !== 'exact');
  const definer = inference.hierarchy.definerOf(owner, name);
  const method = definer?.methods.get(name) ?? null;
  const own = definer === null ? NOTHING : bind(inference, inference.member(definer, name), type);
  const fields = unionOf(owner.lineage, (ancestor) => fieldOf(inference, ancestor, name));
  if (method !== null) return union(own, fields);
  const below = dispatch === 'exact' ? null : inSubclasses(inference, type, name);
  const isKnown =
    definer !== null || owner.lineage.some((ancestor) => inference.fieldsOf(ancestor).has(name));
  if (!isKnown && below === null) return inference.names.external(`${owner.path}.${name}`);
  return union(union(own, fields), below ?? NOTHING);
}

/** What a convention says about the attribute, of the class itself or of one that it inherits from. */
function statedAttribute({ names }: Inference, owner: LinkedClass, name: string): TypeSet | null {
  for (const path of owner.lineagePaths) {
    const written = names.conventions.attributeType(`${path}.${name}`);
    if (written !== null) return conventionalTypes(names, written, 'interface');
  }
  return null;
}

function fieldOf(inference: Inference, owner: LinkedClass, name: string): TypeSet {
  return inference.fieldsOf(owner).has(name) ? inference.field(owner, name) : NOTHING;
}

/** What subclasses have under the name, themselves or from their other bases; null when none has it. */
function inSubclasses(inference: Inference, type: InstanceType | ClassType, name: string): TypeSet | null {
  const definers = inference.hierarchy.definersBelow(type.class, name).slice(0, MOST_SUBCLASSES);
  const fields = fieldOwnersBelow(inference, type.class, name).slice(0, MOST_SUBCLASSES);
  if (definers.length === 0 && fields.length === 0) return null;
  const members = unionOf(definers, ({ definer, receiver }) =>
    bind(inference, inference.member(definer, name), receiverIn(type, receiver)),
  );
  return union(
    members,
    unionOf(fields, (owner) => inference.field(owner, name)),
  );
}

function fieldOwnersBelow(inference: Inference, owner: LinkedClass, name: string): readonly LinkedClass[] {
  return inference.hierarchy
    .companionsOf(owner)
    .flatMap(({ definer }) => (inference.fieldsOf(definer).has(name) ? [definer] : []));
}

function receiverIn(type: InstanceType | ClassType, subclass: LinkedClass): Receiver {
  return type.kind === 'class'
    ? { kind: 'class', class: subclass, open: true }
    : { kind: 'instance', class: subclass, dispatch: type.dispatch };
}

type Receiver =
  | Pick<InstanceType, 'kind' | 'class' | 'dispatch'>
  | Pick<ClassType, 'kind' | 'class' | 'open'>;

/** Functions of a class body become methods of what they are read from; a property gives what its getter returns. */
function bind(inference: Inference, types: TypeSet, receiver: Receiver): TypeSet {
  return flatMapTypes(types, (type) =>
    type.kind === 'function' && type.owner === null
      ? boundFunction(inference, type.function, receiver)
      : type.alone,
  );
}

function boundFunction(inference: Inference, fn: LinkedFunction, receiver: Receiver): TypeSet {
  if (isAccessor(fn)) return NOTHING;
  const bound = inference.table.function({ function: fn, ...readingOf(fn, receiver) });
  if (fn.binding !== 'property') return bound;
  if (receiver.kind === 'class') return NOTHING;
  return flatMapTypes(bound, (type) => callResult(inference, type as FunctionType));
}

function readingOf(
  fn: LinkedFunction,
  receiver: Receiver,
): Pick<FunctionType, 'bound' | 'owner' | 'dispatch'> {
  const owner = receiver.class;
  if (receiver.kind === 'instance') {
    return { bound: fn.binding !== 'static-method', owner, dispatch: receiver.dispatch };
  }
  if (fn.binding === 'method' || fn.binding === 'function')
    return { bound: false, owner: null, dispatch: 'none' };
  return { bound: fn.binding === 'class-method', owner, dispatch: receiver.open ? 'virtual' : 'exact' };
}

/* ---- Classes and super --------------------------------------------------------------------------------------- */

function classAttribute(inference: Inference, type: ClassType, name: string): TypeSet {
  if (name === '__name__' || name === '__module__') return inference.table.externalInstance('builtins.str');
  const definer = inference.hierarchy.definerOf(type.class, name);
  if (definer !== null) return bind(inference, inference.member(definer, name), type);
  const below = type.open ? inSubclasses(inference, type, name) : null;
  return below ?? inference.names.external(`${type.class.path}.${name}`);
}

/** The next class that has the name: in the class's own order, or for a mixin in the order of a subclass. */
function superAttribute(inference: Inference, type: SuperType, name: string): TypeSet {
  const behind = definersBehind(inference, type.class, name);
  if (behind.length > 0) {
    return unionOf(behind, (definer) => methodBehind(inference, definer, type.class, name));
  }
  const external = type.class.resolutionOrder.flatMap((base) =>
    base.kind === 'external' ? [base.path] : [],
  );
  return unionOf(external.length > 0 ? external : ['builtins.object'], (path) =>
    inference.names.external(`${path}.${name}`),
  );
}

function definersBehind({ hierarchy }: Inference, owner: LinkedClass, name: string): readonly LinkedClass[] {
  const own = hierarchy.definerBehind(owner, owner, name);
  if (own !== null) return [own];
  const found = hierarchy
    .subclassesOf(owner.path)
    .slice(0, MOST_SUBCLASSES)
    .flatMap((subclass) => hierarchy.definerBehind(subclass, owner, name) ?? []);
  return [...new Set(found)];
}

function methodBehind(
  inference: Inference,
  definer: LinkedClass,
  receiver: LinkedClass,
  name: string,
): TypeSet {
  return bind(inference, inference.member(definer, name), {
    kind: 'instance',
    class: receiver,
    dispatch: 'exact',
  });
}
