/** Which exception class a call makes an instance of. */
import type { CallSite } from '../../project/project.ts';
import type { RuleContext } from '../contract.ts';
import { shortName } from '../failure-trace.ts';

/** Of a class outside of the tree only the name tells. */
const FOREIGN_EXCEPTION = /(?:Error|Exception|Exit|Interrupt)$/;

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
  const isOurs = target.kind === 'function' || project.classAt(path) !== null;
  return isOurs || FOREIGN_EXCEPTION.test(name) ? name : null;
}
