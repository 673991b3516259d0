/**
 * The places of a function where events may happen: calls and passages through context managers, and whether any of
 * them can come to the events that are asked for at all.
 *
 * Worked example: asked for `step:console.disable` alone, a function has the calls that lead, through whatever functions,
 * to an API which a model says to disable a console. Most functions have none, and need no summary.
 */
import { passagesIn } from '../../ir/definitions.ts';
import type { Enter, Exit } from '../../ir/ir.ts';
import type { ApiModel } from '../../models/model.ts';
import type { CallSite, Project, ProjectFunction, Target } from '../../project/project.ts';
import type { Point } from '../exceptions/exceptions.ts';
import type { Manager } from '../exceptions/managers.ts';
import type { RaisePoints } from '../exceptions/raise-points.ts';
import { eventsOfModel } from './event-names.ts';
import type { EventName } from './events.ts';

/** A call with the targets that have run when it returns. */
export interface PerformingSite {
  readonly site: CallSite;
  readonly point: Point;
  readonly targets: readonly Target[];
}

/** Entering or leaving a context manager of the tree. */
export interface Managed {
  readonly point: Point;
  readonly instruction: Enter | Exit;
  readonly manager: Manager;
  readonly functions: readonly ProjectFunction[];
}

export class EventSites {
  private readonly project: Project;
  private readonly points: RaisePoints;
  /** null: all events. */
  private readonly only: ReadonlySet<EventName> | null;
  private readonly performing: (readonly PerformingSite[] | undefined)[] = [];
  private readonly passages: (readonly Managed[] | undefined)[] = [];
  private coming: ReadonlySet<ProjectFunction> | null = null;

  constructor(project: Project, points: RaisePoints, only: ReadonlySet<EventName> | null) {
    this.project = project;
    this.points = points;
    this.only = only;
  }

  /** Whether calls lead from the function to one of the events that are asked for. */
  comeFrom(fn: ProjectFunction): boolean {
    if (this.only === null) return true;
    this.coming ??= this.findComing();
    return this.coming.has(fn);
  }

  /** The events of a model that are asked for. */
  wanted(model: ApiModel): readonly EventName[] {
    const names = eventsOfModel(model);
    const { only } = this;
    return only === null || names.length === 0 ? names : names.filter((name) => only.has(name));
  }

  /** The calls that may perform something: by a model, or in a function of the tree. */
  performingIn(fn: ProjectFunction): readonly PerformingSite[] {
    const known = this.performing[fn.index];
    if (known !== undefined) return known;
    const sites: PerformingSite[] = [];
    for (const site of this.project.callsOf(fn)) {
      const targets = this.points.callees.runAt(site);
      if (targets.some((target) => this.mayPerform(target))) {
        sites.push({ site, targets, point: { block: site.block, index: site.index } });
      }
    }
    this.performing[fn.index] = sites;
    return sites;
  }

  passagesIn(fn: ProjectFunction): readonly Managed[] {
    const known = this.passages[fn.index];
    if (known !== undefined) return known;
    const managed = passagesIn(fn.ir).flatMap(({ block, index, instruction }) => {
      const manager = this.points.manager(fn, instruction.manager);
      const functions = functionsOf(manager);
      return functions.length === 0 ? [] : [{ point: { block, index }, instruction, manager, functions }];
    });
    this.passages[fn.index] = managed;
    return managed;
  }

  /** Calls and passages that may perform something, in the order of the blocks. */
  activeIn(fn: ProjectFunction): readonly (PerformingSite | Managed)[] {
    const sites = this.performingIn(fn);
    const passages = this.passagesIn(fn);
    return passages.length === 0 ? sites : [...sites, ...passages].sort(byPoint);
  }

  private mayPerform(target: Target): boolean {
    if (target.kind === 'function' && this.comeFrom(target.function)) return true;
    return this.modelsOf(target).some((model) => this.wanted(model).length > 0);
  }

  private modelsOf(target: Target): readonly ApiModel[] {
    return this.points.callees.models.apisNamed(this.project.namesOf(target));
  }

  /** Those that perform an event by a model, then whoever calls them, and so on. */
  private findComing(): ReadonlySet<ProjectFunction> {
    const { modelled, callers } = callerGraphOf(this.project, this.points);
    const coming = new Set<ProjectFunction>();
    for (const [model, functions] of modelled) {
      if (this.wanted(model).length > 0) for (const fn of functions) coming.add(fn);
    }
    for (const fn of coming) for (const caller of callers.get(fn) ?? []) coming.add(caller);
    return coming;
  }
}

interface CallerGraph {
  /** The functions that call an API of the model. */
  readonly modelled: ReadonlyMap<ApiModel, ReadonlySet<ProjectFunction>>;
  readonly callers: ReadonlyMap<ProjectFunction, ReadonlySet<ProjectFunction>>;
}

const graphs = new WeakMap<Project, CallerGraph>();

function callerGraphOf(project: Project, points: RaisePoints): CallerGraph {
  const known = graphs.get(project);
  if (known !== undefined) return known;
  const modelled = new Map<ApiModel, Set<ProjectFunction>>();
  const callers = new Map<ProjectFunction, Set<ProjectFunction>>();
  for (const fn of project.functions) {
    for (const target of project.callsOf(fn).flatMap((site) => points.callees.runAt(site))) {
      if (target.kind === 'function') add(callers, target.function, fn);
      for (const model of points.callees.models.apisNamed(project.namesOf(target))) {
        if (eventsOfModel(model).length > 0) add(modelled, model, fn);
      }
    }
    for (const { instruction } of passagesIn(fn.ir)) {
      for (const each of functionsOf(points.manager(fn, instruction.manager))) add(callers, each, fn);
    }
  }
  const graph = { modelled, callers };
  graphs.set(project, graph);
  return graph;
}

function add<Key>(sets: Map<Key, Set<ProjectFunction>>, key: Key, fn: ProjectFunction): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([fn]));
  else known.add(fn);
}

function byPoint(one: { readonly point: Point }, other: { readonly point: Point }): number {
  return one.point.block - other.point.block || one.point.index - other.point.index;
}

function functionsOf(manager: Manager): readonly ProjectFunction[] {
  if (manager.kind === 'generator') return [manager.function];
  if (manager.kind !== 'class') return [];
  return [manager.enter, manager.exit].filter((method) => method !== null);
}
