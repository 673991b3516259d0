/**
 * Which functions a call runs before it returns, and which models describe its targets.
 *
 * Worked example: `task.spawn_after(self._spawn_worker, f)` runs neither function now; of
 * `timer = FixedIntervalLoopingCall(f)` followed by `timer.start(1).wait()` the second call runs `f`.
 */
import { instructionOf } from '../../ir/definitions.ts';
import { callEffect } from '../../models/call-effect.ts';
import type { ApiModel, Models } from '../../models/model.ts';
import { indexPaths, type PathIndex } from '../../models/path-index.ts';
import type { Callback, CallSite, Project, Target } from '../../project/project.ts';
import { type Context, constantOf, emptyContext, receiverOf, selectedValue } from './constants.ts';

/** Calls and attributes between `wait` and the constructor of the looping call. */
const maximumLinks = 8;

export class CalleeIndex {
  private readonly project: Project;
  private readonly models: Models;
  private readonly callbacks: PathIndex<Callback>;

  constructor(project: Project, models: Models) {
    this.project = project;
    this.models = models;
    this.callbacks = indexPaths(models.conventions.callbacks, (callback) => [callback.call]);
  }

  /** Targets that have run, or failed, when the call returns. */
  runAt(site: CallSite): readonly Target[] {
    const keepsFunction = this.startsLater(site);
    const targets = keepsFunction ? site.targets.filter((target) => target.via !== 'callback') : site.targets;
    if (!this.siteHasStep(site, 'callback.result')) return targets;
    return [...targets, ...this.deferredTargets(site)];
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
    return site.targets.some((target) => this.hasStep(this.project.namesOf(target), step));
  }

  private startsLater(site: CallSite): boolean {
    if (!site.targets.some((target) => target.via === 'callback')) return false;
    return (
      this.siteHasStep(site, 'callback.deferred') ||
      site.targets.some(
        (target) =>
          target.via !== 'callback' && this.callbacksOf(target).some((each) => each.runs === 'later'),
      )
    );
  }

  private callbacksOf(target: Target): readonly Callback[] {
    return this.project.namesOf(target).flatMap((name) => this.callbacks.matching(name));
  }

  /** Follows the receiver of `timer.start(…).wait()` back to the constructor that was given the function. */
  private deferredTargets(site: CallSite): readonly Target[] {
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
