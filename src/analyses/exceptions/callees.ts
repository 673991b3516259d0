/**
 * Which functions a call runs before it returns, and which models describe its targets.
 *
 * Worked example: `task.spawn_after(self._spawn_worker, f)` runs neither function now; of
 * `timer = FixedIntervalLoopingCall(f)` followed by `timer.start(1).wait()` the second call runs `f`.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Call } from '../../ir/ir.ts';
import { callEffect } from '../../models/call-effect.ts';
import type { ApiModel, Models } from '../../models/model.ts';
import type { CallSite, Project, Target } from '../../project/project.ts';
import { type Context, constantOf, emptyContext, receiverOf, selectedValue } from './constants.ts';

/** Calls and attributes between `wait` and the constructor of the looping call. */
const maximumLinks = 8;

const indexes = new WeakMap<Project, CalleeIndex>();

/** The one index of a project, shared by the analyses of a run. */
export function calleeIndexOf(project: Project, models: Models): CalleeIndex {
  const known = indexes.get(project);
  if (known?.models === models) return known;
  const index = new CalleeIndex(project, models);
  indexes.set(project, index);
  return index;
}

export class CalleeIndex {
  private readonly project: Project;
  readonly models: Models;
  private readonly run = new WeakMap<Call, readonly Target[]>();

  constructor(project: Project, models: Models) {
    this.project = project;
    this.models = models;
  }

  /** Targets that have run, or failed, when the call returns. */
  runAt(site: CallSite): readonly Target[] {
    const known = this.run.get(site.call);
    if (known !== undefined) return known;
    const run = this.findRun(site);
    this.run.set(site.call, run);
    return run;
  }

  private findRun(site: CallSite): readonly Target[] {
    const isKept = this.keepsFunction(site);
    const run = site.targets.filter((target) => !target.deferred && !(isKept && target.via === 'callback'));
    return this.siteHasStep(site, 'callback.result') ? [...run, ...this.keptTargets(site)] : run;
  }

  /** What the models say about one target of the call; null when they do not know it. */
  effectOf(site: CallSite, target: Target, context: Context = emptyContext): ApiModel | null {
    return callEffect(this.models.apisNamed(this.project.namesOf(target)), (selector) => {
      const value = selectedValue(site, target, selector);
      return value === null ? null : constantOf(site.caller.ir, value, context);
    });
  }

  hasStep(names: readonly string[], step: string): boolean {
    return this.models.apisNamed(names).some((model) => model.steps.includes(step));
  }

  private siteHasStep(site: CallSite, step: string): boolean {
    return site.targets.some(
      (target) => target.kind === 'external' && this.hasStep(this.project.namesOf(target), step),
    );
  }

  /** The constructor of a looping call: its function runs when the result is waited for. */
  private keepsFunction(site: CallSite): boolean {
    return (
      site.targets.some((target) => target.via === 'callback') && this.siteHasStep(site, 'callback.deferred')
    );
  }

  /** Follows the receiver of `timer.start(…).wait()` back to the constructor that was given the function. */
  private keptTargets(site: CallSite): readonly Target[] {
    let value = receiverOf(site.caller, site.call.callee);
    for (let links = 0; value !== null && links < maximumLinks; links++) {
      const instruction = instructionOf(site.caller.ir, value);
      if (instruction?.op !== 'call') return [];
      const creation = this.project.siteOf(site.caller, instruction);
      const kept = creation.targets.filter((target) => target.via === 'callback');
      if (kept.length > 0) return kept;
      value = receiverOf(site.caller, instruction.callee);
    }
    return [];
  }
}
