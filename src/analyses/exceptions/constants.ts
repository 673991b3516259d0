/**
 * Which values are constants, in the text form of models ('true', 'none', '3', 'deleted'): written in the function,
 * given by the caller (a context), or the default of a parameter.
 *
 * Worked example: in the context { mode: 'false' } of `def enable(mode): set_mode(uuid, mode)` the second argument is
 * 'false', so a model whose condition asks for 'false' describes the call.
 */
import { definitionOf, instructionOf, instructionsWith } from '../../ir/definitions.ts';
import type { Constant, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Selector } from '../../models/model.ts';
import type { CallSite, Project, ProjectFunction, Target } from '../../project/project.ts';

/** Constants by number of the parameter; what is absent is not known. */
export type Context = ReadonlyMap<number, string>;

export const emptyContext: Context = new Map();

/** Operands of phis that are followed before the search gives up. */
const maximumOperands = 8;

export function textOf(constant: Constant): string | null {
  switch (constant.kind) {
    case 'string':
    case 'bytes':
    case 'number':
      return constant.value;
    case 'boolean':
      return String(constant.value);
    case 'none':
      return 'none';
    case 'ellipsis':
    case 'unbound':
      return null;
  }
}

export function constantOf(fn: IrFunction, value: ValueId, context: Context = emptyContext): string | null {
  const definition = definitionOf(fn, value);
  if (definition === undefined) return null;
  if (definition.kind === 'instruction') return constantInstruction(definition.instruction, context);
  const operands = definition.phi.operands.slice(0, maximumOperands + 1);
  if (operands.length > maximumOperands) return null;
  const texts = new Set(operands.map((operand) => plainConstant(fn, operand.value, context)));
  return texts.size === 1 ? ([...texts][0] ?? null) : null;
}

function plainConstant(fn: IrFunction, value: ValueId, context: Context): string | null {
  const instruction = instructionOf(fn, value);
  return instruction === undefined ? null : constantInstruction(instruction, context);
}

function constantInstruction(
  instruction: NonNullable<ReturnType<typeof instructionOf>>,
  context: Context,
): string | null {
  if (instruction.op === 'constant') return textOf(instruction.constant);
  return instruction.op === 'parameter' ? (context.get(instruction.index) ?? null) : null;
}

/** The value of a call that a model's selector means; null for several values or none. */
export function selectedValue(site: CallSite, target: Target, selector: Selector): ValueId | null {
  switch (selector.kind) {
    case 'result':
      return site.call.result;
    case 'receiver':
      return target.receiver ?? receiverOf(site.caller, site.call.callee);
    case 'arguments':
      return null;
    case 'argument':
      return argumentValue(target.arguments, selector);
  }
}

export function receiverOf(fn: ProjectFunction, callee: ValueId): ValueId | null {
  const instruction = instructionOf(fn.ir, callee);
  return instruction?.op === 'attribute' ? instruction.object : null;
}

function argumentValue(
  passed: Target['arguments'],
  selector: Extract<Selector, { kind: 'argument' }>,
): ValueId | null {
  const named = passed.find((argument) => argument.kind === 'keyword' && argument.name === selector.name);
  if (named !== undefined) return named.value;
  if (selector.position === null) return null;
  const before = passed.slice(0, selector.position + 1);
  const argument = before.every((each) => each.kind === 'positional') ? before[selector.position] : undefined;
  return argument?.value ?? null;
}

/** The constants that the wanted ones of the target's parameters receive at this call, defaults included. */
export function contextAt(
  project: Project,
  reached: {
    readonly site: CallSite;
    readonly target: Target & { readonly kind: 'function' };
    readonly wanted: ReadonlySet<number>;
  },
  outer: Context,
): Context {
  const { site, target, wanted } = reached;
  const context = new Map<number, string>();
  const bound = new Set<number>();
  for (const binding of project.bindArguments(site, target)) {
    if (!wanted.has(binding.parameter)) continue;
    bound.add(binding.parameter);
    const text = binding.element ? null : constantOf(site.caller.ir, binding.value, outer);
    if (text !== null) context.set(binding.parameter, text);
  }
  for (const [parameter, text] of defaultsOf(target.function)) {
    if (wanted.has(parameter) && !bound.has(parameter)) context.set(parameter, text);
  }
  return context;
}

const knownDefaults = new WeakMap<IrFunction, ReadonlyMap<number, string>>();

/** Constant defaults, from the instruction that makes the function. */
function defaultsOf(fn: ProjectFunction): ReadonlyMap<number, string> {
  const known = knownDefaults.get(fn.ir);
  if (known !== undefined) return known;
  const defaults = fn.ir.parameters.some((parameter) => parameter.hasDefault)
    ? findDefaults(fn)
    : new Map<number, string>();
  knownDefaults.set(fn.ir, defaults);
  return defaults;
}

function findDefaults(fn: ProjectFunction): ReadonlyMap<number, string> {
  const parent = fn.ir.parent === null ? undefined : fn.module.ir.functions[fn.ir.parent];
  const defaults = new Map<number, string>();
  if (parent === undefined) return defaults;
  for (const { instruction } of instructionsWith(parent, 'make-function')) {
    if (instruction.function !== fn.ir.id) continue;
    for (const { parameter, value } of instruction.defaults) {
      const text = constantOf(parent, value);
      if (text !== null) defaults.set(parameter, text);
    }
  }
  return defaults;
}
