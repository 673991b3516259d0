/**
 * Arguments of whatever was asked for: a dispatcher passes tables of arguments on to functions that it knows by name only.
 * Among all that can be called there are those that take passwords, so such a table is one that may hold them.
 *
 * Worked examples: `params` in `self._methods[name](**params)`, and in `{'method': name, 'params': params}`, which goes to
 * a dispatcher elsewhere.
 *
 * A wrapper (`work(*values, **named)`) is no dispatcher: who wraps a function knows it.
 */
import { definitionOf, instructionOf } from '../../ir/definitions.ts';
import type { Build, Call, IrFunction, ValueId } from '../../ir/ir.ts';
import { constantOf, stringOf } from './constants.ts';

const NAME_KEYS: ReadonlySet<string> = new Set(['method', 'jsonrpc']);
const ARGUMENT_KEYS: ReadonlySet<string> = new Set(['params', 'args', 'kwargs']);
const MAXIMUM_OPERANDS = 8;

const dispatched = new WeakMap<IrFunction, ReadonlySet<ValueId>>();

/** Whether the value is a table of arguments of a function that is chosen by its name. */
export function isDispatched(fn: IrFunction, value: ValueId): boolean {
  const known = dispatched.get(fn);
  if (known !== undefined) return known.has(value);
  const found = new Set(
    fn.blocks.flatMap((block) =>
      block.instructions.flatMap((instruction) =>
        instruction.op === 'call' ? tableOf(fn, instruction) : [],
      ),
    ),
  );
  dispatched.set(fn, found);
  return found.has(value);
}

/** Whether a table is a request to run a method: its name and its arguments. */
export function isRequest(fn: IrFunction, build: Build): boolean {
  if (build.kind !== 'dict') return false;
  const entries = build.elements.flatMap(({ key, value }) => {
    const name = key === null ? null : stringOf(fn, key);
    return name === null || constantOf(fn, value) !== null ? [] : [name];
  });
  return entries.some((name) => NAME_KEYS.has(name)) && entries.some((name) => ARGUMENT_KEYS.has(name));
}

function tableOf(fn: IrFunction, call: Call): readonly ValueId[] {
  const [only] = call.arguments;
  if (call.arguments.length !== 1 || only?.kind !== 'keywords') return [];
  return isChosenByName(fn, call.callee) ? [only.value] : [];
}

/** A function out of a table or an object, under a name that is not constant; or one that was passed in with its table. */
function isChosenByName(fn: IrFunction, callee: ValueId): boolean {
  const definition = definitionOf(fn, callee);
  if (definition?.kind === 'phi') {
    return definition.phi.operands
      .slice(0, MAXIMUM_OPERANDS)
      .some(({ value }) => value !== callee && isRead(fn, value));
  }
  return isRead(fn, callee);
}

function isRead(fn: IrFunction, callee: ValueId): boolean {
  const instruction = instructionOf(fn, callee);
  if (instruction?.op === 'parameter') return isNamedBeside(fn);
  if (instruction?.op === 'item') return constantOf(fn, instruction.index) === null;
  if (instruction?.op !== 'call') return false;
  const reader = instructionOf(fn, instruction.callee);
  const key = instruction.arguments[reader?.op === 'attribute' ? 0 : 1]?.value;
  const isReader =
    (reader?.op === 'attribute' && reader.name === 'get') ||
    (reader?.op === 'load-global' && reader.name === 'getattr');
  return isReader && key !== undefined && constantOf(fn, key) === null;
}

/** The function was handed in with its name, for whoever reads the log. */
function isNamedBeside(fn: IrFunction): boolean {
  return fn.parameters.some(({ name }) => /^(?:name|method|method_name|command|command_name)$/.test(name));
}
