/** Whether an exception that leaves a function also leaves a periodic function or a worker, where nobody waits for it. */
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext } from '../../src/rules/contract.ts';

const periodic = /(?:^|\.)(?:periodic|node_periodic|periodic_task|driver_periodic_task)$/;
const askedFunctions = 60;

/** The unattended function; null when every way up catches the exception or ends elsewhere. */
export function runsUnattended(
  context: RuleContext,
  fn: ProjectFunction,
  exception: string,
): ProjectFunction | null {
  const seen = new Set([fn]);
  for (const each of seen) {
    const leaves = context.analyses.exceptions
      .summaryOf(each)
      .escapes.some((escaped) => escaped.exception === exception);
    if (!leaves) continue;
    if (isUnattended(context, each)) return each;
    if (seen.size > askedFunctions) return null;
    for (const site of context.project.callersOf(each)) seen.add(site.caller);
  }
  return null;
}

function isUnattended({ project }: RuleContext, fn: ProjectFunction): boolean {
  if (fn.decorators.some((path) => periodic.test(path))) return true;
  return project
    .callersOf(fn)
    .some((site) =>
      site.targets.some((target) => target.kind === 'function' && target.function === fn && target.deferred),
    );
}
