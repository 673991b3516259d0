/**
 * Whether a function asks if the caller may do what it does.
 *
 * Terms
 * - **authorization check**: a call that models know as the step `policy.check`, or that is named as one: it asks for a
 *   policy, a permission, a role or a token, and refuses.
 * - **authorizes**: the function, one that it calls in the tree, or a decorator of it makes such a call.
 *
 * Worked example: `api_run_command` under `@require_agent_token` authorizes, because the wrapper that the decorator makes
 * calls `self.agent.validate_agent_token(…)`.
 *
 * Whether the check's answer is heeded, and on which ways it is made, is another question.
 */
import type { IrFunction } from '../../ir/ir.ts';
import type { Models } from '../../models/model.ts';
import type { CallSite, Project, ProjectFunction } from '../../project/project.ts';
import { calledName } from './made-from.ts';

/** Calls followed from a handler into the tree. */
const DEEPEST = 4;
const CHECKING_VERBS: ReadonlySet<string> = new Set(
  'authorize authorise assert can check enforce ensure has is require validate verify'.split(' '),
);
const SUBJECTS: ReadonlySet<string> = new Set(
  'acl admin allowed auth authorization authorized owner permission permissions permitted policies policy rbac role roles token'.split(
    ' ',
  ),
);

export class Authorization {
  readonly #project: Project;
  readonly #models: Models;
  readonly #known = new Map<ProjectFunction, boolean>();

  constructor(project: Project, models: Models) {
    this.#project = project;
    this.#models = models;
  }

  /** Is the call itself an authorization check? */
  isCheck(site: CallSite): boolean {
    if (isNamedAsCheck(calledName(site.caller.ir, site.call))) return true;
    return site.targets.some((target) =>
      this.#models.apisNamed(this.#project.namesOf(target)).some((api) => api.steps.includes('policy.check')),
    );
  }

  authorizes(fn: ProjectFunction): boolean {
    return this.#authorizes(fn, DEEPEST) || fn.decorators.some((path) => this.#decoratorAuthorizes(path));
  }

  #authorizes(fn: ProjectFunction, depth: number): boolean {
    const known = this.#known.get(fn);
    if (known !== undefined) return known;
    this.#known.set(fn, false);
    const found = this.#project.callsOf(fn).some((site) => this.isCheck(site) || this.#reaches(site, depth));
    this.#known.set(fn, found);
    return found;
  }

  #reaches({ targets }: CallSite, depth: number): boolean {
    if (depth === 0) return false;
    return targets.some(
      (target) => target.kind === 'function' && this.#authorizes(target.function, depth - 1),
    );
  }

  /** Some function that the decorator defines makes the check. */
  #decoratorAuthorizes(path: string): boolean {
    const decorator = this.#project.functionAt(path);
    if (decorator === null) return false;
    const { functions } = decorator.module.ir;
    return functions.some(
      (one) =>
        isInside(functions, one, decorator.ir) &&
        this.#authorizes(this.#project.functionOf(decorator.module, one.id), DEEPEST),
    );
  }
}

function isInside(functions: readonly IrFunction[], inner: IrFunction, outer: IrFunction): boolean {
  for (let at: IrFunction | undefined = inner; at !== undefined; at = parentOf(functions, at)) {
    if (at.id === outer.id) return true;
  }
  return false;
}

function parentOf(functions: readonly IrFunction[], fn: IrFunction): IrFunction | undefined {
  return fn.parent === null ? undefined : functions[fn.parent];
}

function isNamedAsCheck(name: string): boolean {
  const words = name
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '');
  const [verb] = words;
  if (verb === undefined || !CHECKING_VERBS.has(verb)) return false;
  return words.length === 1
    ? verb === 'authorize' || verb === 'enforce'
    : words.some((word) => SUBJECTS.has(word));
}
