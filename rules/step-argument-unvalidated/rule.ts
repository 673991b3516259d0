/**
 * Finds steps (clean, deploy, service, verify) whose argument is a structure, and which read its parts, themselves or in a
 * function that they hand it to, without giving it to a check first.
 *
 * The framework sees to it that required arguments are there; what they look like inside it does not know.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { callsIn, instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantOf } from '../../src/rules/questions/arguments.ts';
import { isChecking } from '../../src/rules/questions/conversions.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

const STEPS: ReadonlySet<string> = new Set(['clean_step', 'deploy_step', 'service_step', 'verify_step']);

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const steps = scope.filter((fn) =>
    fn.decorators.some((path) => STEPS.has(path.slice(path.lastIndexOf('.') + 1))),
  );
  return { findings: steps.flatMap((fn) => draftsFor(rule.id, project, fn)), evidence: [] };
}

function draftsFor(rule: string, project: Project, fn: ProjectFunction): readonly FindingDraft[] {
  return argumentsOf(fn.ir).flatMap(({ name, value }) => {
    if (isGivenToCheck(fn.ir, value)) return [];
    const [call] = callsIn(fn.ir).filter((one) => readsParts(project, { fn, call: one, value }));
    if (call === undefined) return [];
    const message = `\`${name}\` comes from whoever asked for the step, and \`${calledName(fn.ir, call)}\` reads its parts unchecked: one that is missing or of another type ends the step with the machine half done.`;
    return [{ rule, message, place: placeOf(fn, call.span) }];
  });
}

/** Parameters but the object and the task. */
function argumentsOf(fn: IrFunction): readonly { name: string; value: ValueId }[] {
  return (fn.blocks[0]?.instructions ?? []).flatMap((one) => {
    if (one.op !== 'parameter' || one.index < 2) return [];
    const parameter = fn.parameters[one.index];
    return parameter?.kind === 'normal' ? [{ name: parameter.name, value: one.result }] : [];
  });
}

function isGivenToCheck(fn: IrFunction, value: ValueId): boolean {
  return usesOf(fn, value).some(
    (use) =>
      use.kind === 'instruction' &&
      use.instruction.op === 'call' &&
      use.instruction.callee !== value &&
      isChecking(fn, use.instruction),
  );
}

/** The function called takes the value whole and reads keys of it, or of its elements, that must be there. */
function readsParts(
  project: Project,
  { fn, call, value }: { readonly fn: ProjectFunction; readonly call: Call; readonly value: ValueId },
): boolean {
  if (!call.arguments.some((argument) => argument.value === value)) return false;
  const site = project.siteOf(fn, call);
  return site.targets.some(
    (target) =>
      target.kind === 'function' &&
      project
        .bindArguments(site, target)
        .filter((binding) => binding.value === value && !binding.element && !binding.into)
        .some((binding) => readsKeys(target.function.ir, binding.parameter)),
  );
}

function readsKeys(fn: IrFunction, parameter: number): boolean {
  const given = (fn.blocks[0]?.instructions ?? []).find(
    (one) => one.op === 'parameter' && one.index === parameter,
  );
  if (given?.op !== 'parameter' || isGivenToCheck(fn, given.result)) return false;
  return usesOf(fn, given.result).some(
    (use) =>
      use.kind === 'instruction' &&
      use.instruction.op === 'item' &&
      use.instruction.object === given.result &&
      (hasKey(fn, use.instruction.index) || readsElement(fn, use.instruction.result)),
  );
}

function hasKey(fn: IrFunction, index: ValueId): boolean {
  return constantOf(fn, index)?.kind === 'string';
}

/** `updates[0]['url']` */
function readsElement(fn: IrFunction, element: ValueId): boolean {
  return usesOf(fn, element).some(
    (use) =>
      use.kind === 'instruction' &&
      use.instruction.op === 'item' &&
      use.instruction.object === element &&
      instructionOf(fn, use.instruction.index)?.op === 'constant',
  );
}
