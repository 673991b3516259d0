/** Finds what belongs to one operation kept on a driver object that all operations share. */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { definitionOf, instructionsWith } from '../../src/ir/definitions.ts';
import type { IrFunction, StoreAttribute, ValueId } from '../../src/ir/ir.ts';
import type { Project, ProjectClass, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { dottedText } from '../../src/rules/questions/spelling.ts';

/** Bases whose subclasses exist once a process. */
const singletons: readonly string[] = ['ironic.drivers.base.BaseInterface', 'nova.virt.driver.ComputeDriver'];
/** What an operation is about. */
const operations: ReadonlySet<string> = new Set(['task', 'instance', 'node']);

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) => {
    const method = methodAround(project, fn);
    if (method === null || !isPerOperation(method)) return [];
    return firstOfEach(instructionsWith(fn.ir, 'store-attribute').map((at) => at.instruction))
      .filter((store) => dottedText(fn.ir, store.object) === 'self' && !isConstantMark(fn.ir, store.value))
      .map((store) => draft(rule.id, fn, store));
  });
  return { findings, evidence: [] };
}

function firstOfEach(stores: readonly StoreAttribute[]): readonly StoreAttribute[] {
  return stores.filter((store, at) => stores.findIndex((other) => other.name === store.name) === at);
}

/** The method of a driver that a function is, or is nested in. */
function methodAround(project: Project, fn: ProjectFunction): ProjectFunction | null {
  let at = fn;
  while (at.class === null && at.ir.parent !== null) at = project.functionOf(at.module, at.ir.parent);
  return at.class !== null && isSingleton(project, at.class) && at.binding === 'method' ? at : null;
}

function isSingleton(project: Project, owner: ProjectClass): boolean {
  return singletons.some((base) => project.isSubclass(owner.path, base));
}

function isPerOperation({ ir }: ProjectFunction): boolean {
  return ir.name !== '__init__' && ir.parameters.some((parameter) => operations.has(parameter.name));
}

/** `self.checked = True` says something about the driver, as a rule. */
function isConstantMark(fn: IrFunction, value: ValueId): boolean {
  const definition = definitionOf(fn, value);
  if (definition?.kind !== 'instruction' || definition.instruction.op !== 'constant') return false;
  return definition.instruction.constant.kind !== 'number';
}

function draft(rule: string, fn: ProjectFunction, store: StoreAttribute): FindingDraft {
  return {
    rule,
    message: `\`self.${store.name}\` is one for all operations of this driver: two that run at the same time use and change each other's value. Keep it in a local variable.`,
    place: placeOf(fn, store.span),
  };
}
