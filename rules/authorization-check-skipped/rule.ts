/**
 * Finds checks of a token or permission that are made only where the caller wants them.
 *
 * Two conditions count: the value that is checked is there at all (`if token and not valid(token): raise`), and an attribute
 * of the object that the same function sets, so that an earlier request decides. A branch whose other way raises is in order.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import { edgesFrom } from '../../src/ir/edges.ts';
import type { Block, BlockId, Branch, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { Authorization } from '../../src/rules/questions/authorization.ts';
import { dominatorsIn } from '../../src/rules/questions/handlers.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

/** Words of values that say who calls. */
const CREDENTIAL = /(^|_)(token|secret|credentials?|signature|auth|authorization|api_key)$/;

export function check({ project, models, scope, rule }: RuleContext): RuleResult {
  const authorization = new Authorization(project, models);
  const findings = scope.flatMap((fn) => {
    const branches = fn.ir.blocks.filter((block) => isCondition(fn, block));
    if (branches.length === 0) return [];
    const checks = project.callsOf(fn).filter((site) => refuses(site) && authorization.isCheck(site));
    return checks.flatMap((site) => draftsFor(rule.id, site, branches));
  });
  return { findings, evidence: [] };
}

interface Condition {
  readonly block: Block;
  readonly branch: Branch;
}

/** A test of a credential, or of an attribute that the function itself sets. */
function isCondition(fn: ProjectFunction, { terminator }: Block): boolean {
  return terminator.op === 'branch' && conditionOf(fn.ir, terminator.condition) !== null;
}

type Tested = { readonly kind: 'credential' | 'flag'; readonly name: string; readonly value: ValueId };

/** What the branch asks for when it asks whether something is there. */
function conditionOf(fn: IrFunction, condition: ValueId): Tested | null {
  const instruction = instructionOf(fn, condition);
  if (instruction?.op === 'attribute' && isSetHere(fn, instruction.object, instruction.name))
    return { kind: 'flag', name: instruction.name, value: condition };
  if (instruction?.op === 'operator' && ['is not', '!='].includes(instruction.operator)) {
    const [left] = instruction.operands;
    return left === undefined || !isWithNone(fn, instruction.operands) ? null : credentialIn(fn, left);
  }
  return credentialIn(fn, condition);
}

function isWithNone(fn: IrFunction, [, right]: readonly ValueId[]): boolean {
  const other = right === undefined ? undefined : instructionOf(fn, right);
  return other?.op === 'constant' && other.constant.kind === 'none';
}

function credentialIn(fn: IrFunction, value: ValueId): Tested | null {
  const name = credentialName(fn, value);
  return name === null ? null : { kind: 'credential', name, value };
}

function credentialName(fn: IrFunction, value: ValueId): string | null {
  const instruction = instructionOf(fn, value);
  const isRead = instruction?.op === 'parameter' || instruction?.op === 'call' || instruction?.op === 'item';
  if (!isRead) return null;
  const parameter = instruction.op === 'parameter' ? fn.parameters[instruction.index]?.name : undefined;
  const names = [
    parameter ?? '',
    ...fn.assignments.flatMap((one) => (one.value === value ? [one.name] : [])),
  ];
  return names.find((name) => CREDENTIAL.test(name)) ?? null;
}

/** `self.flag = …` in the function itself. */
function isSetHere(fn: IrFunction, object: ValueId, name: string): boolean {
  return usesOf(fn, object).some(
    (use) =>
      use.kind === 'instruction' &&
      use.instruction.op === 'store-attribute' &&
      use.instruction.object === object &&
      use.instruction.name === name,
  );
}

/** The check's answer decides something, or the check raises by itself. */
function refuses({ caller, call }: CallSite): boolean {
  return /^(validate|verify|check|require|ensure|enforce|authorize|is)/.test(calledName(caller.ir, call));
}

function draftsFor(rule: string, site: CallSite, branches: readonly Block[]): readonly FindingDraft[] {
  const { caller, call, block } = site;
  for (const { branch, block: at } of branches.flatMap(asCondition)) {
    const tested = conditionOf(caller.ir, branch.condition);
    if (tested === null || !isOnlyBehind(caller.ir, block, { branch, block: at })) continue;
    if (tested.kind === 'credential' && !call.arguments.some((one) => one.value === tested.value)) continue;
    return [
      { rule, message: messageFor(tested, calledName(caller.ir, call)), place: placeOf(caller, call.span) },
    ];
  }
  return [];
}

function asCondition(block: Block): readonly Condition[] {
  return block.terminator.op === 'branch' ? [{ block, branch: block.terminator }] : [];
}

/** The check is made on the branch's `then` way alone, and the other way goes on. */
function isOnlyBehind(fn: IrFunction, checked: BlockId, { branch, block }: Condition): boolean {
  if (branch.then === branch.otherwise || block.id === checked) return false;
  const tree = dominatorsIn(fn);
  return tree.dominates(branch.then, checked) && goesOn(fn, branch.otherwise);
}

/** Some way from here returns. */
function goesOn(fn: IrFunction, from: BlockId): boolean {
  const reached = new Set([from]);
  for (const id of reached) {
    const block = fn.blocks[id];
    if (block === undefined) continue;
    if (block.terminator.op === 'return') return true;
    for (const edge of edgesFrom(block)) if (edge.kind === 'normal') reached.add(edge.to);
  }
  return false;
}

function messageFor({ kind, name }: Tested, check: string): string {
  return kind === 'credential'
    ? `\`${check}\` runs only if the caller sent \`${name}\`: whoever leaves it out is not checked at all.`
    : `\`${check}\` runs only once \`${name}\` is set, and a request sets it: until then nobody is checked.`;
}
