/** How many calls were understood: a figure to watch, and the callees to look at next. */
import type { CallSite, Project } from './project.ts';

export interface ResolutionCount {
  /** Calls of which a target lies in the tree (a constructor without `__init__` counts). */
  readonly inTree: number;
  /** Calls of which a target is known to a model. */
  readonly modelled: number;
  readonly unknown: number;
}

export type ResolutionKind = keyof ResolutionCount;

/** Counts the calls of all functions; `isModelled` tells whether a model knows a path. */
export function resolutionRate(project: Project, isModelled: (path: string) => boolean): ResolutionCount {
  const count = { inTree: 0, modelled: 0, unknown: 0 };
  for (const fn of project.functions) {
    for (const site of project.callsOf(fn)) count[resolutionOf(project, site, isModelled)]++;
  }
  return count;
}

export function resolutionOf(
  project: Project,
  site: CallSite,
  isModelled: (path: string) => boolean,
): ResolutionKind {
  const isInTree = site.targets.some(
    (target) => target.kind === 'function' || project.classAt(target.path) !== null,
  );
  if (isInTree) return 'inTree';
  const isKnown = site.targets.some((target) => project.namesOf(target).some(isModelled));
  return isKnown ? 'modelled' : 'unknown';
}
