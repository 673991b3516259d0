/**
 * Finds a value that threads share, tested and then read a second time, where another method can take it away in between.
 *
 * The attribute belongs to the class (or the object) that also has a lock, and some method clears it.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, instructionsWith, usesOf } from '../../src/ir/definitions.ts';
import type { Attribute, Instruction, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { type At, following } from '../../src/rules/questions/following.ts';
import { dottedText } from '../../src/rules/questions/spelling.ts';

const owners = /^(self|cls|self\.__class__)$/;
const lockName = /(lock|semaphore|mutex)$/i;

interface SecondRead {
  readonly fn: ProjectFunction;
  readonly tested: Attribute;
  readonly read: Attribute;
}

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const asked = new Set(scope);
  const findings = project.classes.flatMap((owner) => {
    const methods = [...owner.methods.values()];
    if (!methods.some((method) => guardedBlocks(method.ir).length > 0)) return [];
    const cleared = clearedNames(methods);
    return methods
      .filter((method) => asked.has(method))
      .flatMap((method) => secondReads(method, cleared))
      .map((read) => draft(rule.id, read));
  });
  return { findings, evidence: [] };
}

/** Instructions that run while a lock of the class is held. */
function guardedBlocks(fn: IrFunction): readonly At[] {
  return instructionsWith(fn, 'enter').flatMap((enter) => {
    const { manager } = enter.instruction;
    const lock = instructionOf(fn, manager);
    if (lock?.op !== 'attribute' || !lockName.test(lock.name)) return [];
    return following(fn, enter, (one) => one.op === 'exit' && one.manager === manager).reached;
  });
}

/** Attributes that a method sets to None: what was there a moment ago can be gone. */
function clearedNames(methods: readonly ProjectFunction[]): ReadonlySet<string> {
  const clearing = methods.filter(({ ir }) => ir.name !== '__init__');
  return new Set(
    clearing.flatMap(({ ir }) =>
      instructionsWith(ir, 'store-attribute').flatMap((at) => cleared(ir, at.instruction)),
    ),
  );
}

function cleared(fn: IrFunction, instruction: Instruction): readonly string[] {
  if (instruction.op !== 'store-attribute' || !owners.test(dottedText(fn, instruction.object) ?? ''))
    return [];
  const value = instructionOf(fn, instruction.value);
  return value?.op === 'constant' && value.constant.kind === 'none' ? [instruction.name] : [];
}

function secondReads(fn: ProjectFunction, names: ReadonlySet<string>): readonly SecondRead[] {
  if (names.size === 0 || isInternal(fn)) return [];
  const guarded = new Set(guardedBlocks(fn.ir).map((at) => at.instruction));
  const reads = instructionsWith(fn.ir, 'attribute').filter(
    ({ instruction }) =>
      names.has(instruction.name) &&
      !guarded.has(instruction) &&
      owners.test(dottedText(fn.ir, instruction.object) ?? ''),
  );
  for (const first of reads.filter((at) => isTested(fn.ir, at.instruction.result))) {
    const stores = (one: Instruction): boolean =>
      one.op === 'store-attribute' && one.name === first.instruction.name;
    const later = new Set(following(fn.ir, first, stores).reached.map((at) => at.instruction));
    const second = reads.find(
      (at) =>
        at.instruction !== first.instruction &&
        at.instruction.name === first.instruction.name &&
        later.has(at.instruction) &&
        !isTested(fn.ir, at.instruction.result),
    );
    if (second !== undefined) return [{ fn, tested: first.instruction, read: second.instruction }];
  }
  return [];
}

/** Named `_locked`, or so: its callers hold the lock. */
function isInternal(fn: ProjectFunction): boolean {
  return fn.ir.name === '__init__' || /locked$/.test(fn.ir.name);
}

/** A condition, or compared with None. */
function isTested(fn: IrFunction, value: ValueId): boolean {
  return usesOf(fn, value).some((use) => {
    if (use.kind === 'terminator') return use.terminator.op === 'branch';
    return use.kind === 'instruction' && use.instruction.op === 'operator';
  });
}

function draft(rule: string, { fn, tested, read }: SecondRead): FindingDraft {
  return {
    rule,
    message: `\`${read.name}\` was tested before, but is read again here without the lock: another thread can have cleared it in between. Read it once into a variable.`,
    place: placeOf(fn, read.span),
    related: [{ place: placeOf(fn, tested.span), message: 'it is tested here' }],
  };
}
