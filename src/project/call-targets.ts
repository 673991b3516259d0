/**
 * What a call may run: from the types of its callee, then what conventions add (strings that name methods, remote
 * procedures, callbacks).
 */
import { instructionOf } from '../ir/definitions.ts';
import type { Call } from '../ir/ir.ts';
import { callbackTargets } from './callback-targets.ts';
import { dispatchedTargets } from './dispatched-targets.ts';
import { externalTarget, type Invocation, invoked, invokedTypes, type Linker } from './invocation.ts';
import { classToldBy } from './language.ts';
import { attributeOf } from './names.ts';
import type { LinkedFunction } from './program.ts';
import type { Target } from './project.ts';

/** Every target of a call, sorted by path. */
export function targetsOf(linker: Linker, fn: LinkedFunction, call: Call): readonly Target[] {
  if (isRebuilt(fn, call)) return [];
  const invocation = { fn, callee: call.callee, arguments: call.arguments, skipped: 0 };
  const called = resolvedTargets(linker, invocation, call) ?? invoked(linker, invocation);
  const own = called.length > 0 ? called : namedTargets(linker, invocation);
  const further = own.flatMap((target) => [
    ...dispatchedTargets(linker, fn, call, target),
    ...callbackTargets(linker, fn, target),
  ]);
  return sorted(further.length === 0 ? own : [...own, ...further]);
}

/**
 * `value.__class__(parts)` of a value that is not the method's own object makes another of whatever came in, a list of a
 * list: classes of the tree that may come in too are not made of such parts.
 */
function isRebuilt(fn: LinkedFunction, call: Call): boolean {
  const callee = attributeOf(fn, call.callee);
  if (callee?.name !== '__class__') return false;
  const object = instructionOf(fn.ir, callee.object);
  return object?.op !== 'parameter' || object.index !== 0 || fn.ir.parameters[0]?.name !== 'self';
}

/** When the types tell nothing: the paths by which the callee is read, or a method name that only builtins have. */
function namedTargets(linker: Linker, invocation: Invocation): Target[] {
  const { fn, callee } = invocation;
  const paths = linker.paths.pathsOf(fn, callee);
  if (paths.length > 0) return paths.map((path) => externalTarget(linker, invocation, path));
  const method = attributeOf(fn, callee)?.name ?? '';
  const owner = classToldBy(method);
  if (owner === null || linker.inference.hierarchy.isMember(method)) return [];
  return [externalTarget(linker, invocation, `${owner}.${method}`)];
}

/** What a front end with a type checker has resolved. */
function resolvedTargets(linker: Linker, invocation: Invocation, call: Call): Target[] | null {
  if (call.resolved === undefined) return null;
  const found = linker.inference.names.inTree(call.resolved);
  if (found === null) return [externalTarget(linker, invocation, call.resolved)];
  return invokedTypes(linker, invocation, found);
}

/* ---- Order ---------------------------------------------------------------------------------------------------- */

export function targetPath(target: Target): string {
  return target.kind === 'function' ? target.function.path : target.path;
}

/** By path, then by how the target is reached; the same target reached the same way counts once. */
function sorted(targets: readonly Target[]): readonly Target[] {
  if (targets.length < 2) return targets;
  const unique = new Map<string, Target>();
  for (const target of targets) {
    const index = target.kind === 'function' ? target.function.index : '';
    const key = `${targetPath(target)} ${index} ${target.via} ${target.receiver} ${target.skipped}`;
    if (!unique.has(key)) unique.set(key, target);
  }
  return [...unique]
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([, target]) => target);
}
