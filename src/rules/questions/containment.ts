/**
 * Whether a function holds a path against the directory that it must stay in.
 *
 * Terms
 * - **resolved**: `realpath`, `abspath`, `normpath`, `resolve`: what the file system makes of the path.
 * - **contained**: a resolved form of the path is compared, or the path goes to a function of the tree that does that.
 *
 * Worked example: in
 *
 *     target = os.path.join(root, name)
 *     if not os.path.realpath(target).startswith(root + os.sep):
 *         raise exception.InvalidContent()
 *
 * `target` is contained. Whether the comparison is right is another question.
 */
import { callsIn, usesOf } from '../../ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Project, ProjectFunction } from '../../project/project.ts';
import { calledName, isComparison, madeOf } from './made-from.ts';

const RESOLVERS: ReadonlySet<string> = new Set(['realpath', 'abspath', 'normpath', 'resolve']);
const COMPARERS: ReadonlySet<string> = new Set([
  'startswith',
  'commonpath',
  'commonprefix',
  'is_relative_to',
]);
/** Functions of libraries that refuse, or make harmless, what leads out of a directory. */
const CHECKERS: ReadonlySet<string> = new Set(['secure_filename', 'safe_join', 'data_filter', 'safe_name']);

/** Is one of the values held against a directory anywhere in the function? */
export function checksContainment(
  project: Project,
  fn: ProjectFunction,
  values: ReadonlySet<ValueId>,
): boolean {
  return [...values].some((value) =>
    usesOf(fn.ir, value).some((use) => {
      if (use.kind !== 'instruction' || use.instruction.op !== 'call') return false;
      const { instruction } = use;
      if (CHECKERS.has(calledName(fn.ir, instruction))) return true;
      return isComparedWhenResolved(fn.ir, instruction) || isCheckedInside(project, fn, instruction);
    }),
  );
}

function isComparedWhenResolved(fn: IrFunction, call: Call): boolean {
  if (!RESOLVERS.has(calledName(fn, call))) return false;
  return madeOf(fn, call.result).some((value) =>
    usesOf(fn, value).some((use) => {
      if (use.kind !== 'instruction') return false;
      if (isComparison(use.instruction)) return true;
      if (use.instruction.op === 'attribute') return COMPARERS.has(use.instruction.name);
      return use.instruction.op === 'call' && COMPARERS.has(calledName(fn, use.instruction));
    }),
  );
}

/** The callee resolves and compares paths itself. */
function isCheckedInside(project: Project, fn: ProjectFunction, call: Call): boolean {
  return project
    .siteOf(fn, call)
    .targets.some((target) => target.kind === 'function' && resolvesAndCompares(target.function.ir));
}

function resolvesAndCompares(fn: IrFunction): boolean {
  return callsIn(fn).some((call) => RESOLVERS.has(calledName(fn, call)) && isComparedWhenResolved(fn, call));
}
