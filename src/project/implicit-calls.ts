/** Calls that the text does not show: property getters, `__enter__` and `__exit__`. */
import type { Attribute, Enter, Exit, ValueId } from '../ir/ir.ts';
import type { Inference } from './inference.ts';
import type { LinkedFunction } from './program.ts';
import type { FunctionTarget, ImplicitCall, Via } from './project.ts';
import type { LightType, TypeSet } from './type-sets.ts';

export function implicitCallsOf(inference: Inference, caller: LinkedFunction): readonly ImplicitCall[] {
  return caller.facts.implicit.flatMap(({ block, index, instruction }) => {
    const targets = implicitTargets(inference, caller, instruction);
    return targets.length === 0 ? [] : [{ caller, block, index, instruction, targets }];
  });
}

function implicitTargets(
  inference: Inference,
  caller: LinkedFunction,
  instruction: Attribute | Enter | Exit,
): readonly FunctionTarget[] {
  if (instruction.op === 'attribute') return propertyTargets(inference, caller, instruction);
  const word = instruction.op === 'enter' ? 'enter__' : 'exit__';
  const name = `__${instruction.isAsync ? 'a' : ''}${word}`;
  const { manager } = instruction;
  const methods = methodsNamed(inference, inference.value(caller, manager), name);
  return methods.map((fn) => implicitTarget(fn, manager, 'context-manager'));
}

function propertyTargets(
  inference: Inference,
  caller: LinkedFunction,
  read: Attribute,
): readonly FunctionTarget[] {
  const getters = methodsNamed(inference, inference.value(caller, read.object), read.name);
  return getters
    .filter(({ binding }) => binding === 'property')
    .map((fn) => implicitTarget(fn, read.object, 'property'));
}

function implicitTarget(fn: LinkedFunction, receiver: ValueId, via: Via): FunctionTarget {
  return { kind: 'function', function: fn, receiver, skipped: 0, via, arguments: [], deferred: false };
}

/** What the name may run on instances in the set, sorted by path. */
function methodsNamed(inference: Inference, types: TypeSet, name: string): readonly LinkedFunction[] {
  const found = new Set(types.flatMap((type) => methodsOn(inference, type, name)));
  return [...found].sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
}

function methodsOn({ hierarchy }: Inference, type: LightType, name: string): readonly LinkedFunction[] {
  if (type.kind !== 'instance') return [];
  const own = hierarchy.methodOf(type.class, name);
  if (own === null || type.dispatch === 'exact') return own === null ? [] : [own];
  return hierarchy.implementationsOf(type.class, name);
}
