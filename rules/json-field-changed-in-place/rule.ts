/**
 * Finds JSON fields of versioned objects that are changed in place and then saved: the object does not notice, so nothing
 * is written.
 *
 * The dict is read off the object and changed directly or under a local name; later the same object is saved, and the
 * function never assigns the field.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { callsIn, instructionOf, instructionsWith, usesOf } from '../../src/ir/definitions.ts';
import type { Attribute, IrFunction } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { calleeName, dottedText, receiverOf } from '../../src/rules/questions/spelling.ts';
import type { Span } from '../../src/source/text.ts';

/** Fields that hold a dict in ironic's objects. */
const jsonFields = new Set(
  (
    'instance_info driver_info driver_internal_info properties extra raid_config target_raid_config network_data ' +
    'clean_step deploy_step service_step internal_info local_link_connection'
  ).split(' '),
);
const changingMethods = new Set(['pop', 'popitem', 'update', 'setdefault', 'clear']);

export function check({ scope, rule }: RuleContext): RuleResult {
  return { findings: scope.flatMap((fn) => draftsFor(fn, rule.id)), evidence: [] };
}

function draftsFor(fn: ProjectFunction, rule: string): readonly FindingDraft[] {
  const reads = instructionsWith(fn.ir, 'attribute')
    .map((at) => at.instruction)
    .filter(({ name }) => jsonFields.has(name));
  if (reads.length === 0) return [];
  const saved = savedObjects(fn.ir);
  return reads.flatMap((read) => {
    const owner = dottedText(fn.ir, read.object);
    const save = owner === null ? undefined : saved.get(owner);
    if (owner === null || save === undefined || isAssigned(fn.ir, read.name)) return [];
    const change = changeOf(fn.ir, read);
    if (change === null || change.start >= save.start) return [];
    return [draft(rule, fn, { field: `${owner}.${read.name}`, change, save })];
  });
}

/** The last `object.save()` of each object, by the object's text. */
function savedObjects(fn: IrFunction): ReadonlyMap<string, Span> {
  const saved = new Map<string, Span>();
  for (const call of callsIn(fn)) {
    if (calleeName(fn, call) !== 'save') continue;
    const receiver = receiverOf(fn, call);
    const text = receiver === null ? null : dottedText(fn, receiver);
    const known = text === null ? undefined : saved.get(text);
    if (text !== null && (known === undefined || known.start < call.span.start)) saved.set(text, call.span);
  }
  return saved;
}

/** Or marked as changed by hand. */
function isAssigned(fn: IrFunction, field: string): boolean {
  return fn.blocks.some((block) =>
    block.instructions.some(
      (instruction) =>
        (instruction.op === 'store-attribute' && instruction.name === field) ||
        (instruction.op === 'attribute' && instruction.name === '_changed_fields'),
    ),
  );
}

/** The first place where the dict that was read is changed. */
function changeOf(fn: IrFunction, read: Attribute): Span | null {
  for (const use of usesOf(fn, read.result)) {
    if (use.kind !== 'instruction') continue;
    const { instruction } = use;
    if (instruction.op === 'delete-item' && instruction.object === read.result) return instruction.span;
    if (instruction.op === 'store-item' && instruction.object === read.result) return instruction.span;
    const called = instruction.op === 'attribute' ? changingCall(fn, instruction) : null;
    if (called !== null) return called;
  }
  return null;
}

function changingCall(fn: IrFunction, method: Attribute): Span | null {
  if (!changingMethods.has(method.name)) return null;
  for (const use of usesOf(fn, method.result)) {
    if (use.kind !== 'instruction' || use.instruction.op !== 'call') continue;
    if (instructionOf(fn, use.instruction.callee) === method) return use.instruction.span;
  }
  return null;
}

function draft(
  rule: string,
  fn: ProjectFunction,
  { field, change, save }: { readonly field: string; readonly change: Span; readonly save: Span },
): FindingDraft {
  return {
    rule,
    message: `\`${field}\` is changed in place, which the object does not notice: save() writes nothing of it, because \`${fn.ir.name}\` never assigns the field.`,
    place: placeOf(fn, change),
    related: [{ place: placeOf(fn, save), message: 'saved here, without the change' }],
  };
}
