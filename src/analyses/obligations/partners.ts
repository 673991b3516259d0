/**
 * Setups and teardowns that belong together: methods of one class, or functions of one module, that the models pair.
 *
 * Worked example: nova's `ComputeDriver.spawn` and `destroy` are a pair, so the setup of `IronicDriver.destroy` is
 * `IronicDriver.spawn`; of the deploy interface's `tear_down` the setups are the same class's `deploy`, inherited or not.
 */
import type { Models, PairModel } from '../../models/model.ts';
import type { Project, ProjectFunction } from '../../project/project.ts';
import { pathsOfFunction } from './entry-roles.ts';

export class Partners {
  private readonly project: Project;
  private readonly pairs: readonly PairModel[];
  private readonly known = new Map<string, readonly ProjectFunction[]>();

  constructor(project: Project, models: Models) {
    this.project = project;
    this.pairs = models.pairs;
  }

  /** Setups whose acquisitions the function owes. */
  setupsOf(teardown: ProjectFunction): readonly ProjectFunction[] {
    return this.counterparts(teardown, 'teardown', 'setup');
  }

  /** Teardowns that owe what the function acquires. */
  teardownsOf(setup: ProjectFunction): readonly ProjectFunction[] {
    return this.counterparts(setup, 'setup', 'teardown');
  }

  private counterparts(
    fn: ProjectFunction,
    half: 'setup' | 'teardown',
    other: 'setup' | 'teardown',
  ): readonly ProjectFunction[] {
    const key = `${half} ${fn.index}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const names = [fn.ir.name, ...pathsOfFunction(this.project, fn)];
    const found = this.pairs
      .filter((pair) => pair[half].some((name) => names.includes(name)))
      .flatMap((pair) => pair[other])
      .flatMap((path) => this.beside(fn, path) ?? []);
    const distinct = [...new Set(found)];
    this.known.set(key, distinct);
    return distinct;
  }

  /** What the name means in the class of the function, or in its module. */
  private beside(fn: ProjectFunction, path: string): ProjectFunction | null {
    const name = path.slice(path.lastIndexOf('.') + 1);
    if (fn.class !== null) return this.project.methodOf(fn.class, name);
    return this.project.functionAt(`${fn.module.name}.${name}`);
  }
}
