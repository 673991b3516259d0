/**
 * Types that are written down: annotations in the text, and the type strings of conventions.
 *
 * Worked example: `Optional[list[objects.Node]]` is an instance of `builtins.list` that contains instances of the class that
 * `objects.Node` names in that module.
 */
import type { TypeExpression } from '../ir/ir.ts';
import { isBuiltin } from './language.ts';
import type { Names } from './names.ts';
import type { LinkedFunction } from './program.ts';
import { ANYTHING, type Dispatch, flatMapTypes, NOTHING, type TypeSet, unionOf } from './type-sets.ts';

const DEEPEST = 12;
/** Read through to their first argument, or to all of them. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'Optional',
  'Annotated',
  'Final',
  'ClassVar',
  'Required',
  'NotRequired',
  'Awaitable',
]);
const CONTAINERS: ReadonlyMap<string, string> = new Map([
  ...['List', 'Sequence', 'MutableSequence', 'Collection', 'Iterable', 'Iterator', 'Generator'].map(
    (name): [string, string] => [name, 'list'],
  ),
  ...['Dict', 'Mapping', 'MutableMapping'].map((name): [string, string] => [name, 'dict']),
  ['Set', 'set'],
  ['FrozenSet', 'frozenset'],
  ['Tuple', 'tuple'],
]);
/** Says nothing about what the value is. */
const UNINFORMATIVE: ReadonlySet<string> = new Set([
  'Any',
  'object',
  'None',
  'Callable',
  'TypeVar',
  '?',
  '...',
  'Self',
  '',
]);

/** What an annotation of a function's parameter or result says; nothing when it is too general. */
export function annotatedTypes(names: Names, fn: LinkedFunction, annotation: TypeExpression): TypeSet {
  return expressionTypes({ names, fn, depth: 0 }, annotation);
}

interface Context {
  readonly names: Names;
  readonly fn: LinkedFunction;
  readonly depth: number;
}

function expressionTypes(context: Context, type: TypeExpression): TypeSet {
  const short = type.name.slice(type.name.lastIndexOf('.') + 1);
  if (context.depth > DEEPEST || UNINFORMATIVE.has(short)) return NOTHING;
  const deeper = { ...context, depth: context.depth + 1 };
  const [first, ...rest] = type.arguments;
  if (short === 'Union') return unionOf(type.arguments, (member) => expressionTypes(deeper, member));
  if (TRANSPARENT.has(short)) return first === undefined ? NOTHING : expressionTypes(deeper, first);
  if (short === 'Type' || short === 'type') return first === undefined ? NOTHING : named(context, first.name);
  const container = CONTAINERS.get(short) ?? (first !== undefined && isBuiltin(short) ? short : null);
  if (container === null) return instancesOf(context.names, named(context, type.name), 'virtual');
  const element = container === 'dict' ? rest[0] : first;
  const elements = element === undefined ? NOTHING : expressionTypes(deeper, element);
  return containerOf(context.names, `builtins.${container}`, elements);
}

function named({ names, fn }: Context, dotted: string): TypeSet {
  return names.dottedOf(fn, dotted);
}

/** Instances of what a set of classes names. */
export function instancesOf(names: Names, types: TypeSet, dispatch: Exclude<Dispatch, 'none'>): TypeSet {
  return flatMapTypes(types, (type) => {
    if (type.kind === 'class') return names.table.instance(type.class, dispatch);
    if (type.kind === 'external') return names.table.externalInstance(type.path);
    return NOTHING;
  });
}

function containerOf(names: Names, path: string, elements: TypeSet): TypeSet {
  if (elements.length === 0 || elements === ANYTHING) return names.table.externalInstance(path);
  return names.table.externalInstance(path, { kind: 'declared', elements });
}

/** An instance of a type as conventions write it: a full path, with the type of its elements in brackets. */
export function conventionalTypes(
  names: Names,
  written: string,
  dispatch: Exclude<Dispatch, 'none'>,
): TypeSet {
  const bracket = written.indexOf('[');
  if (bracket > 0 && written.endsWith(']')) {
    const elements = conventionalTypes(names, written.slice(bracket + 1, -1), dispatch);
    return containerOf(names, written.slice(0, bracket), elements);
  }
  const canonical = names.conventions.canonical(written);
  const found = names.inTree(canonical);
  return found === null ? names.table.externalInstance(canonical) : instancesOf(names, found, dispatch);
}
