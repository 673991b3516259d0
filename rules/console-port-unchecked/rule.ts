/**
 * Finds ports of consoles that an operator gave and that are only turned into a number: `int(info['ipmi_terminal_port'])`.
 * A listener is started on them, so what is no port must be refused where it is read.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Call, Instruction, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { usesWord } from '../../src/rules/questions/calls.ts';
import { isBounded } from '../../src/rules/questions/conversions.ts';
import { isFreeField, type KeyedRead, readsIn } from '../../src/rules/questions/external-fields.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';
import { globalElements } from '../../src/rules/questions/module-constants.ts';

const converting = new Set(['int']);
const portOfConsole = /(?:^|_)(?:terminal|console|serial|sol|vnc|kvm)_port$/;

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope
    .filter(makesNumbers)
    .flatMap((fn) =>
      fn.ir.blocks.flatMap(({ instructions }) => instructions.flatMap((one) => draftsFor(rule.id, fn, one))),
    );
  return { findings, evidence: [] };
}

/** A cheap look before values are followed. */
function makesNumbers({ ir }: ProjectFunction): boolean {
  return usesWord(ir, converting);
}

function draftsFor(rule: string, fn: ProjectFunction, instruction: Instruction): readonly FindingDraft[] {
  if (instruction.op !== 'call') return [];
  const key = uncheckedPort(fn, instruction);
  return key === null ? [] : [draft(rule, { fn, call: instruction, key })];
}

/** The key of the port that the call turns into a number; null for any other call. */
function uncheckedPort(fn: ProjectFunction, call: Call): string | null {
  const [argument] = call.arguments;
  if (argument === undefined || calledName(fn.ir, call) !== 'int') return null;
  const key = readsIn(fn.ir, argument.value)
    .filter((read) => isFreeField(fn.ir, read.container))
    .flatMap((read) => keysOf(fn, read))
    .find((each) => portOfConsole.test(each));
  if (key === undefined || isBounded(fn.ir, call.result) || isBounded(fn.ir, argument.value)) return null;
  return key;
}

/** The key as written, or those of the module's table that a loop goes through. */
function keysOf(fn: ProjectFunction, read: KeyedRead): readonly string[] {
  if (read.key !== null) return [read.key];
  const { instruction } = read;
  const index = instruction.op === 'item' ? instruction.index : instruction.arguments[0]?.value;
  const table = index === undefined ? null : iteratedGlobal(fn.ir, index);
  return table === null ? [] : (globalElements(fn.module, table) ?? []);
}

/** `TABLE` of `for key in TABLE`. */
function iteratedGlobal(fn: IrFunction, value: ValueId): string | null {
  const next = instructionOf(fn, value);
  if (next?.op !== 'operator' || next.operator !== 'next') return null;
  const iterator = next.operands[0] === undefined ? undefined : instructionOf(fn, next.operands[0]);
  if (iterator?.op !== 'operator' || iterator.operands[0] === undefined) return null;
  const table = instructionOf(fn, iterator.operands[0]);
  return table?.op === 'load-global' ? table.name : null;
}

function draft(
  rule: string,
  found: { readonly fn: ProjectFunction; readonly call: Call; readonly key: string },
): FindingDraft {
  const { fn, call, key } = found;
  return {
    rule,
    message: `\`${key}\` is turned into a number and not held against the range of ports: a console is told to listen on whatever stands there.`,
    place: placeOf(fn, call.span),
  };
}
