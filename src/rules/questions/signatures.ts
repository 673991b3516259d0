/**
 * Whether callers meet the signature that the text shows, or a decorator has put another function in its place.
 *
 * Worked example: `def wrapper(*args, **kwargs): return fn(*args, **kwargs)` passes on what it gets, and `fn.is_step = True;
 * return fn` leaves the function as it is: both keep the signature. `return fn(session, *args)` does not.
 *
 * Invariant: a decorator outside of the tree keeps the signature only if it is known to.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Project, ProjectFunction } from '../../project/project.ts';

const KEEPING =
  /(?:^|\.)(?:staticmethod|classmethod|property|abstractmethod|timer|counter|gauge|wraps|cache|lru_cache|retry|synchronized|contextmanager|memoized?|trace_cls|deprecated|removals\.remove)$/;
const answers = new WeakMap<IrFunction, boolean>();

export function keepsSignature(project: Project, fn: ProjectFunction): boolean {
  if (decoratorCount(fn) !== fn.decorators.length) return false;
  return fn.decorators.every((path) => KEEPING.test(path) || treeDecoratorKeeps(project, path));
}

/** Decorators as written; those that do not resolve have no path. */
function decoratorCount(fn: ProjectFunction): number {
  const outer = fn.ir.parent === null ? undefined : fn.module.ir.functions[fn.ir.parent];
  for (const block of outer?.blocks ?? []) {
    for (const one of block.instructions) {
      if (one.op === 'make-function' && one.function === fn.ir.id) return one.decorators.length;
    }
  }
  return 0;
}

function treeDecoratorKeeps(project: Project, path: string): boolean {
  const decorator = project.functionAt(path);
  if (decorator === null) return false;
  const known = answers.get(decorator.ir);
  if (known !== undefined) return known;
  const answer = passesOn(decorator);
  answers.set(decorator.ir, answer);
  return answer;
}

/** Every nested function that calls what it closed over gives it exactly its own parameters; or there is none. */
function passesOn({ ir, module }: ProjectFunction): boolean {
  const inner = [ir, ...module.ir.functions.filter((fn) => isWithin(module.ir.functions, fn, ir.id))];
  const calls = inner.flatMap((fn) => closureCalls(fn).map((call) => ({ fn, call })));
  if (calls.length > 0) return calls.every(({ fn, call }) => givesItsParameters(fn, call));
  return inner.some(returnsWhatItGot);
}

function isWithin(functions: readonly IrFunction[], fn: IrFunction, ancestor: number): boolean {
  for (let { parent } = fn; parent !== null; ) {
    if (parent === ancestor) return true;
    parent = functions[parent]?.parent ?? null;
  }
  return false;
}

/** Calls of a variable of the function around, which is the function decorated as a rule. */
function closureCalls(fn: IrFunction): readonly Call[] {
  return fn.blocks.flatMap((block) =>
    block.instructions.flatMap((one) =>
      one.op === 'call' && instructionOf(fn, one.callee)?.op === 'load-cell' ? [one] : [],
    ),
  );
}

function givesItsParameters(fn: IrFunction, call: Call): boolean {
  return (
    call.arguments.length === fn.parameters.length &&
    call.arguments.every((given, index) => {
      const parameter = fn.parameters[index];
      const isSame = isParameter(fn, given.value, index);
      if (parameter?.kind === 'rest') return isSame && given.kind === 'rest';
      if (parameter?.kind === 'keywords') return isSame && given.kind === 'keywords';
      return isSame && given.kind === 'positional';
    })
  );
}

function isParameter(fn: IrFunction, value: ValueId, index: number): boolean {
  const made = instructionOf(fn, value);
  return made?.op === 'parameter' && made.index === index;
}

function returnsWhatItGot(fn: IrFunction): boolean {
  return fn.blocks.some(({ terminator }) => {
    if (terminator.op !== 'return') return false;
    const made = instructionOf(fn, terminator.value);
    return made?.op === 'parameter' || made?.op === 'load-cell';
  });
}
