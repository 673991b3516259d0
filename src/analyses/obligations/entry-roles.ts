/** Which functions a framework calls to tear something down. */
import type { EntryPointModel, Models } from '../../models/model.ts';
import { indexPaths, type PathIndex } from '../../models/path-index.ts';
import type { Project, ProjectFunction } from '../../project/project.ts';

export class EntryRoles {
  private readonly project: Project;
  private readonly byName: PathIndex<EntryPointModel>;
  private readonly byDecorator: PathIndex<EntryPointModel>;
  private readonly teardownNames: ReadonlySet<string>;

  constructor(project: Project, models: Models) {
    this.project = project;
    const { entryPoints } = models;
    this.byName = indexPaths(
      entryPoints.filter(({ match }) => match.by !== 'decorator'),
      ({ match }) => [match.path],
    );
    this.byDecorator = indexPaths(
      entryPoints.filter(({ match }) => match.by === 'decorator'),
      ({ match }) => [match.path],
    );
    this.teardownNames = new Set(models.pairs.flatMap((pair) => pair.teardown));
  }

  /** The models under which a framework calls the function. */
  modelsOf(fn: ProjectFunction): readonly EntryPointModel[] {
    const names = this.pathsOf(fn);
    return [
      ...names.flatMap((name) => this.byName.matching(name)),
      ...fn.decorators.flatMap((path) => this.byDecorator.matching(path)),
    ];
  }

  isTeardown(fn: ProjectFunction): boolean {
    return this.modelsOf(fn).some((model) => model.role === 'teardown') || this.isTeardownOfPair(fn);
  }

  /** Does the method override one of a base class, in the tree or outside of it? */
  overridesSomething(fn: ProjectFunction): boolean {
    return this.pathsOf(fn).length > 1;
  }

  /** One half of a known pair: `_unplug_vifs`. */
  isTeardownOfPair(fn: ProjectFunction): boolean {
    return (
      this.teardownNames.has(fn.ir.name) || this.pathsOf(fn).some((path) => this.teardownNames.has(path))
    );
  }

  private pathsOf(fn: ProjectFunction): readonly string[] {
    return pathsOfFunction(this.project, fn);
  }
}

/** The path of a function and those of the methods that it overrides. */
export function pathsOfFunction(project: Project, fn: ProjectFunction): readonly string[] {
  return project.namesOf({
    kind: 'function',
    function: fn,
    receiver: null,
    skipped: 0,
    via: 'direct',
    arguments: [],
    deferred: false,
  });
}
