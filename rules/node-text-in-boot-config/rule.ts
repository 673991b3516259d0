/**
 * Finds what a node's dictionaries say about how it boots, taken as it is: the path of a template, kernel parameters.
 *
 * A read is in order when every use of it is a test, lies behind an option of the configuration, or gives it to a function
 * that checks or cleans it.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, instructionsWith, namesOf, type Use, usesOf } from '../../src/ir/definitions.ts';
import type { BlockId, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { isBehindOption } from '../../src/rules/questions/behind-option.ts';
import { freeFieldOf, type KeyedRead, keyedRead } from '../../src/rules/questions/external-fields.ts';
import { calledName, isComparison, madeOf, partsOf } from '../../src/rules/questions/made-from.ts';

const TEMPLATE = /(^|_)template$/;
const KERNEL = /(^|_)(append_params|kernel_params|cmdline|command_line)$/;

export function check({ scope, rule }: RuleContext): RuleResult {
  return { findings: scope.flatMap((fn) => draftsFor(rule.id, fn)), evidence: [] };
}

function draftsFor(rule: string, fn: ProjectFunction): readonly FindingDraft[] {
  const reads = [...instructionsWith(fn.ir, 'call'), ...instructionsWith(fn.ir, 'item')];
  const values = reads.map((one) => one.instruction.result);
  return values.flatMap((value) => {
    const read = keyedRead(fn.ir, value);
    const what = read === null ? null : effectOf(fn.ir, read);
    if (read === null || what === null || !isTakenAsItIs(fn.ir, value)) return [];
    const message = `\`${read.key ?? ''}\` of the node ${what}`;
    return [{ rule, message, place: placeOf(fn, read.instruction.span) }];
  });
}

function effectOf(fn: IrFunction, read: KeyedRead): string | null {
  const key = read.key ?? '';
  const isTemplate = TEMPLATE.test(key);
  if (!isTemplate && !KERNEL.test(key)) return null;
  if (freeFieldOf(fn, read.container) === null && !isSomeField(fn, read.container)) return null;
  return isTemplate
    ? 'names the template that is rendered: any file that this process may read becomes part of what the network serves.'
    : "goes into the kernel's command line as it is: a line break in it adds lines to the boot configuration.";
}

/** `getattr(node, location)` */
function isSomeField(fn: IrFunction, container: ValueId): boolean {
  return partsOf(fn, container).some((part) => {
    const call = instructionOf(fn, part);
    const [owner] = call?.op === 'call' && calledName(fn, call) === 'getattr' ? call.arguments : [];
    return owner !== undefined && namesOf(fn, owner.value).includes('node');
  });
}

function isTakenAsItIs(fn: IrFunction, value: ValueId): boolean {
  if (madeOf(fn, value).some((one) => usesOf(fn, one).some((use) => isCleaned(fn, use)))) return false;
  return usesOutsideOfOptions(fn, value).some(isTaking);
}

/** Uses of the value, and of what is made of it, that no option lies before. */
function usesOutsideOfOptions(fn: IrFunction, value: ValueId): readonly Use[] {
  const reached = new Set([value]);
  const found: Use[] = [];
  for (const one of reached) {
    for (const use of usesOf(fn, one)) {
      if (isBehindOption(fn, blockOf(use))) continue;
      found.push(use);
      const made = resultOf(fn, one, use);
      if (made !== null) reached.add(made);
    }
  }
  return found;
}

/** What the use makes of the value; null: nothing that holds it. */
function resultOf(fn: IrFunction, value: ValueId, use: Use): ValueId | null {
  if (use.kind === 'phi') return use.phi.result;
  if (use.kind !== 'instruction' || !('result' in use.instruction)) return null;
  const { result } = use.instruction;
  return partsOf(fn, result).includes(value) ? result : null;
}

/** Given to a function that checks, cleans or encodes it. */
function isCleaned(fn: IrFunction, use: Use): boolean {
  if (use.kind !== 'instruction' || use.instruction.op !== 'call') return false;
  return /sanitiz|escape|quote|valid|check|encode/.test(calledName(fn, use.instruction));
}

/** Merged with another value, returned, stored or handed on; tests take nothing. */
function isTaking(use: Use): boolean {
  switch (use.kind) {
    case 'phi':
      return use.phi.variable !== null;
    case 'terminator':
      return use.terminator.op === 'return';
    case 'instruction':
      return use.instruction.op !== 'operator' || !isComparison(use.instruction)
        ? use.instruction.op === 'store-item' || use.instruction.op === 'store-attribute'
        : false;
  }
}

function blockOf(use: Use): BlockId {
  return use.kind === 'phi' ? use.operand.block : use.block;
}
