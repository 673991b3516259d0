/** The types of what one instruction defines. */
import type { Call, Catch, Constant, Instruction, Item, Operator, Unpack, ValueId } from '../ir/ir.ts';
import { instancesOf } from './annotations.ts';
import { attributeTypes } from './attribute-types.ts';
import { callTypes, declaredTypes } from './call-types.ts';
import { elementAt, elementsOf, isContainer } from './containers.ts';
import type { Inference } from './inference.ts';
import { isModuleString } from './language.ts';
import { definitionTypes } from './names.ts';
import type { LinkedFunction } from './program.ts';
import { callResult, GENERATOR_MANAGER } from './result-types.ts';
import { flatMapTypes, type LightType, NOTHING, type TypeSet, union, unionOf } from './type-sets.ts';

export function instructionTypes(
  inference: Inference,
  fn: LinkedFunction,
  instruction: Instruction,
): TypeSet {
  const declared = 'result' in instruction ? instruction.declaredType : undefined;
  if (declared !== undefined) return declaredTypes(inference, declared);
  switch (instruction.op) {
    case 'constant':
      return constantTypes(inference, instruction.constant);
    case 'parameter':
      return inference.parameter(fn, instruction.index);
    case 'load-global':
      return globalTypes(inference, fn, instruction.name);
    case 'load-cell':
      return inference.captured(fn, instruction.owner, instruction.name);
    case 'import':
      return (
        inference.registered(instruction.module) ??
        inference.names.imported(fn.module, instruction, inference.global)
      );
    case 'make-function':
    case 'make-class':
      return definitionTypes(inference.names, fn, instruction.function);
    case 'attribute':
      return attributeTypes(inference, inference.value(fn, instruction.object), instruction.name);
    case 'call':
      return callTypes(inference, fn, instruction as Call);
    default:
      return derivedTypes(inference, fn, instruction);
  }
}

function derivedTypes(inference: Inference, fn: LinkedFunction, instruction: Instruction): TypeSet {
  switch (instruction.op) {
    case 'build':
      if (instruction.kind === 'string') return builtin(inference, 'str');
      return inference.table.externalInstance(`builtins.${instruction.kind}`, {
        kind: 'built',
        function: fn,
        build: instruction,
      });
    case 'item':
      return itemTypes(inference, fn, instruction);
    case 'unpack':
      return unpackedTypes(inference, fn, instruction);
    case 'operator':
      return operatorTypes(inference, fn, instruction);
    case 'await':
      return inference.value(fn, instruction.value);
    case 'enter':
      return enteredTypes(inference, inference.value(fn, instruction.manager));
    case 'catch':
      return caughtTypes(inference, fn, instruction);
    default:
      return NOTHING;
  }
}

function builtin({ table }: Inference, name: string): TypeSet {
  return table.externalInstance(`builtins.${name}`);
}

/** None is left out: what matters is what else a value may be. */
function constantTypes(inference: Inference, constant: Constant): TypeSet {
  switch (constant.kind) {
    case 'string':
      return builtin(inference, 'str');
    case 'bytes':
      return builtin(inference, 'bytes');
    case 'number':
      return builtin(inference, /^[\d_]+$|^0[xXbBoO]/.test(constant.value) ? 'int' : 'float');
    case 'boolean':
      return builtin(inference, 'bool');
    case 'none':
    case 'ellipsis':
    case 'unbound':
      return NOTHING;
  }
}

function globalTypes(inference: Inference, fn: LinkedFunction, name: string): TypeSet {
  const { names } = inference;
  if (isModuleString(name) && !names.isWritten(fn.module, name)) return builtin(inference, 'str');
  return names.nameOf(fn.module, name, inference.global);
}

function itemTypes(inference: Inference, fn: LinkedFunction, item: Item): TypeSet {
  const container = inference.value(fn, item.object);
  const index = fn.facts.definitions[item.index];
  if (index === undefined || !('op' in index)) return elementsOf(inference, container);
  if (index.op === 'build' && index.kind === 'slice') return container;
  if (index.op !== 'constant' || !('value' in index.constant)) return elementsOf(inference, container);
  return elementAt(inference, container, String(index.constant.value));
}

function unpackedTypes(inference: Inference, fn: LinkedFunction, unpack: Unpack): TypeSet {
  const source = inference.value(fn, unpack.source);
  if (unpack.starred === unpack.index) return builtin(inference, 'list');
  if (unpack.starred !== null && unpack.index > unpack.starred) return elementsOf(inference, source);
  return elementAt(inference, source, String(unpack.index));
}

const TRUTH_OPERATORS: ReadonlySet<string> = new Set(
  ['==', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'is', 'is not', 'not', 'has-next'].concat([
    'matches-class',
    'matches-sequence',
    'matches-mapping',
    'instanceof',
    'is-nullish',
    '===',
    '!==',
  ]),
);

function operatorTypes(inference: Inference, fn: LinkedFunction, { operator, operands }: Operator): TypeSet {
  const [first, second] = operands;
  if (TRUTH_OPERATORS.has(operator) || first === undefined) return builtin(inference, 'bool');
  const left = inference.value(fn, first);
  if (operator === 'iterator') return iteratorTypes(inference, left);
  if (operator === 'next') return elementsOf(inference, left);
  const right = second === undefined || operator === '%' ? NOTHING : inference.value(fn, second);
  return union(flatMapTypes(left, literalOnly), flatMapTypes(right, literalOnly));
}

/** Arithmetic on literals gives literals; on anything else nothing is known. */
function literalOnly(type: LightType): TypeSet {
  return type.kind === 'external-instance' && type.path.startsWith('builtins.') ? type.alone : NOTHING;
}

function iteratorTypes(inference: Inference, types: TypeSet): TypeSet {
  return flatMapTypes(types, (type) => {
    if (type.kind !== 'instance') return type.alone;
    return methodResult(inference, type, '__iter__');
  });
}

/** What `as` binds: libraries' managers are taken to return themselves, as files and locks do. */
function enteredTypes(inference: Inference, types: TypeSet): TypeSet {
  return flatMapTypes(types, (type) => {
    if (type.kind === 'instance') {
      return unionOf(['__enter__', '__aenter__'], (name) => methodResult(inference, type, name));
    }
    if (isContainer(type) && type.path === GENERATOR_MANAGER) return elementsOf(inference, type.alone);
    return type.kind === 'external' || type.kind === 'external-instance' ? type.alone : NOTHING;
  });
}

function methodResult(inference: Inference, type: LightType, name: string): TypeSet {
  return flatMapTypes(attributeTypes(inference, type.alone, name), (method) =>
    method.kind === 'function' ? callResult(inference, method) : NOTHING,
  );
}

/** Instances of the classes that the handler's clauses name. */
function caughtTypes(inference: Inference, fn: LinkedFunction, caught: Catch): TypeSet {
  return unionOf(fn.facts.catches, ({ exception, type }) => {
    if (exception !== caught.result || type === null) return NOTHING;
    return exceptionTypes(inference, fn, type);
  });
}

function exceptionTypes(inference: Inference, fn: LinkedFunction, value: ValueId): TypeSet {
  const named = inference.value(fn, value);
  return instancesOf(inference.names, union(named, elementsOf(inference, named)), 'virtual');
}
