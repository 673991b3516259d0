/**
 * Finds reads from a connection whose length is a number that the peer has sent: `recv(sock, struct.unpack('!I', head)[0])`.
 * The peer then decides how much memory the service takes, or how long it waits.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';
import { usesWord } from '../../src/rules/questions/calls.ts';
import { isBounded } from '../../src/rules/questions/conversions.ts';
import { calledName, partsOf } from '../../src/rules/questions/made-from.ts';

const reading = new Set(['recv', 'read', 'recv_into', 'readexactly', '_recv', 'recvall']);
const decoding = new Set(['unpack', 'unpack_from', 'from_bytes']);
/** Formats of four and eight bytes; two bytes are a limit of their own. */
const wide = /[iIlLqQnN]/;

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    readsIn(fn.ir)
      .filter((call) => call.arguments.some(({ value }) => isSentLength(fn.ir, value)))
      .map(
        (call): FindingDraft => ({
          rule: rule.id,
          message: `The peer decides how much \`${calledName(fn.ir, call)}\` reads: the length was sent by it and is held against no limit.`,
          place: placeOf(fn, call.span),
        }),
      ),
  );
  return { findings, evidence: [] };
}

/** In functions that decode numbers; the reading function is often a parameter or a nested one. */
function readsIn(fn: IrFunction): readonly Call[] {
  if (!usesWord(fn, decoding)) return [];
  return fn.blocks.flatMap(({ instructions }) =>
    instructions.filter((one): one is Call => one.op === 'call' && reading.has(calledName(fn, one))),
  );
}

function isSentLength(fn: IrFunction, value: ValueId): boolean {
  const decoded = partsOf(fn, value).some((part) => {
    const made = instructionOf(fn, part);
    return made?.op === 'call' && decoding.has(calledName(fn, made)) && isWide(fn, made);
  });
  return decoded && !isBounded(fn, value);
}

function isWide(fn: IrFunction, call: Call): boolean {
  const [format] = call.arguments;
  const text = format === undefined ? null : constantText(fn, format.value);
  return text === null || calledName(fn, call) === 'from_bytes' || wide.test(text);
}
