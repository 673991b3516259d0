/**
 * Finds consoles whose address is taken apart (`urlparse`) and handed to nova's proxies as host and port, neither of which was
 * looked at: both are None where the address lacks them, and reading the port raises where it is none.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { Attribute, Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { callsNamed } from '../../src/rules/questions/calls.ts';
import { calledName, isComparison } from '../../src/rules/questions/made-from.ts';

const consoles = new Set(['ConsoleSerial', 'ConsoleVNC', 'ConsoleSpice', 'ConsoleRDP', 'ConsoleMKS']);
const parsing = new Set(['urlparse', 'urlsplit']);
const parts = new Set(['hostname', 'port', 'netloc']);

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    callsNamed(fn.ir, consoles).flatMap((call): readonly FindingDraft[] => {
      const unchecked = partsGiven(fn.ir, call).filter((part) => !isLookedAt(fn.ir, part));
      const names = [...new Set(unchecked.map(({ name }) => name))].sort();
      if (names.length === 0) return [];
      return [
        {
          rule: rule.id,
          message: `The ${names.join(' and ')} of the console's address ${names.length > 1 ? 'are' : 'is'} handed out as the address has ${names.length > 1 ? 'them' : 'it'}, none included: the proxy is told to connect to nothing.`,
          place: placeOf(fn, call.span),
          related: unchecked.map((part) => ({
            place: placeOf(fn, part.span),
            message: `${part.name} is read here`,
          })),
        },
      ];
    }),
  );
  return { findings, evidence: [] };
}

/** `url.hostname` and `url.port` among the arguments, where `url` was parsed in this function. */
function partsGiven(fn: IrFunction, call: Call): readonly Attribute[] {
  return call.arguments.flatMap(({ value }) => {
    const read = instructionOf(fn, value);
    if (read?.op !== 'attribute' || !parts.has(read.name)) return [];
    const parsed = instructionOf(fn, read.object);
    return parsed?.op === 'call' && parsing.has(calledName(fn, parsed)) ? [read] : [];
  });
}

/** A branch or a comparison asks for the part, read here or once more. */
function isLookedAt(fn: IrFunction, part: Attribute): boolean {
  const reads = usesOf(fn, part.object).flatMap((use) =>
    use.kind === 'instruction' && use.instruction.op === 'attribute' && use.instruction.name === part.name
      ? [use.instruction.result]
      : [],
  );
  return reads.some((value) => decides(fn, value));
}

function decides(fn: IrFunction, value: ValueId): boolean {
  return usesOf(fn, value).some((use) => {
    if (use.kind === 'terminator') return use.terminator.op === 'branch';
    return use.kind === 'phi' || isComparison(use.instruction);
  });
}
