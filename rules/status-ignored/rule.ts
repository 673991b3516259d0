/**
 * Finds calls that drop a status which the other callers of the function check.
 *
 * A function gives a status when it always returns something and raises nothing itself; a caller checks it by a test behind which
 * it raises. One caller that drops what all others check has forgotten it.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { IrFunction, OperatorName, Terminator, ValueId } from '../../src/ir/ir.ts';
import type { CallSite, Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { madeOf } from '../../src/rules/questions/made-from.ts';

const COMPARISONS = new Set<OperatorName>(['==', '!=']);

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    project
      .callsOf(fn)
      .filter(({ call }) => usesOf(fn.ir, call.result).length === 0)
      .flatMap((site) => draftsFor(rule.id, project, site)),
  );
  return { findings, evidence: [] };
}

function draftsFor(rule: string, project: Project, site: CallSite): readonly FindingDraft[] {
  const [target] = site.targets;
  if (site.targets.length !== 1 || target?.kind !== 'function' || target.via === 'callback') return [];
  if (target.deferred || !givesStatus(target.function)) return [];
  const others = project.callersOf(target.function).filter((each) => isDirect(each, target.function));
  const checking = others.filter((each) => isAlike(each, site) && checksResult(each));
  if (checking.some(({ caller }) => caller === site.caller)) return [];
  const dropping = others.filter(({ caller, call }) => usesOf(caller.ir, call.result).length === 0);
  const [example] = checking;
  if (example === undefined || dropping.length > checking.length) return [];
  const name = target.function.ir.name;
  return [
    {
      rule,
      message: `\`${name}\` tells by its result whether it succeeded, and this call drops it: the code goes on after a failure that \`${example.caller.ir.name}\` notices.`,
      place: placeOf(site.caller, site.call.span),
      related: [{ place: placeOf(example.caller, example.call.span), message: 'here the result is checked' }],
    },
  ];
}

/** Called with arguments of the same shape: one more may make the function wait, or raise. */
function isAlike(one: CallSite, other: CallSite): boolean {
  return shapeOf(one) === shapeOf(other);
}

function shapeOf({ call }: CallSite): string {
  return call.arguments.map((given) => (given.kind === 'keyword' ? given.name : given.kind)).join();
}

function isDirect({ targets }: CallSite, callee: ProjectFunction): boolean {
  return targets.length === 1 && targets[0]?.kind === 'function' && targets[0].function === callee;
}

/** It always returns something, and raises nothing itself. */
function givesStatus({ ir }: ProjectFunction): boolean {
  if (ir.isGenerator || ir.isAsync) return false;
  return ir.blocks.every(({ terminator }) => {
    if (terminator.op === 'raise') return terminator.implicit;
    return terminator.op !== 'return' || !isNone(ir, terminator.value);
  });
}

function isNone(fn: IrFunction, value: ValueId): boolean {
  const made = instructionOf(fn, value);
  return made?.op === 'constant' && made.constant.kind === 'none';
}

/** The result is compared with a state and a `raise` follows; whoever hands it on leaves that to others. */
function checksResult({ caller, call }: CallSite): boolean {
  const { ir } = caller;
  return madeOf(ir, call.result).some((value) =>
    usesOf(ir, value).some((use) => {
      if (use.kind === 'terminator') return isTruth(ir, value) && raisesBehind(ir, use.terminator);
      if (use.kind !== 'instruction' || use.instruction.op !== 'operator') return false;
      if (
        !COMPARISONS.has(use.instruction.operator) ||
        use.instruction.operands.some((one) => isNone(ir, one))
      )
        return false;
      return usesOf(ir, use.instruction.result).some(
        (tested) => tested.kind === 'terminator' && raisesBehind(ir, tested.terminator),
      );
    }),
  );
}

/** `if not wait(): raise` */
function isTruth(fn: IrFunction, value: ValueId): boolean {
  const made = instructionOf(fn, value);
  return made?.op === 'call' || (made?.op === 'operator' && made.operator === 'not');
}

function raisesBehind(fn: IrFunction, terminator: Terminator): boolean {
  return (
    terminator.op === 'branch' &&
    [terminator.then, terminator.otherwise].some((id) => fn.blocks[id]?.terminator.op === 'raise')
  );
}
