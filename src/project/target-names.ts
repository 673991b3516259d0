/** The paths under which a model may know what a call runs. */
import type { Inference } from './inference.ts';
import type { Target } from './project.ts';
import { pathsOfMethod } from './result-types.ts';

/** The target's own path, those of the methods that it overrides, the class for a constructor; aliases included. */
export function namesOfTarget(inference: Inference, target: Target): readonly string[] {
  const names = target.kind === 'function' ? functionNames(target) : externalNames(inference, target.path);
  const { conventions } = inference.names;
  const canonical = names.map((path) => conventions.canonical(path)).filter((path) => !names.includes(path));
  return canonical.length === 0 ? names : [...names, ...canonical];
}

function functionNames(target: Extract<Target, { kind: 'function' }>): readonly string[] {
  const fn = target.function as Parameters<typeof pathsOfMethod>[0];
  const methods = pathsOfMethod(fn);
  if (target.via !== 'construct' || fn.class === null) return methods;
  return [...methods, ...fn.class.lineagePaths];
}

/** A method that a class of the tree has from an external base is known under the base's name. */
function externalNames({ names: { program } }: Inference, path: string): readonly string[] {
  const whole = program.classByPath.get(path);
  if (whole !== undefined) return whole.lineagePaths;
  const dot = path.lastIndexOf('.');
  const owner = program.classByPath.get(path.slice(0, dot));
  if (owner === undefined) return [path];
  return owner.lineagePaths.map((base) => `${base}${path.slice(dot)}`);
}
