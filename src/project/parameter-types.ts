/**
 * What a parameter may receive: the receiver; what a convention or an annotation states; else the default and what the
 * calls that may run the function pass.
 *
 * Worked example: nothing is written about `start` in `def _start_console(info, start)`, but a call says
 * `_start_console(info, console_utils.start_socat)`: the parameter may be that function.
 */
import type { ValueId } from '../ir/ir.ts';
import { conventionalTypes } from './annotations.ts';
import { bindCall, parameterOffset } from './argument-binding.ts';
import type { CallNames, NamedCall } from './call-names.ts';
import { elementAt, elementsOf } from './containers.ts';
import type { Inference } from './inference.ts';
import type { LinkedFunction } from './program.ts';
import type { Binding } from './project.ts';
import { flatMapTypes, type LightType, NOTHING, type TypeSet, unionOf } from './type-sets.ts';

/** A function whose name occurs in more calls than this is not followed to them. */
const MOST_CALL_SITES = 256;

export function parameterTypes(inference: Inference, fn: LinkedFunction, index: number): TypeSet {
  const parameter = fn.ir.parameters[index];
  if (parameter === undefined) return NOTHING;
  if (parameter.kind === 'rest') return inference.table.externalInstance('builtins.tuple');
  if (parameter.kind === 'keywords') return inference.table.externalInstance('builtins.dict');
  return (
    receiverTypes(inference, fn, index) ??
    statedTypes(inference, fn, index) ??
    unionOf([defaultTypes, receivedTypes, remoteTypes], (typesFrom) => typesFrom(inference, fn, index))
  );
}

function receiverTypes({ table }: Inference, fn: LinkedFunction, index: number): TypeSet | null {
  if (index !== 0 || fn.class === null) return null;
  switch (fn.binding) {
    case 'method':
    case 'property':
      return table.instance(fn.class, 'virtual');
    case 'class-method':
      return table.class(fn.class, true);
    default:
      return null;
  }
}

/** What is written down; null when nothing is, or nothing that tells more than "anything". */
function statedTypes(inference: Inference, fn: LinkedFunction, index: number): TypeSet | null {
  const parameter = fn.ir.parameters[index];
  if (parameter === undefined) return null;
  const written = inference.names.conventions.parameterType(parameter.name, fn.path);
  if (written !== null) return conventionalTypes(inference.names, written, 'virtual');
  const annotated = inference.annotated(fn, parameter.annotation);
  return annotated === NOTHING ? null : annotated;
}

function defaultTypes(inference: Inference, fn: LinkedFunction, index: number): TypeSet {
  const place = defaultOf(inference, fn, index);
  return place === null ? NOTHING : inference.value(place.caller, place.value);
}

/** The default of a parameter: a value of the function around the definition. */
export function defaultOf(
  { names }: Pick<Inference, 'names'>,
  fn: LinkedFunction,
  index: number,
): { readonly caller: LinkedFunction; readonly value: ValueId } | null {
  const maker = names.namesOf(fn.module).makers.get(fn.ir.id);
  if (maker?.instruction.op !== 'make-function') return null;
  const entry = maker.instruction.defaults.find(({ parameter }) => parameter === index);
  return entry === undefined ? null : { caller: maker.function, value: entry.value };
}

/* ---- Calls ---------------------------------------------------------------------------------------------------- */

function receivedTypes(inference: Inference, fn: LinkedFunction, index: number): TypeSet {
  return unionOf(possibleCalls(inference.callNames, fn), (named) => passedTypes(inference, named, fn, index));
}

/** What the client's method of the same name takes under the same name, where calls of it run this one. */
function remoteTypes(inference: Inference, fn: LinkedFunction, index: number): TypeSet {
  if (fn.class === null) return NOTHING;
  const { conventions, program } = inference.names;
  const name = fn.ir.parameters[index]?.name;
  return unionOf(conventions.clientsOf(fn.class.path), (path) => {
    const client = program.classByPath.get(path);
    const method = client === undefined ? null : inference.hierarchy.methodOf(client, fn.ir.name);
    const position = method?.ir.parameters.findIndex((parameter) => parameter.name === name) ?? -1;
    return method === null || position < 0 ? NOTHING : inference.parameter(method, position);
  });
}

function possibleCalls(callNames: CallNames, fn: LinkedFunction): readonly NamedCall[] {
  const name = fn.class !== null && fn.ir.name === '__init__' ? fn.class.name : fn.ir.name;
  const calls = callNames.callsNamed(name);
  const near =
    fn.ir.kind === 'function'
      ? calls
      : calls.filter(({ caller }) => caller.ir.id === fn.ir.parent && caller.module === fn.module);
  return near.length > MOST_CALL_SITES ? [] : near;
}

/** What one call passes for the parameter, if it may run the function. */
function passedTypes(
  inference: Inference,
  { caller, call }: NamedCall,
  fn: LinkedFunction,
  index: number,
): TypeSet {
  const callee = inference.value(caller, call.callee);
  return flatMapTypes(callee, (type) => {
    const offset = reachedWith(type, fn);
    if (offset === null) return NOTHING;
    const bindings = bindCall(fn, call.arguments, offset).filter(({ parameter }) => parameter === index);
    return unionOf(bindings, (binding) => boundTypes(inference, caller, binding));
  });
}

function boundTypes(inference: Inference, caller: LinkedFunction, { value, element, key }: Binding): TypeSet {
  const types = inference.value(caller, value);
  if (!element) return types;
  return key === null ? elementsOf(inference, types) : elementAt(inference, types, key);
}

/** How many parameters are filled before the call's arguments when calling `type` may run `fn`; null: it does not. */
function reachedWith(type: LightType, fn: LinkedFunction): number | null {
  if (type.kind === 'class') {
    return fn.ir.name === '__init__' && fn.class !== null && type.class.lineage.includes(fn.class) ? 1 : null;
  }
  if (type.kind !== 'function') return null;
  if (type.function === fn) return parameterOffset(type.bound);
  const isOverride =
    type.owner !== null &&
    fn.class !== null &&
    type.dispatch !== 'exact' &&
    type.function.ir.name === fn.ir.name &&
    fn.class.lineage.includes(type.owner);
  return isOverride ? parameterOffset(type.bound) : null;
}
