/**
 * Finds what a node's dictionaries say about how it boots, taken as it is: the path of a template, kernel parameters.
 *
 * A read is in order when every use of it is a test, lies behind an option of the configuration, or gives it to a function
 * that checks or cleans it.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { buildControlFlowGraph } from '../../src/flow/cfg.ts';
import { dominatorsOf } from '../../src/flow/dominators.ts';
import { instructionOf, instructionsWith, namesOf, type Use, usesOf } from '../../src/ir/definitions.ts';
import type { BlockId, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
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
  const made = madeOf(fn, value);
  const uses = made.flatMap((one) => usesOf(fn, one));
  if (uses.some((use) => isCleaned(fn, use))) return false;
  return uses.some((use) => isTaking(use) && !isBehindOption(fn, blockOf(use)));
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

/** A test of an option dominates the use. */
function isBehindOption(fn: IrFunction, block: BlockId): boolean {
  const tests = fn.blocks.filter(
    ({ terminator }) =>
      terminator.op === 'branch' &&
      partsOf(fn, terminator.condition).some((part) => {
        const instruction = instructionOf(fn, part);
        return instruction?.op === 'load-global' && instruction.name === 'CONF';
      }),
  );
  if (tests.length === 0) return false;
  const tree = dominatorsOf(buildControlFlowGraph(fn));
  return tests.some((test) => tree.dominates(test.id, block));
}
