/** What functions give back: to calls, and to who iterates or enters what they return. */
import type { TypeExpression, ValueId } from '../ir/ir.ts';
import { conventionalTypes } from './annotations.ts';
import { elementsOf } from './containers.ts';
import { isContextManager } from './decorators.ts';
import type { Inference } from './inference.ts';
import type { LinkedFunction } from './program.ts';
import { type FunctionType, NOTHING, type TypeSet, union, unionOf } from './type-sets.ts';

/** The class of what a function under `contextlib.contextmanager` returns. */
export const GENERATOR_MANAGER = 'contextlib._GeneratorContextManager';
/** More overrides than this are asked for their results only through the base. */
const MOST_RESULTS = 8;

/** Results of a function without regard to its receiver. */
export function resultTypes(inference: Inference, fn: LinkedFunction): TypeSet {
  const stated = statedResult(inference, fn);
  if (stated !== null) return stated;
  if (fn.ir.isGenerator) return generatorTypes(inference, fn);
  const annotated = inference.annotated(fn, fn.ir.returnAnnotation);
  if (annotated !== NOTHING) return annotated;
  return unionOf(fn.facts.returns, (value) => inference.value(fn, value));
}

/** What a convention says, about the function itself or a method that it overrides. */
function statedResult(inference: Inference, fn: LinkedFunction): TypeSet | null {
  for (const path of pathsOfMethod(fn)) {
    const written = inference.names.conventions.returnType(path);
    if (written !== null) return conventionalTypes(inference.names, written, 'virtual');
  }
  return null;
}

/** The path of a function, then those of the methods that it overrides. */
export function pathsOfMethod(fn: LinkedFunction): readonly string[] {
  if (fn.class === null) return [fn.path];
  return [fn.path, ...fn.class.lineagePaths.slice(1).map((owner) => `${owner}.${fn.ir.name}`)];
}

function generatorTypes({ table }: Inference, fn: LinkedFunction): TypeSet {
  const path = isContextManager(fn) ? GENERATOR_MANAGER : 'builtins.generator';
  return table.externalInstance(path, { kind: 'generator', function: fn });
}

export function yieldTypes(inference: Inference, fn: LinkedFunction): TypeSet {
  const annotated = yieldAnnotation(fn.ir.returnAnnotation);
  const stated = inference.annotated(fn, annotated);
  if (stated !== NOTHING) return stated;
  return unionOf(fn.facts.yields, ({ value, delegate }) => {
    const types = inference.value(fn, value);
    return delegate ? elementsOf(inference, types) : types;
  });
}

/** `Iterator[Node]`, `Generator[Node, None, None]`: the first argument. */
function yieldAnnotation(annotation: TypeExpression | null): TypeExpression | null {
  return annotation?.arguments[0] ?? null;
}

/** Results of calling what was read as `type`: those of the overrides too, and of a method that returns `self`. */
export function callResult(inference: Inference, type: FunctionType): TypeSet {
  const results = unionOf(implementations(inference, type), (fn) => inference.returned(fn));
  return union(results, receiverResult(inference, type));
}

/** The functions that may run: the one read, and where dispatch allows it those that override it. */
export function implementations(
  inference: Inference,
  type: FunctionType,
  most = MOST_RESULTS,
): readonly LinkedFunction[] {
  if (type.owner === null || type.dispatch === 'none' || type.dispatch === 'exact') return [type.function];
  const found = inference.hierarchy.implementationsOf(type.owner, type.function.ir.name);
  return found.includes(type.function) && found.length <= most ? found : [type.function];
}

/** `return self` gives the receiver's own class, `return cls()` an instance of it. */
function receiverResult({ table }: Inference, { function: fn, owner, dispatch }: FunctionType): TypeSet {
  if (owner === null || dispatch === 'none' || fn.ir.isGenerator) return NOTHING;
  const [self] = fn.facts.parameters;
  if (self === undefined || !fn.facts.returns.some((value) => returnsReceiver(fn, value, self)))
    return NOTHING;
  return table.instance(owner, dispatch);
}

function returnsReceiver(fn: LinkedFunction, value: ValueId, self: ValueId): boolean {
  if (fn.binding === 'method' || fn.binding === 'property') return value === self;
  if (fn.binding !== 'class-method') return false;
  const definition = fn.facts.definitions[value];
  return (
    definition !== undefined && 'op' in definition && definition.op === 'call' && definition.callee === self
  );
}
