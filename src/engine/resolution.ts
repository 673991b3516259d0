/** How many calls were understood: the figure by which linking and models are judged. */
import type { ResolutionRate } from '../findings/finding.ts';
import type { Models } from '../models/model.ts';
import type { Project, ProjectFunction } from '../project/project.ts';
import { resolutionOf } from '../project/resolution-rate.ts';

/** Counts the calls of `functions`: run in the tree, known to a model, or neither. */
export function resolutionRateOf(
  functions: readonly ProjectFunction[],
  project: Project,
  models: Models,
): ResolutionRate {
  const count = { inTree: 0, modelled: 0, unknown: 0 };
  const isModelled = remembered((path) => models.apisNamed([path]).length > 0);
  for (const caller of functions) {
    for (const site of project.callsOf(caller)) count[resolutionOf(project, site, isModelled)]++;
  }
  return count;
}

/** Thousands of calls share few external targets. */
function remembered(ask: (path: string) => boolean): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    const answer = known.get(path) ?? ask(path);
    known.set(path, answer);
    return answer;
  };
}
