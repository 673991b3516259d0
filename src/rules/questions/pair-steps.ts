/**
 * Which halves of the known pairs of drivers' methods a function calls, itself or through helpers.
 *
 * Terms
 * - **step**: a call of a method that is one half of a pair of the models, as `add_provisioning_network` of the network
 *   interface. Bare names of pairs are not asked: they are steps inside of one driver.
 * - **reached**: through functions that are called by name; not through drivers' methods, which have their own pairs, nor
 *   through what runs later.
 *
 * Worked example: `prepare` of a deploy interface that calls `task.driver.network.add_provisioning_network(task)` reaches
 * the setup of that pair; `tear_down` owes a call that reaches its teardown.
 */
import type { Models, PairModel } from '../../models/model.ts';
import type { CallSite, Project, ProjectFunction } from '../../project/project.ts';

export interface PairStep {
  readonly pair: PairModel;
  readonly half: 'setup' | 'teardown';
  readonly site: CallSite;
}

/** Calls between a function and the steps that it reaches. */
const deepest = 4;

const built = new WeakMap<Project, PairSteps>();

/** One for each run: rules share the answers. */
export function pairStepsOf(project: Project, models: Models): PairSteps {
  const known = built.get(project) ?? new PairSteps(project, models);
  built.set(project, known);
  return known;
}

export class PairSteps {
  private readonly project: Project;
  private readonly halves = new Map<string, { pair: PairModel; half: 'setup' | 'teardown' }[]>();
  private readonly words = new Set<string>();
  private readonly known = new Map<number, readonly PairStep[]>();
  private readonly helpers = new Map<number, readonly ProjectFunction[]>();
  private readonly closed = new Map<number, readonly PairStep[]>();

  constructor(project: Project, models: Models) {
    this.project = project;
    for (const pair of models.pairs) {
      for (const half of ['setup', 'teardown'] as const) {
        for (const path of pair[half].filter((name) => name.includes('.'))) {
          this.halves.set(path, [...(this.halves.get(path) ?? []), { pair, half }]);
          this.words.add(path.slice(path.lastIndexOf('.') + 1));
        }
      }
    }
  }

  /** Steps that the function calls itself, in the order of the blocks. */
  stepsOf(fn: ProjectFunction): readonly PairStep[] {
    const known = this.known.get(fn.index);
    if (known !== undefined) return known;
    const steps = this.speaksOfSteps(fn)
      ? this.project.callsOf(fn).flatMap((site) => this.stepsAt(site))
      : [];
    this.known.set(fn.index, steps);
    return steps;
  }

  /** The pairs of which the function reaches this half. */
  reached(fn: ProjectFunction, half: PairStep['half']): ReadonlySet<PairModel> {
    const steps = this.closed.get(fn.index) ?? this.closure(fn);
    this.closed.set(fn.index, steps);
    return new Set(steps.flatMap((step) => (step.half === half ? [step.pair] : [])));
  }

  private closure(fn: ProjectFunction): readonly PairStep[] {
    const seen = new Set([fn]);
    let level: readonly ProjectFunction[] = [fn];
    for (let depth = 0; depth < deepest && level.length > 0; depth++) {
      const next = level.flatMap((each) => this.helpersOf(each)).filter((each) => !seen.has(each));
      for (const each of next) seen.add(each);
      level = [...new Set(next)];
    }
    return [...seen].flatMap((each) => this.stepsOf(each));
  }

  private helpersOf(fn: ProjectFunction): readonly ProjectFunction[] {
    const known = this.helpers.get(fn.index) ?? this.findHelpers(fn);
    this.helpers.set(fn.index, known);
    return known;
  }

  private findHelpers(fn: ProjectFunction): readonly ProjectFunction[] {
    const steps = new Set(this.stepsOf(fn).map((step) => step.site.call));
    return this.project.callsOf(fn).flatMap((site) => {
      if (steps.has(site.call)) return [];
      return site.targets.flatMap((target) => {
        if (target.kind !== 'function' || target.deferred || target.via === 'interface') return [];
        return target.via === 'callback' ? [] : [target.function];
      });
    });
  }

  private stepsAt(site: CallSite): readonly PairStep[] {
    const paths = new Set(site.targets.flatMap((target) => this.project.namesOf(target)));
    const halves = [...paths].flatMap((path) => this.halves.get(path) ?? []);
    const distinct = new Map(halves.map((each) => [each.pair, each.half]));
    return [...distinct].map(([pair, half]) => ({ pair, half, site }));
  }

  /** Names in the text are cheap to look at. */
  private speaksOfSteps({ ir }: ProjectFunction): boolean {
    return ir.blocks.some((block) =>
      block.instructions.some((one) => one.op === 'attribute' && this.words.has(one.name)),
    );
  }
}

/** 'remove_provisioning_network': the last word of the first path of a half. */
export function wordOf(pair: PairModel, half: PairStep['half']): string {
  const [path = ''] = pair[half];
  return path.slice(path.lastIndexOf('.') + 1);
}

/** 'ironic.drivers.base.NetworkInterface': whose methods they are. */
export function interfaceOf(pair: PairModel): string {
  const [path = ''] = pair.setup;
  return path.slice(0, Math.max(path.lastIndexOf('.'), 0));
}
