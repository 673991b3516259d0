/** Which exception class a call makes an instance of. */
import type { CallSite, ClassReference } from '../../project/project.ts';
import type { RuleContext } from '../contract.ts';
import { shortName } from '../failure-trace.ts';

/** Of a class outside of the tree only the name tells, and that it belongs to a module: `LOG.Exception` does not. */
const FOREIGN_EXCEPTION = /(?:^|\.)[a-z_]\w*\.\w*(?:Error|Exception|Exit|Interrupt|Warning)$/;

/** The name of the class; null for a call that makes no exception. */
export function exceptionMade(
  { analyses, project }: Pick<RuleContext, 'analyses' | 'project'>,
  { targets }: CallSite,
): string | null {
  const [target] = targets;
  if (targets.length !== 1 || target === undefined || target.via !== 'construct') return null;
  const path = target.kind === 'external' ? target.path : target.constructs?.path;
  if (path === undefined || !analyses.exceptions.isSubclass(path, 'builtins.Exception')) return null;
  const name = shortName(path);
  const owner = project.classAt(path);
  const bases = owner === null ? [path] : owner.resolutionOrder.flatMap(foreignPath);
  return bases.some((base) => FOREIGN_EXCEPTION.test(base)) ? name : null;
}

function foreignPath(reference: ClassReference): readonly string[] {
  return reference.kind === 'external' ? [reference.path] : [];
}
