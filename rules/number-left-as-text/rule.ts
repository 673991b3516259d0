/**
 * Finds reads of a node's dictionaries whose default is a number, while what was given stays the text that it is.
 *
 * Not flagged: what is converted, compared, calculated with or checked before or after it is kept, and what is made a text.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { callsIn, usesOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantOf } from '../../src/rules/questions/arguments.ts';
import { isBounded, isChecking } from '../../src/rules/questions/conversions.ts';
import { freeFieldOf, keyedRead } from '../../src/rules/questions/external-fields.ts';
import { calledName, madeOf, partsOf } from '../../src/rules/questions/made-from.ts';

/** What makes another thing of a text, or says that a text is meant. */
const CONVERSIONS: ReadonlySet<string> = new Set(['int', 'float', 'str', 'text_type', 'bool_from_string']);

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    callsIn(fn.ir)
      .filter((call) => calledName(fn.ir, call) === 'get')
      .flatMap((call) => draftsFor(rule.id, fn, call)),
  );
  return { findings, evidence: [] };
}

function draftsFor(rule: string, fn: ProjectFunction, call: Call): readonly FindingDraft[] {
  const read = keyedRead(fn.ir, call.result);
  if (read?.key == null || read.fallback === null) return [];
  if (constantOf(fn.ir, read.fallback)?.kind !== 'number') return [];
  const field = freeFieldOf(fn.ir, read.container);
  if (field === null || !isKept(fn.ir, call.result) || isTreated(fn.ir, call.result)) return [];
  const message = `\`${field}['${read.key}']\` is a number where it is left out, and whatever text the node holds where it is not: convert and check it here.`;
  return [{ rule, message, place: placeOf(fn, call.span) }];
}

/** Put under a key of a dictionary that is handed on. */
function isKept(fn: IrFunction, value: ValueId): boolean {
  return keepersOf(fn, value).length > 0;
}

/** The dictionaries that hold the value or something made of it. */
function keepersOf(fn: IrFunction, value: ValueId): readonly ValueId[] {
  return madeOf(fn, value).flatMap((one) =>
    usesOf(fn, one).flatMap((use) => {
      if (use.kind !== 'instruction') return [];
      const { instruction } = use;
      if (instruction.op === 'store-item' && instruction.value === one) return [instruction.object];
      return instruction.op === 'build' && instruction.kind === 'dict' ? [instruction.result] : [];
    }),
  );
}

/** Converted, compared, calculated with, or given to a check; or done so to what the dictionary holds. */
function isTreated(fn: IrFunction, value: ValueId): boolean {
  if (isBounded(fn, value) || madeOf(fn, value).some((one) => usesOf(fn, one).some(isTreatment))) return true;
  const keepers = new Set(keepersOf(fn, value));
  return callsIn(fn).some(
    (call) =>
      isTreatingCall(call) &&
      call.arguments.some((argument) => partsOf(fn, argument.value).some((part) => keepers.has(part))),
  );

  function isTreatment(use: ReturnType<typeof usesOf>[number]): boolean {
    if (use.kind !== 'instruction') return false;
    if (use.instruction.op === 'call') return isTreatingCall(use.instruction);
    return use.instruction.op === 'operator';
  }

  function isTreatingCall(call: Call): boolean {
    return CONVERSIONS.has(calledName(fn, call)) || isChecking(fn, call);
  }
}
