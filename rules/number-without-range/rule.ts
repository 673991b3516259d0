/**
 * Finds numbers from outside that are taken as they come: a port without a range check, a conversion that one bad node
 * breaks, a length from the wire used as the size of a read.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { callsIn, instructionOf, instructionsWith, namesOf } from '../../src/ir/definitions.ts';
import type { BlockId, Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';
import { isBounded, isChecking, isGuarded } from '../../src/rules/questions/conversions.ts';
import { freeFieldOf, type KeyedRead, readsIn } from '../../src/rules/questions/external-fields.ts';
import { calledName, partsOf, receiverOf } from '../../src/rules/questions/made-from.ts';

interface Site {
  readonly fn: ProjectFunction;
  readonly block: BlockId;
  readonly call: Call;
}

const CONVERSIONS: ReadonlySet<string> = new Set(['int', 'float']);
/** Numbers of these names have a range of their own. */
const RANGED: ReadonlySet<string> = new Set(['port', 'outlet']);
const READS: ReadonlySet<string> = new Set(['recv', 'recv_into', 'read', 'readexactly', 'recvfrom']);
const UNPACKERS: ReadonlySet<string> = new Set(['unpack', 'unpack_from', 'from_bytes']);
/** A field of one or two bytes bounds the length by itself. */
const WIDE_FORMAT = /[iIlLqQnN]/;

export function check({ scope, rule }: RuleContext): RuleResult {
  const sites = scope.flatMap(sitesOf);
  const drafts = sites.flatMap((site) => messageFor(site).map((message) => draft(rule.id, site, message)));
  return { findings: drafts, evidence: [] };
}

function sitesOf(fn: ProjectFunction): readonly Site[] {
  return instructionsWith(fn.ir, 'call').map(({ block, instruction }) => ({ fn, block, call: instruction }));
}

/** At most one message: the first that applies. */
function messageFor(site: Site): readonly string[] {
  const name = calledName(site.fn.ir, site.call);
  if (CONVERSIONS.has(name) && receiverOf(site.fn.ir, site.call) === null) return conversion(site);
  return READS.has(name) ? lengthOfRead(site) : [];
}

/* ---- Conversions --------------------------------------------------------------------------------------------- */

function conversion(site: Site): readonly string[] {
  const ir = site.fn.ir;
  const [argument] = site.call.arguments;
  if (argument?.kind !== 'positional') return [];
  const reads = readsIn(ir, argument.value).filter((read) => read.key !== null);
  const ranged = rangedName(ir, argument.value, reads);
  if (ranged !== null && !isBounded(ir, site.call.result) && !isCheckedByKey(ir, ranged)) {
    return [
      `\`${ranged}\` is converted to a number without a check of its range: any number passes, a negative one too.`,
    ];
  }
  const free = reads.find((read) => freeFieldOf(ir, read.container) !== null);
  return free === undefined || !isBreaking(site, free) ? [] : [breaking(ir, free)];
}

/** The key of a read whose number has a range; the variable's name where the key says nothing. */
function rangedName(fn: IrFunction, value: ValueId, reads: readonly KeyedRead[]): string | null {
  if (reads.length === 0) return null;
  const names = [...reads.map((read) => read.key ?? ''), ...namesOf(fn, value)];
  return names.find((name) => RANGED.has(lastWord(name))) ?? null;
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf('_') + 1);
}

/** Some other statement gives the value under the same key to a check. */
function isCheckedByKey(fn: IrFunction, key: string): boolean {
  return callsIn(fn).some(
    (call) =>
      isChecking(fn, call) &&
      call.arguments.some((argument) => readsIn(fn, argument.value).some((read) => read.key === key)),
  );
}

function isBreaking({ fn, block, call }: Site, read: KeyedRead): boolean {
  if (isGuarded(fn.ir, block)) return false;
  return (
    !isBounded(fn.ir, read.instruction.result) && instructionOf(fn.ir, call.callee)?.op === 'load-global'
  );
}

function breaking(fn: IrFunction, read: KeyedRead): string {
  const field = freeFieldOf(fn, read.container) ?? '';
  return `\`${field}['${read.key ?? ''}']\` is converted without a guard: a text that is no number ends the whole operation, in a listing for the other nodes too.`;
}

/* ---- Lengths from the wire ------------------------------------------------------------------------------------ */

function lengthOfRead({ fn, call }: Site): readonly string[] {
  const lengths = call.arguments.flatMap((argument) => wireLength(fn.ir, argument.value));
  const [length] = lengths.filter((one) => !isBounded(fn.ir, one));
  if (length === undefined) return [];
  return [
    `The peer says how many bytes \`${calledName(fn.ir, call)}\` reads, and nothing limits it: four bytes make this process wait for, and hold, gigabytes.`,
  ];
}

function wireLength(fn: IrFunction, value: ValueId): readonly ValueId[] {
  return partsOf(fn, value).filter((part) => {
    const instruction = instructionOf(fn, part);
    return (
      instruction?.op === 'call' && UNPACKERS.has(calledName(fn, instruction)) && isWide(fn, instruction)
    );
  });
}

function isWide(fn: IrFunction, call: Call): boolean {
  const [format] = call.arguments;
  const text = format === undefined ? null : constantText(fn, format.value);
  return text === null || calledName(fn, call) === 'from_bytes' || WIDE_FORMAT.test(text);
}

function draft(rule: string, { fn, call }: Site, message: string): FindingDraft {
  return { rule, message, place: placeOf(fn, call.span) };
}
