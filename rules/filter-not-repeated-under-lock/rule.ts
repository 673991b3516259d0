/** Finds nodes selected by their state, then locked and worked on without a second look at that state. */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, instructionsWith } from '../../src/ir/definitions.ts';
import type { Build, Call, Instruction, IrFunction } from '../../src/ir/ir.ts';
import type { CallSite, Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';
import { instructionsOf } from '../../src/rules/questions/following.ts';
import { isCall, type LockRegion, lockRegionsOf } from '../../src/rules/questions/node-lock.ts';
import { calleeName } from '../../src/rules/questions/spelling.ts';

/** Keys of filters by which nodes are chosen, and the field that each is about. */
const states: ReadonlyMap<string, string> = new Map([
  ['provision_state', 'provision_state'],
  ['provision_state_in', 'provision_state'],
  ['maintenance', 'maintenance'],
  ['power_state', 'power_state'],
  ['console_enabled', 'console_enabled'],
]);
/** Fields that say by themselves what is under way. */
const telling: ReadonlySet<string> = new Set([
  'provision_state',
  'target_provision_state',
  'clean_step',
  'deploy_step',
  'service_step',
  'reservation',
]);
const selecting = /^(get_node(info)?_list|iter_nodes|list|get_\w*nodes\w*)$/;
const followedDepth = 3;

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) => {
    const fields = filteredFields(fn.ir);
    if (fields.length === 0) return [];
    return lockRegionsOf(fn.ir)
      .filter((region) => acts(fn.ir, region) && !looksAgain(project, { fn, region, fields }))
      .map((region) => draft(rule.id, { fn, region, fields }));
  });
  return { findings, evidence: [] };
}

interface Question {
  readonly fn: ProjectFunction;
  readonly region: LockRegion;
  readonly fields: readonly string[];
}

/** What a query of this function selects nodes by. */
function filteredFields(fn: IrFunction): readonly string[] {
  const selects = instructionsWith(fn, 'call').some((at) => isSelection(fn, at.instruction));
  if (!selects) return [];
  const built = instructionsOf(fn, isDictionary).flatMap((at) => keysOf(fn, at.instruction));
  return [...new Set(built.flatMap((key) => states.get(key) ?? []))].sort();
}

function isSelection(fn: IrFunction, call: Call): boolean {
  return selecting.test(calleeName(fn, call));
}

function isDictionary(instruction: Instruction): instruction is Build {
  return instruction.op === 'build' && instruction.kind === 'dict';
}

function keysOf(fn: IrFunction, build: Build): readonly string[] {
  return build.elements.flatMap(({ key }) => (key === null ? [] : (constantText(fn, key) ?? [])));
}

/** The block does something to the node: a lock taken only to read needs no second look. */
function acts(fn: IrFunction, region: LockRegion): boolean {
  return (
    !region.shared && region.body.some(({ instruction }) => isCall(instruction) && givenTask(fn, instruction))
  );

  function givenTask(ir: IrFunction, call: Call): boolean {
    if (call.arguments.some((argument) => argument.value === region.task)) return true;
    const callee = instructionOf(ir, call.callee);
    return callee?.op === 'attribute' && callee.object === region.task && callee.name === 'process_event';
  }
}

function looksAgain(project: Project, { fn, region, fields }: Question): boolean {
  const instructions = region.body.map((at) => at.instruction);
  if (instructions.some((instruction) => readsState(fields, instruction))) return true;
  return instructions
    .filter(isCall)
    .some((call) => calleeLooks(project, { site: project.siteOf(fn, call), fields, depth: followedDepth }));
}

function readsState(fields: readonly string[], instruction: Instruction): boolean {
  return (
    instruction.op === 'attribute' && (fields.includes(instruction.name) || telling.has(instruction.name))
  );
}

/** What runs now looks at the state; what is spawned or registered does so too late for its caller, but in time. */
function calleeLooks(
  project: Project,
  {
    site,
    fields,
    depth,
  }: { readonly site: CallSite; readonly fields: readonly string[]; readonly depth: number },
): boolean {
  return site.targets.some((target) => {
    if (target.kind !== 'function' || target.deferred || isLockItself(target.function)) return false;
    const { function: callee } = target;
    if (instructionsWith(callee.ir, 'attribute').some((at) => readsState(fields, at.instruction)))
      return true;
    if (depth === 0) return false;
    return project
      .callsOf(callee)
      .some((next) => calleeLooks(project, { site: next, fields, depth: depth - 1 }));
  });
}

function isLockItself(fn: ProjectFunction): boolean {
  return fn.class?.name === 'TaskManager';
}

function draft(rule: string, { fn, region, fields }: Question): FindingDraft {
  const named = fields.map((field) => `\`${field}\``).join(' and ');
  return {
    rule,
    message: `Nodes were selected by ${named} before the lock was taken, and nothing looks at it again under the lock: the node may be in another state by now.`,
    place: placeOf(fn, region.acquire.span),
  };
}
