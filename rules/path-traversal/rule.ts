/**
 * Finds file names that somebody else chooses, joined to a directory or opened without a check that they stay inside.
 *
 * The question of each site: whose name is it (a member of an archive, an absolute path cut at its front, the last part of
 * an address, the path of a `file://` address), and is the name, or the path made of it, given to a containment check
 * anywhere in the function: `realpath` and a comparison, or a function that does both.
 */
import type { FindingDraft, Level } from '../../src/findings/finding.ts';
import { callsIn, instructionOf, namesOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';
import { checksContainment } from '../../src/rules/questions/containment.ts';
import { calledName, madeOf, partsOf, receiverOf } from '../../src/rules/questions/made-from.ts';

interface Site {
  readonly project: Project;
  readonly fn: ProjectFunction;
  readonly call: Call;
}

/** Calls that give names out of an archive. */
const MEMBERS: ReadonlySet<string> = new Set([
  'full_path_from_dirrecord',
  'getmembers',
  'getnames',
  'infolist',
  'namelist',
]);
/** Keywords of `walk` that only readers of disk images have. */
const IMAGE_WALK: ReadonlySet<string> = new Set(['iso_path', 'joliet_path', 'rr_path', 'udf_path']);
const FILE_CALLS: ReadonlySet<string> = new Set(
  'chmod copy copyfile exists isfile link listdir makedirs mkdir move open remove rename rmtree symlink unlink unlink_without_raise'.split(
    ' ',
  ),
);
const ADDRESS = 'The last part of an address';
const CUT = 'A path that only lost its first slash';
const ADDRESS_WORDS: ReadonlySet<string> = new Set(['href', 'url', 'uri']);

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const sites = scope.flatMap((fn) => callsIn(fn.ir).map((call) => ({ project, fn, call })));
  const findings = sites.flatMap((site) => messageFor(site).map((tale) => draft(rule.id, site, tale)));
  return { findings, evidence: [] };
}

interface Tale {
  readonly message: string;
  readonly level?: Level;
}

function messageFor(site: Site): readonly Tale[] {
  const name = calledName(site.fn.ir, site.call);
  if (name === 'join') return joined(site);
  return FILE_CALLS.has(name) ? opened(site) : [];
}

/* ---- Joined to a directory ----------------------------------------------------------------------------------- */

function joined(site: Site): readonly Tale[] {
  const { fn, call } = site;
  const [base, ...rest] = call.arguments;
  if (base === undefined || rest.length === 0 || !isOfPaths(fn.ir, call)) return [];
  if (foreignName(fn.ir, base.value) !== null) return [];
  const foreign = rest.flatMap((argument) => {
    const reason = foreignName(fn.ir, argument.value);
    return reason === null ? [] : [{ reason, value: argument.value }];
  });
  const [found] = foreign;
  if (found === undefined || isContained(site, [...foreign.map((one) => one.value), call.result])) return [];
  const message = `${found.reason} is joined to a directory and not held against it: \`..\` in it leads out.`;
  switch (found.reason) {
    case ADDRESS:
      return [{ message, level: levelOfLast(fn.ir, found.value) }];
    case CUT:
      return [{ message, level: 'warning' }];
    default:
      return [{ message }];
  }
}

/** `basename` leaves no more than `..` and a name that others may use too. */
function levelOfLast(fn: IrFunction, value: ValueId): Level {
  const isBase = partsOf(fn, value).some((part) => {
    const call = callOf(fn, part);
    return call !== null && calledName(fn, call) === 'basename';
  });
  return isBase ? 'note' : 'warning';
}

function isOfPaths(fn: IrFunction, call: Call): boolean {
  const receiver = receiverOf(fn, call);
  return receiver === null || namesOf(fn, receiver).some((name) => name === 'path' || name === 'os.path');
}

/** Why the name is somebody else's choice; null: nothing says so. */
function foreignName(fn: IrFunction, value: ValueId): string | null {
  const parts = partsOf(fn, value);
  if (parts.some((part) => isMember(fn, part))) return 'A name out of an archive';
  if (parts.some((part) => isLastOfAddress(fn, part))) return ADDRESS;
  if (parts.some((part) => isCutInFront(fn, part)) && !parts.some((part) => isSafeName(fn, part))) return CUT;
  return null;
}

function isMember(fn: IrFunction, part: ValueId): boolean {
  const call = callOf(fn, part);
  if (call === null) return false;
  const name = calledName(fn, call);
  if (MEMBERS.has(name)) return true;
  return name === 'walk' && call.arguments.some((one) => one.kind === 'keyword' && IMAGE_WALK.has(one.name));
}

/** `name.lstrip('/')`: whoever cuts a slash expects an absolute path from outside. */
function isCutInFront(fn: IrFunction, part: ValueId): boolean {
  const call = callOf(fn, part);
  const [cut] = call?.arguments ?? [];
  return (
    call !== null &&
    cut !== undefined &&
    calledName(fn, call) === 'lstrip' &&
    constantText(fn, cut.value) === '/'
  );
}

/** A configured path, or one that a constant begins. */
function isSafeName(fn: IrFunction, part: ValueId): boolean {
  const instruction = instructionOf(fn, part);
  return instruction?.op === 'load-global' && instruction.name === 'CONF';
}

/** `url.split('/')[-1]`, `os.path.basename(url)`, where the name says that it is an address. */
function isLastOfAddress(fn: IrFunction, part: ValueId): boolean {
  const instruction = instructionOf(fn, part);
  if (instruction?.op === 'item') {
    const call = callOf(fn, instruction.object);
    const receiver = call === null ? null : receiverOf(fn, call);
    const isSplit = call !== null && ['split', 'rsplit'].includes(calledName(fn, call));
    return isSplit && receiver !== null && isLast(fn, instruction.index) && isAddress(fn, receiver);
  }
  if (instruction?.op !== 'call' || calledName(fn, instruction) !== 'basename') return false;
  return instruction.arguments.some((argument) => isAddress(fn, argument.value));
}

function isLast(fn: IrFunction, index: ValueId): boolean {
  const instruction = instructionOf(fn, index);
  return instruction?.op === 'operator' && instruction.operator === 'negate'
    ? true
    : constantText(fn, index) === '-1';
}

function isAddress(fn: IrFunction, value: ValueId): boolean {
  return partsOf(fn, value).some(
    (part) =>
      isParsedAddress(fn, part) ||
      namesOf(fn, part).some((name) =>
        name
          .toLowerCase()
          .split('_')
          .some((word) => ADDRESS_WORDS.has(word)),
      ),
  );
}

/* ---- The path of an address ----------------------------------------------------------------------------------- */

function opened(site: Site): readonly Tale[] {
  const { fn, call } = site;
  const paths = call.arguments.filter((argument) => isWholePathOfAddress(fn.ir, argument.value));
  if (
    paths.length === 0 ||
    isContained(
      site,
      paths.map((argument) => argument.value),
    )
  )
    return [];
  const message = `\`${calledName(fn.ir, call)}\` takes the path of an address that somebody else chooses: it reaches every file that this process may read.`;
  return [{ message, level: 'warning' }];
}

/** Made of the path of an address, and of more than its last part. */
function isWholePathOfAddress(fn: IrFunction, value: ValueId): boolean {
  const parts = partsOf(fn, value);
  if (!parts.some((part) => isPathOfAddress(fn, part))) return false;
  return !parts.some((part) => {
    const call = callOf(fn, part);
    return call !== null && calledName(fn, call) === 'basename';
  });
}

/** `urlparse(address).path` */
function isPathOfAddress(fn: IrFunction, part: ValueId): boolean {
  const instruction = instructionOf(fn, part);
  return (
    instruction?.op === 'attribute' && instruction.name === 'path' && isParsedAddress(fn, instruction.object)
  );
}

function isParsedAddress(fn: IrFunction, part: ValueId): boolean {
  const call = callOf(fn, part);
  return call !== null && ['urlparse', 'urlsplit'].includes(calledName(fn, call));
}

/* ---- Contained ------------------------------------------------------------------------------------------------ */

function isContained({ project, fn }: Site, values: readonly ValueId[]): boolean {
  const related = new Set(values.flatMap((value) => relatedTo(fn.ir, value)));
  return checksContainment(project, fn, related);
}

/** The name's own parts but constants, and all that is made of the name. */
function relatedTo(fn: IrFunction, value: ValueId): readonly ValueId[] {
  return [...madeOf(fn, value), ...partsOf(fn, value).filter((part) => isOwnPart(fn, part))];
}

function isOwnPart(fn: IrFunction, part: ValueId): boolean {
  const op = instructionOf(fn, part)?.op;
  return op !== 'constant' && op !== 'load-global' && op !== 'import';
}

function callOf(fn: IrFunction, value: ValueId): Call | null {
  const instruction = instructionOf(fn, value);
  return instruction?.op === 'call' ? instruction : null;
}

function draft(rule: string, { fn, call }: Site, tale: Tale): FindingDraft {
  return { rule, ...tale, place: placeOf(fn, call.span) };
}
