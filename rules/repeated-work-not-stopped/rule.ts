/**
 * Finds timers and listeners that a component starts and never stops: polling that goes on after the page of a node is
 * left, and asks the bare metal API for as long as the browser runs.
 *
 * Terms
 * - **component**: the class whose method starts it, or the outermost function around it; what has neither is a script
 *   that lives as long as the page, and is left alone.
 * - **stop**: a call in the same component that releases the kind of resource that was acquired.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { ResourceModel } from '../../src/models/model.ts';
import type { CallSite, Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';

/** Kinds of resources that run by themselves until they are stopped. */
const kinds: ReadonlySet<string> = new Set(['timer', 'listener']);

export function check(context: RuleContext): RuleResult {
  const findings = context.scope.flatMap((fn) =>
    context.project.callsOf(fn).flatMap((site) => draftsFor(context, site)),
  );
  return { findings, evidence: [] };
}

function draftsFor(context: RuleContext, site: CallSite): readonly FindingDraft[] {
  const started = resourcesAt(context, site).find(
    ({ action, resource }) => action === 'acquire' && kinds.has(resource),
  );
  if (started === undefined || isHandedOn(site)) return [];
  const component = componentOf(context.project, site.caller);
  if (component === null || isStopped(context, component, started.resource)) return [];
  const message = `This ${started.resource} is never stopped: nothing in ${component.name} releases it, so it goes on after its page is left.`;
  return [{ rule: context.rule.id, message, place: placeOf(site.caller, site.call.span) }];
}

function resourcesAt({ project, models }: RuleContext, site: CallSite): readonly ResourceModel[] {
  return site.targets.flatMap((target) =>
    models.apisNamed(project.namesOf(target)).flatMap(({ resources }) => resources),
  );
}

/** Whether the caller of the function gets it, returned or in an object of his: then he is the one to stop it. */
function isHandedOn({ caller: { ir }, call }: CallSite): boolean {
  return usesOf(ir, call.result).some((use) => {
    if (use.kind === 'terminator') return use.terminator.op === 'return';
    if (use.kind !== 'instruction' || use.instruction.op !== 'store-attribute') return false;
    const object = instructionOf(ir, use.instruction.object);
    return object?.op === 'parameter' && ir.parameters[object.index]?.name !== 'this';
  });
}

interface Component {
  readonly name: string;
  readonly functions: readonly ProjectFunction[];
}

function componentOf(project: Project, fn: ProjectFunction): Component | null {
  const outermost = outermostOf(project, fn);
  if (outermost === null) return null;
  const inside = project.functions.filter(
    (other) => other.module === fn.module && isInside(project, other, outermost),
  );
  return { name: outermost.ir.name, functions: inside };
}

/** The last function on the way out to the module; of a class the class's body. */
function outermostOf(project: Project, fn: ProjectFunction): ProjectFunction | null {
  let found: ProjectFunction | null = null;
  for (const around of functionsAround(project, fn)) {
    if (around.ir.kind === 'class') return around;
    if (around.ir.kind === 'function') found = around;
  }
  return found;
}

/** Itself first, without the module. */
function functionsAround(project: Project, fn: ProjectFunction): readonly ProjectFunction[] {
  const around: ProjectFunction[] = [];
  let current: ProjectFunction | null = fn;
  while (current !== null && current.ir.parent !== null) {
    around.push(current);
    current = project.functionOf(current.module, current.ir.parent);
  }
  return around;
}

function isInside(project: Project, fn: ProjectFunction, outer: ProjectFunction): boolean {
  return functionsAround(project, fn).includes(outer);
}

function isStopped(context: RuleContext, { functions }: Component, kind: string): boolean {
  const sites = functions.flatMap((fn) => context.project.callsOf(fn));
  return sites.some((site) =>
    resourcesAt(context, site).some(({ action, resource }) => action === 'release' && resource === kind),
  );
}
