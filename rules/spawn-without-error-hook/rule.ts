/**
 * Finds work handed to a worker without a hook for the case that no worker is free, where the node is marked as being
 * worked on: by the function itself, by the event that it fires, or by the work.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Instruction, IrFunction } from '../../src/ir/ir.ts';
import type { CallSite, Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText, givenArgument } from '../../src/rules/questions/arguments.ts';
import { calleeName } from '../../src/rules/questions/spelling.ts';

/** Fields by which a node says that an operation is under way. */
const progressFields = new Set(['provision_state', 'target_provision_state', 'target_power_state']);

export function check({ project, scope, rule }: RuleContext): RuleResult {
  return { findings: scope.flatMap((fn) => draftsFor(project, fn, rule.id)), evidence: [] };
}

function draftsFor(project: Project, fn: ProjectFunction, rule: string): readonly FindingDraft[] {
  const starts = project.callsOf(fn).filter((site) => startsWork(fn.ir, site));
  if (starts.length === 0 || fn.class?.name === 'TaskManager' || setsHook(project, fn)) return [];
  return starts.flatMap((site) => {
    const marked = markedBy(project, site);
    return marked === null ? [] : [draft(rule, site, marked)];
  });
}

/** `task.spawn_after(…)`; `task.process_event(…, callback=…)` without `err_handler`. */
function startsWork(fn: IrFunction, { call }: CallSite): boolean {
  const name = calleeName(fn, call);
  if (name === 'spawn_after') return true;
  if (name !== 'process_event') return false;
  const given = (argument: string): string =>
    givenArgument(call, { kind: 'argument', position: null, name: argument }).kind;
  return given('callback') === 'given' && given('err_handler') === 'absent';
}

function setsHook(project: Project, fn: ProjectFunction): boolean {
  return project.callsOf(fn).some(({ call }) => calleeName(fn.ir, call) === 'set_spawn_error_hook');
}

/** What says that the node is being worked on, in words; null: nothing does. */
function markedBy(project: Project, { caller, call }: CallSite): string | null {
  const event = project.callsOf(caller).some((site) => calleeName(caller.ir, site.call) === 'process_event');
  if (event) return 'its state machine has been moved on';
  const own = progressFieldOf(caller.ir);
  if (own !== null) return `\`${own}\` has been written`;
  const [, work] = call.arguments;
  if (work === undefined) return null;
  for (const type of project.typesOf(caller, work.value)) {
    const written = type.kind === 'function' ? progressFieldOf(type.function.ir) : null;
    if (written !== null) return `the request was accepted and only the worker writes \`${written}\``;
  }
  return null;
}

function progressFieldOf(fn: IrFunction): string | null {
  for (const block of fn.blocks) {
    for (const instruction of block.instructions) {
      const field = writtenField(fn, instruction);
      if (field !== null && progressFields.has(field)) return field;
    }
  }
  return null;
}

/** `node.field = …` and `node['field'] = …`, other than clearing it. */
function writtenField(fn: IrFunction, instruction: Instruction): string | null {
  if (instruction.op !== 'store-attribute' && instruction.op !== 'store-item') return null;
  const value = instructionOf(fn, instruction.value);
  if (value?.op === 'constant' && value.constant.kind === 'none') return null;
  return instruction.op === 'store-attribute' ? instruction.name : constantText(fn, instruction.index);
}

function draft(rule: string, { caller, call }: CallSite, marked: string): FindingDraft {
  return {
    rule,
    message: `When no worker is free, nothing undoes it that ${marked}: \`${caller.ir.name}\` sets no error hook, so the node keeps looking busy and its user is told nothing.`,
    place: placeOf(caller, call.span),
  };
}
