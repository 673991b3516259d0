/** The types of what a call gives back, by what is called. */
import type { Attribute, Call, ValueId } from '../ir/ir.ts';
import { conventionalTypes } from './annotations.ts';
import { attributeTypes } from './attribute-types.ts';
import { elementAt, elementsOf, isContainer } from './containers.ts';
import type { Inference } from './inference.ts';
import { builtinResult, looksLikeClass } from './language.ts';
import { attributeOf, stringOf } from './names.ts';
import { type LinkedFunction, methodAround } from './program.ts';
import { callResult, returnedArguments } from './result-types.ts';
import { flatMapTypes, type LightType, NOTHING, type TypeSet, union } from './type-sets.ts';

interface Asked {
  readonly inference: Inference;
  readonly fn: LinkedFunction;
  readonly call: Call;
}

export function callTypes(inference: Inference, fn: LinkedFunction, call: Call): TypeSet {
  const asked: Asked = { inference, fn, call };
  const callee = attributeOf(fn, call.callee);
  if (callee !== null && contentMethods.has(callee.name)) return contentResult(asked, callee);
  return flatMapTypes(inference.value(fn, call.callee), (type) => resultOf(asked, type));
}

function resultOf(asked: Asked, type: LightType): TypeSet {
  const { inference } = asked;
  switch (type.kind) {
    case 'function':
      return union(
        callResult(inference, type),
        returnedArguments(inference, type, { caller: asked.fn, call: asked.call }),
      );
    case 'class':
      return inference.table.instance(type.class, type.open ? 'virtual' : 'exact');
    case 'instance':
      return flatMapTypes(attributeTypes(inference, type.alone, '__call__'), (method) =>
        method.kind === 'function' ? callResult(inference, method) : NOTHING,
      );
    case 'external':
      return externalResult(asked, type.path);
    case 'external-instance':
      return partialResult(inference, type);
    default:
      return NOTHING;
  }
}

function partialResult(inference: Inference, type: LightType): TypeSet {
  if (!isContainer(type) || type.content.kind !== 'partial') return NOTHING;
  const { function: fn, call } = type.content;
  const [wrapped] = call.arguments;
  if (wrapped === undefined) return NOTHING;
  return flatMapTypes(inference.value(fn, wrapped.value), (inner) =>
    inner.kind === 'external-instance' ? NOTHING : resultOf({ inference, fn, call }, inner),
  );
}

function externalResult(asked: Asked, path: string): TypeSet {
  const { names, table } = asked.inference;
  const special = specialResults.get(path);
  if (special !== undefined) return special(asked);
  const written = names.conventions.returnType(path);
  if (written !== null) return conventionalTypes(names, written, 'virtual');
  const builtin = builtinResult(path);
  if (builtin !== null) return conventionalTypes(names, builtin, 'exact');
  return looksLikeClass(path) ? table.externalInstance(path) : names.external(`${path}()`);
}

/** A type that a front end with a type checker has written down. */
export function declaredTypes({ names }: Inference, declared: string): TypeSet {
  return declared === '' ? NOTHING : conventionalTypes(names, declared, 'virtual');
}

/* ---- Builtins whose results depend on their arguments --------------------------------------------------------- */

type Special = (asked: Asked) => TypeSet;

function argumentTypes({ inference, fn, call }: Asked, position: number): TypeSet {
  const argument = call.arguments[position];
  return argument?.kind === 'positional' ? inference.value(fn, argument.value) : NOTHING;
}

/** `list(values)`, `sorted(values)`: another container with the same elements. */
const sameElements =
  (path: string): Special =>
  (asked) => {
    const { table } = asked.inference;
    const contained = flatMapTypes(argumentTypes(asked, 0), (type) =>
      isContainer(type) ? table.externalInstance(path, type.content) : NOTHING,
    );
    return union(contained, table.externalInstance(path));
  };

const sameTypes: Special = (asked) => argumentTypes(asked, 0);

const builtSuper: Special = (asked) =>
  flatMapTypes(superClasses(asked.inference, asked.fn, asked.call), (type) =>
    type.kind === 'class' ? asked.inference.table.super(type.class) : NOTHING,
  );

/** `importutils.try_import('client.errors')`: the module, as if the name stood in an `import`. */
const namedModule: Special = ({ inference, fn, call }) => {
  const [name] = call.arguments;
  const module = name?.kind === 'positional' ? stringOf(fn, name.value) : null;
  if (module === null || module.startsWith('.')) return NOTHING;
  const written = { op: 'import', module, member: null, level: 0, bindsRoot: false } as const;
  return inference.names.imported(
    fn.module,
    { ...written, result: call.result, span: call.span },
    inference.global,
  );
};

const readAttribute: Special = (asked) => {
  const name = asked.call.arguments[1];
  const constant = name?.kind === 'positional' ? stringOf(asked.fn, name.value) : null;
  const read =
    constant === null ? NOTHING : attributeTypes(asked.inference, argumentTypes(asked, 0), constant);
  return union(read, argumentTypes(asked, 2));
};

const classOfValue: Special = (asked) =>
  flatMapTypes(argumentTypes(asked, 0), (type) =>
    type.kind === 'instance' ? asked.inference.table.class(type.class, type.dispatch !== 'exact') : NOTHING,
  );

const specialResults: ReadonlyMap<string, Special> = new Map<string, Special>([
  ['builtins.super', builtSuper],
  ['builtins.getattr', readAttribute],
  ['builtins.type', classOfValue],
  ['builtins.next', (asked) => elementsOf(asked.inference, argumentTypes(asked, 0))],
  ['builtins.enumerate', (asked) => pairsOf(asked, asked.call.arguments[0]?.value)],
  ['builtins.iter', sameTypes],
  ...['list', 'tuple', 'set', 'frozenset', 'dict'].map((name): [string, Special] => [
    `builtins.${name}`,
    sameElements(`builtins.${name}`),
  ]),
  ['builtins.sorted', sameElements('builtins.list')],
  ['builtins.reversed', sameElements('builtins.list')],
  ['oslo_utils.importutils.try_import', namedModule],
  ['oslo_utils.importutils.import_module', namedModule],
  ['importlib.import_module', namedModule],
  ['copy.copy', sameTypes],
  ['copy.deepcopy', sameTypes],
  [
    'functools.partial',
    ({ inference, fn, call }) =>
      inference.table.externalInstance('functools.partial', { kind: 'partial', function: fn, call }),
  ],
]);

/** The class that a `super` call means: the one written as its argument, else the one whose method this is in. */
export function superClasses(inference: Inference, fn: LinkedFunction, call: Call): TypeSet {
  const [first] = call.arguments;
  if (first !== undefined) return inference.value(fn, first.value);
  const owner = methodAround(inference.names.program, fn)?.class;
  return owner == null ? NOTHING : inference.table.class(owner);
}

/* ---- Methods of containers ------------------------------------------------------------------------------------ */

const elementMethods: ReadonlySet<string> = new Set(['get', 'pop', 'setdefault', 'popitem', 'popleft']);
const sameMethods: ReadonlySet<string> = new Set([
  'values',
  'itervalues',
  'copy',
  'union',
  'difference',
  'intersection',
]);

const contentMethods: ReadonlySet<string> = new Set([
  ...elementMethods,
  ...sameMethods,
  'items',
  'iteritems',
]);

/** A method that may be one of a container with known content. */
function contentResult(asked: Asked, callee: Attribute): TypeSet {
  return flatMapTypes(asked.inference.value(asked.fn, callee.object), (type) => {
    if (isContainer(type)) return containedResult(asked, callee, type.alone);
    const read = attributeTypes(asked.inference, type.alone, callee.name);
    return flatMapTypes(read, (method) => resultOf(asked, method));
  });
}

function containedResult(asked: Asked, callee: Attribute, container: TypeSet): TypeSet {
  if (sameMethods.has(callee.name)) return container;
  if (elementMethods.has(callee.name)) return union(elementFor(asked, container), argumentTypes(asked, 1));
  return pairsOf(asked, callee.object);
}

function elementFor(asked: Asked, containers: TypeSet): TypeSet {
  const [key] = asked.call.arguments;
  const constant = key?.kind === 'positional' ? stringOf(asked.fn, key.value) : null;
  return constant === null
    ? elementsOf(asked.inference, containers)
    : elementAt(asked.inference, containers, constant);
}

function pairsOf({ inference, fn }: Asked, value: ValueId | undefined): TypeSet {
  if (value === undefined) return NOTHING;
  return inference.table.externalInstance('builtins.list', { kind: 'pairs', function: fn, value });
}
