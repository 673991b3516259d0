/** What calling a value runs, by the types of the value. */
import type { Call, ValueId } from '../ir/ir.ts';
import type { AccessPaths } from './access-paths.ts';
import { attributeTypes } from './attribute-types.ts';
import { MOST_OVERRIDES } from './class-hierarchy.ts';
import { isContainer } from './containers.ts';
import type { Inference } from './inference.ts';
import { looksLikeClass } from './language.ts';
import { attributeOf } from './names.ts';
import { type LinkedClass, type LinkedFunction, methodAround } from './program.ts';
import type { ExternalTarget, FunctionTarget, Target, Via } from './project.ts';
import { implementations } from './result-types.ts';
import type { TargetNames } from './target-names.ts';
import { type FunctionType, type LightType, sortedByKey, type TypeSet } from './type-sets.ts';

export interface Linker {
  readonly inference: Inference;
  readonly paths: AccessPaths;
  readonly targetNames: TargetNames;
}

/** A value about to be called with arguments: the callee of a call, or a function that is passed on. */
export interface Invocation {
  readonly fn: LinkedFunction;
  readonly callee: ValueId;
  readonly arguments: Call['arguments'];
  /** What the caller does not have and the callee receives before the arguments. */
  readonly skipped: number;
}

/** What calling a value may run, as far as its types tell. */
export function invoked(linker: Linker, invocation: Invocation): Target[] {
  return invokedTypes(linker, invocation, linker.inference.value(invocation.fn, invocation.callee));
}

export function invokedTypes(linker: Linker, invocation: Invocation, types: TypeSet): Target[] {
  return sortedByKey(types).flatMap((type) => targetsOfType(linker, invocation, type));
}

function targetsOfType(linker: Linker, invocation: Invocation, type: LightType): Target[] {
  switch (type.kind) {
    case 'function':
      return functionTargets(linker, invocation, type);
    case 'class':
      return [constructed(linker, invocation, type.class)];
    case 'instance':
      return invokedTypes(linker, invocation, attributeTypes(linker.inference, type.alone, '__call__'));
    case 'external':
      return [externalTarget(linker, invocation, type.path)];
    case 'external-instance':
      return isContainer(type) && type.content.kind === 'partial'
        ? partialTargets(linker, invocation, type.content)
        : [externalTarget(linker, invocation, `${type.path}.__call__`)];
    default:
      return [];
  }
}

/* ---- Functions of the tree ------------------------------------------------------------------------------------ */

function functionTargets(linker: Linker, invocation: Invocation, type: FunctionType): Target[] {
  const receiver = type.bound ? receiverOf(linker, invocation) : null;
  const missing = type.bound && receiver === null ? 1 : 0;
  const functions = implementations(linker.inference, type, MOST_OVERRIDES);
  const via = viaOf(type, functions.length);
  return functions.map(
    (fn): FunctionTarget => ({
      kind: 'function',
      function: fn,
      receiver,
      skipped: missing + invocation.skipped,
      via,
      arguments: invocation.arguments,
      deferred: false,
    }),
  );
}

function viaOf({ dispatch }: FunctionType, implementing: number): Via {
  if (dispatch === 'interface' && implementing > 1) return 'interface';
  return dispatch === 'virtual' || dispatch === 'interface' ? 'virtual' : 'direct';
}

/** The value before the dot; behind `super()` the caller's own first parameter. */
function receiverOf({ inference }: Linker, { fn, callee }: Invocation): ValueId | null {
  const read = attributeOf(fn, callee);
  if (read === null) return instanceCalled(inference, fn, callee);
  const object = fn.facts.definitions[read.object];
  const isSuper = inference.value(fn, read.object).some(({ kind }) => kind === 'super');
  if (!isSuper || object === undefined || !('op' in object) || object.op !== 'call') return read.object;
  const written = object.arguments[1];
  if (written !== undefined) return written.value;
  return methodAround(inference.names.program, fn) === fn ? (fn.facts.parameters[0] ?? null) : null;
}

/** An instance that is called is itself the receiver of `__call__`. */
function instanceCalled(inference: Inference, fn: LinkedFunction, callee: ValueId): ValueId | null {
  return inference.value(fn, callee).some(({ kind }) => kind === 'instance') ? callee : null;
}

function constructed(linker: Linker, invocation: Invocation, owner: LinkedClass): Target {
  const { hierarchy } = linker.inference;
  const facts = {
    receiver: null,
    via: 'construct',
    arguments: invocation.arguments,
    deferred: false,
  } as const;
  const fn = hierarchy.methodOf(owner, '__init__') ?? hierarchy.methodOf(owner, '__new__');
  if (fn === null) return { kind: 'external', path: owner.path, skipped: invocation.skipped, ...facts };
  return { kind: 'function', function: fn, constructs: owner, skipped: 1 + invocation.skipped, ...facts };
}

/** The wrapped function; its first arguments belong to the caller only when the partial was made there. */
function partialTargets(
  linker: Linker,
  invocation: Invocation,
  { function: maker, call }: { readonly function: LinkedFunction; readonly call: Call },
): Target[] {
  const [wrapped, ...given] = call.arguments;
  if (wrapped?.kind !== 'positional') return [];
  const wrappedTypes = linker.inference
    .value(maker, wrapped.value)
    .filter(({ kind }) => kind !== 'external-instance');
  if (maker === invocation.fn) {
    const joined = [...given, ...invocation.arguments];
    return invokedTypes(linker, { ...invocation, callee: wrapped.value, arguments: joined }, wrappedTypes);
  }
  const skipped = invocation.skipped + given.filter(({ kind }) => kind === 'positional').length;
  return invokedTypes(linker, { ...invocation, skipped }, wrappedTypes);
}

/* ---- Outside of the tree -------------------------------------------------------------------------------------- */

export function externalTarget(linker: Linker, invocation: Invocation, path: string): ExternalTarget {
  const isConstruction = looksLikeClass(path);
  return {
    kind: 'external',
    path,
    receiver: isConstruction ? null : externalReceiver(linker, invocation),
    skipped: invocation.skipped,
    via: isConstruction ? 'construct' : 'direct',
    arguments: invocation.arguments,
    deferred: false,
  };
}

/** The value before the dot, unless it is a module or a class: then the call has no receiver. */
function externalReceiver({ inference }: Linker, { fn, callee }: Invocation): ValueId | null {
  const read = attributeOf(fn, callee);
  if (read === null) return null;
  return isNamespace(inference, fn, read.object) ? null : read.object;
}

/** Whether a value is reached from an import by names alone: `os.path`, `cfg.CONF.api`. */
function isNamespace(inference: Inference, fn: LinkedFunction, value: ValueId): boolean {
  const types = inference.value(fn, value);
  const isStatic = types.every(
    (type) =>
      type.kind === 'module' ||
      type.kind === 'class' ||
      (type.kind === 'external' && !type.path.includes('()')),
  );
  return isStatic && types.length > 0 && hasStaticRoot(fn, value);
}

function hasStaticRoot(fn: LinkedFunction, value: ValueId): boolean {
  let current = value;
  for (let read = attributeOf(fn, current); read !== null; read = attributeOf(fn, current))
    current = read.object;
  const root = fn.facts.definitions[current];
  if (root === undefined) return false;
  return !('op' in root) || root.op === 'load-global' || root.op === 'import' || root.op === 'load-cell';
}
