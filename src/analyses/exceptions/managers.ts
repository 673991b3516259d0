/**
 * What `with` blocks do with exceptions.
 *
 * | manager | on the way out |
 * |---|---|
 * | `excutils.save_and_reraise_exception()` | raises again what its handler caught, unless its `reraise` is False |
 * | `contextlib.suppress(X, …)` | ends what X catches |
 * | a class of the tree with `__exit__` | may suppress when `__exit__` returns something other than nothing or False |
 * | a `@contextmanager` of the tree | may suppress when a handler around its `yield` does not raise again |
 * | anything else | passes exceptions on |
 */
import { definitionOf, instructionOf, usesOf } from '../../ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Project, ProjectFunction, Target } from '../../project/project.ts';
import type { Caught } from './hierarchy.ts';

export type Manager =
  /** `always`: nothing can tell it not to. */
  | { readonly kind: 'reraise'; readonly always: boolean }
  | { readonly kind: 'suppress'; readonly classes: readonly Caught[] }
  | { readonly kind: 'class'; readonly enter: ProjectFunction | null; readonly exit: ProjectFunction | null }
  | { readonly kind: 'generator'; readonly function: ProjectFunction }
  | { readonly kind: 'plain' };

const reraisingManager = /(^|\.)save_and_reraise_exception$/;
const suppressPath = 'contextlib.suppress';
const generatorDecorators: ReadonlySet<string> = new Set([
  'contextlib.contextmanager',
  'contextlib.asynccontextmanager',
]);

export function isGeneratorManager(fn: ProjectFunction): boolean {
  return fn.ir.isGenerator && fn.decorators.some((path) => generatorDecorators.has(path));
}

/** What the value that `enter` or `exit` works on is. */
export function managerOf(
  project: Project,
  fn: ProjectFunction,
  value: ValueId,
  caughtOf: (value: ValueId) => Caught,
): Manager {
  const call = creatingCall(fn.ir, value);
  if (call !== null) {
    for (const target of project.siteOf(fn, call).targets) {
      const manager = managerMadeBy(target, call, caughtOf);
      if (manager === null) continue;
      return manager.kind === 'reraise' ? reraising(fn.ir, call, value) : manager;
    }
  }
  return classManager(project, fn, value);
}

function creatingCall(fn: IrFunction, value: ValueId): Call | null {
  const instruction = instructionOf(fn, value);
  return instruction?.op === 'call' ? instruction : null;
}

function managerMadeBy(target: Target, call: Call, caughtOf: (value: ValueId) => Caught): Manager | null {
  if (reraisingManager.test(pathOf(target))) return { kind: 'reraise', always: true };
  if (target.kind === 'function') {
    return isGeneratorManager(target.function) ? { kind: 'generator', function: target.function } : null;
  }
  if (target.path !== suppressPath) return null;
  return { kind: 'suppress', classes: call.arguments.map((argument) => caughtOf(argument.value)) };
}

/** Old trees carry their own copy, so a class of the tree counts by its path too. */
function pathOf(target: Target): string {
  if (target.kind === 'external') return target.path;
  return target.via === 'construct' ? (target.function.class?.path ?? '') : target.function.path;
}

function classManager(project: Project, fn: ProjectFunction, value: ValueId): Manager {
  for (const type of project.typesOf(fn, value)) {
    if (type.kind !== 'instance') continue;
    return {
      kind: 'class',
      enter: project.methodOf(type.class, '__enter__'),
      exit: project.methodOf(type.class, '__exit__'),
    };
  }
  return { kind: 'plain' };
}

/** `save_and_reraise_exception(reraise=False)` raises only when the block says `context.reraise = True`. */
function reraising(fn: IrFunction, call: Call, manager: ValueId): Manager {
  const entered = usesOf(fn, manager).flatMap((use) =>
    use.kind === 'instruction' && use.instruction.op === 'enter' ? [use.instruction.result] : [],
  );
  const isSet = [manager, ...entered].some((value) => setsReraise(fn, value));
  const isTold = call.arguments.some((argument) => argument.kind === 'positional' || namesReraise(argument));
  return isTold && !isSet ? { kind: 'plain' } : { kind: 'reraise', always: !isSet };
}

function namesReraise(argument: Call['arguments'][number]): boolean {
  return argument.kind === 'keyword' && argument.name === 'reraise';
}

function setsReraise(fn: IrFunction, value: ValueId): boolean {
  return usesOf(fn, value).some(
    (use) =>
      (use.kind === 'instruction' &&
        use.instruction.op === 'store-attribute' &&
        use.instruction.name === 'reraise') ||
      use.kind === 'phi',
  );
}

/** Does a method `__exit__` of the tree return anything but nothing or False? */
export function exitMaySuppress(exit: ProjectFunction): boolean {
  return exit.ir.blocks.some(
    ({ terminator }) => terminator.op === 'return' && !isFalsy(exit.ir, terminator.value),
  );
}

function isFalsy(fn: IrFunction, value: ValueId): boolean {
  const definition = definitionOf(fn, value);
  if (definition?.kind === 'phi') {
    return definition.phi.operands.every((operand) => {
      const source = instructionOf(fn, operand.value);
      return source !== undefined && isFalsyConstant(source);
    });
  }
  return definition !== undefined && isFalsyConstant(definition.instruction);
}

function isFalsyConstant(instruction: NonNullable<ReturnType<typeof instructionOf>>): boolean {
  if (instruction.op !== 'constant') return false;
  const { constant } = instruction;
  return constant.kind === 'none' || (constant.kind === 'boolean' && !constant.value);
}
