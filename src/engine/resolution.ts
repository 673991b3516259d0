/** How many calls were understood: the figure by which linking and models are judged. */
import type { ResolutionRate } from '../findings/finding.ts';
import type { Models } from '../models/model.ts';
import type { CallSite, Project, ProjectFunction } from '../project/project.ts';

/** Counts the calls of `functions`: run in the tree, known to a model, or neither. */
export function resolutionRate(
  functions: readonly ProjectFunction[],
  project: Project,
  models: Models,
): ResolutionRate {
  const count = { inTree: 0, modelled: 0, unknown: 0 };
  const isModelled = rememberModelled(project, models);
  for (const caller of functions) {
    for (const site of project.callsOf(caller)) count[classify(site, isModelled)]++;
  }
  return count;
}

type Target = CallSite['targets'][number];

function classify(site: CallSite, isModelled: (target: Target) => boolean): keyof ResolutionRate {
  if (site.targets.some((target) => target.kind === 'function')) return 'inTree';
  return site.targets.some(isModelled) ? 'modelled' : 'unknown';
}

/** Thousands of calls share few external targets. */
function rememberModelled(project: Project, models: Models): (target: Target) => boolean {
  const known = new Map<string, boolean>();
  return (target) => {
    if (target.kind === 'function') return false;
    const answer = known.get(target.path) ?? models.apisNamed(project.namesOf(target)).length > 0;
    known.set(target.path, answer);
    return answer;
  };
}
