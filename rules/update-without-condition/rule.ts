/** Finds UPDATE and DELETE statements whose rows were chosen by an earlier SELECT, without the condition of that SELECT. */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { definitionOf, instructionOf, instructionsWith, usesOf } from '../../src/ir/definitions.ts';
import type { Call, Instruction, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import type { At } from '../../src/rules/questions/following.ts';
import { calleeName, receiverOf } from '../../src/rules/questions/spelling.ts';

const conditions: ReadonlySet<string> = new Set(['filter', 'where', 'filter_by']);
const links = 12;

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) => {
    const calls = instructionsWith(fn.ir, 'call');
    if (!calls.some((at) => calleeName(fn.ir, at.instruction) === 'in_')) return [];
    return calls.flatMap((at) => byIdsOnly(fn.ir, at)).map((call) => draft(rule.id, fn, call));
  });
  return { findings, evidence: [] };
}

/** The condition `….filter(model.id.in_(ids))` of an update, where it is the only one. */
function byIdsOnly(fn: IrFunction, { instruction }: At<Call>): readonly Call[] {
  if (calleeName(fn, instruction) !== 'update') return [];
  const receiver = receiverOf(fn, instruction);
  const sources = receiver === null ? [] : merged(fn, receiver);
  return sources.flatMap((source) => {
    const filters = conditionsOf(fn, source);
    const [only] = filters;
    return filters.length === 1 && only !== undefined && isIdsOfSelect(fn, only) ? [only] : [];
  });
}

/** A value, or the values that a phi merges. */
function merged(fn: IrFunction, value: ValueId): readonly ValueId[] {
  const definition = definitionOf(fn, value);
  return definition?.kind === 'phi' ? definition.phi.operands.map((operand) => operand.value) : [value];
}

/** `query.filter(a).filter(b)` → the calls of filter. */
function conditionsOf(fn: IrFunction, query: ValueId): readonly Call[] {
  const found: Call[] = [];
  let at: ValueId | null = query;
  for (let steps = 0; at !== null && steps < links; steps++) {
    const call: Instruction | undefined = instructionOf(fn, at);
    if (call?.op !== 'call') break;
    if (conditions.has(calleeName(fn, call))) found.push(call);
    at = receiverOf(fn, call);
  }
  return found;
}

function isIdsOfSelect(fn: IrFunction, filter: Call): boolean {
  const [condition] = filter.arguments;
  if (condition === undefined || filter.arguments.length !== 1) return false;
  const test = instructionOf(fn, condition.value);
  if (test?.op !== 'call' || calleeName(fn, test) !== 'in_') return false;
  const [ids] = test.arguments;
  return ids !== undefined && isCollected(fn, ids.value);
}

/** A list filled from rows in this function: by a comprehension, or by `append`. */
function isCollected(fn: IrFunction, value: ValueId): boolean {
  const definition = instructionOf(fn, value);
  if (definition?.op === 'call') return namesComprehension(fn, definition);
  if (definition?.op !== 'build' || definition.kind !== 'list') return false;
  return usesOf(fn, value).some((use) => {
    if (use.kind !== 'instruction') return false;
    return (
      use.instruction.op === 'append' ||
      (use.instruction.op === 'attribute' && use.instruction.name === 'append')
    );
  });
}

function namesComprehension(fn: IrFunction, call: Call): boolean {
  return instructionOf(fn, call.callee)?.op === 'make-function';
}

function draft(rule: string, fn: ProjectFunction, call: Call): FindingDraft {
  return {
    rule,
    message:
      'The rows were selected by a condition, but are updated by their ids alone: a row that no longer satisfies the condition is overwritten. Repeat the condition here.',
    place: placeOf(fn, call.span),
  };
}
