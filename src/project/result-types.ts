/** What functions give back: to calls, and to who iterates or enters what they return. */
import type { Call, TypeExpression, ValueId } from '../ir/ir.ts';
import { conventionalTypes } from './annotations.ts';
import { bindCall, parameterOffset } from './argument-binding.ts';
import { elementsOf } from './containers.ts';
import { isContextManager } from './decorators.ts';
import type { Inference } from './inference.ts';
import type { LinkedFunction } from './program.ts';
import { type FunctionType, NOTHING, type TypeSet, union, unionOf } from './type-sets.ts';

/** The class of what a function under `contextlib.contextmanager` returns. */
export const GENERATOR_MANAGER = 'contextlib._GeneratorContextManager';
/** More overrides than this are asked for their results only through the base. */
const MOST_RESULTS = 8;

/** Results of a function without regard to what it is called with. */
export function resultTypes(inference: Inference, fn: LinkedFunction): TypeSet {
  const stated = statedResult(inference, fn);
  if (stated !== null) return stated;
  if (fn.ir.isGenerator) return generatorTypes(inference, fn);
  const annotated = inference.annotated(fn, fn.ir.returnAnnotation);
  if (annotated !== NOTHING) return annotated;
  return unionOf(returnsOf(fn).values, (value) => inference.value(fn, value));
}

/* ---- Returned parameters -------------------------------------------------------------------------------------- */

interface Returns {
  /** Parameters that the function returns as they are: each call gets back what it passed. */
  readonly parameters: readonly number[];
  /** Everything else that it returns. */
  readonly values: readonly ValueId[];
}

const returnsByFunction = new WeakMap<LinkedFunction, Returns>();

function returnsOf(fn: LinkedFunction): Returns {
  const known = returnsByFunction.get(fn);
  if (known !== undefined) return known;
  const parameters: number[] = [];
  const values: ValueId[] = [];
  for (const value of leavesOf(fn)) {
    const definition = fn.facts.definitions[value];
    if (definition !== undefined && 'op' in definition && definition.op === 'parameter')
      parameters.push(definition.index);
    else values.push(value);
  }
  const returns = { parameters, values };
  returnsByFunction.set(fn, returns);
  return returns;
}

/** The returned values, phis resolved. */
function leavesOf(fn: LinkedFunction): readonly ValueId[] {
  const visited = new Set<ValueId>();
  const leaves: ValueId[] = [];
  const waiting = [...fn.facts.returns].reverse();
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (visited.has(value)) continue;
    visited.add(value);
    const definition = fn.facts.definitions[value];
    if (definition === undefined || 'op' in definition) leaves.push(value);
    else for (const operand of definition.operands) waiting.push(operand.value);
  }
  return leaves;
}

/** What a call gets back of its own arguments. */
export function returnedArguments(
  inference: Inference,
  type: FunctionType,
  { caller, call }: { readonly caller: LinkedFunction; readonly call: Call },
): TypeSet {
  return unionOf(implementations(inference, type), (fn) => {
    const { parameters } = returnsOf(fn);
    if (parameters.length === 0 || fn.ir.isGenerator) return NOTHING;
    const bindings = bindCall(fn, call.arguments, parameterOffset(type.bound));
    return unionOf(bindings, ({ parameter, value, element, into }) =>
      element || into || !parameters.includes(parameter) ? NOTHING : inference.value(caller, value),
    );
  });
}

/* ---- Stated results -------------------------------------------------------------------------------------------- */

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
  if (owner === null || dispatch === 'none' || fn.ir.isGenerator || !returnsReceiver(fn)) return NOTHING;
  return table.instance(owner, dispatch);
}

function returnsReceiver(fn: LinkedFunction): boolean {
  const { parameters, values } = returnsOf(fn);
  if (fn.binding === 'method' || fn.binding === 'property') return parameters.includes(0);
  if (fn.binding !== 'class-method') return false;
  return values.some((value) => {
    const definition = fn.facts.definitions[value];
    return (
      definition !== undefined &&
      'op' in definition &&
      definition.op === 'call' &&
      definition.callee === fn.facts.parameters[0]
    );
  });
}
