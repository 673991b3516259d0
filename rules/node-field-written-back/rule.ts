/**
 * Finds copies of a node's dictionary that are written back after calls that may have changed the original.
 *
 * The dictionaries of a node are handed out as copies, so each write is read, change, assign. A copy that was read before
 * something else did the same takes the other change back.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { definitionOf } from '../../src/ir/definitions.ts';
import type { Attribute, Instruction, IrFunction, StoreAttribute } from '../../src/ir/ir.ts';
import type { CallSite, Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { type At, following, instructionsOf } from '../../src/rules/questions/following.ts';
import { isCall } from '../../src/rules/questions/node-lock.ts';
import { calleeName, dottedText } from '../../src/rules/questions/spelling.ts';

const dictionaries: ReadonlySet<string> = new Set([
  'driver_internal_info',
  'instance_info',
  'driver_info',
  'properties',
  'extra',
  'internal_info',
]);
const followedDepth = 2;
const holder = /(^|\.)(task|node|port)$/;

interface WriteBack {
  readonly fn: ProjectFunction;
  readonly read: Attribute;
  readonly store: StoreAttribute;
  readonly changer: CallSite;
}

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    instructionsOf(fn.ir, storesDictionary).flatMap((at) => {
      const found = writeBack(project, fn, at);
      return found === null ? [] : [draft(rule.id, found)];
    }),
  );
  return { findings, evidence: [] };
}

function storesDictionary(instruction: Instruction): instruction is StoreAttribute {
  return instruction.op === 'store-attribute' && dictionaries.has(instruction.name);
}

function writeBack(project: Project, fn: ProjectFunction, at: At<StoreAttribute>): WriteBack | null {
  const store = at.instruction;
  const read = definitionOf(fn.ir, store.value);
  if (read?.kind !== 'instruction' || read.instruction.op !== 'attribute') return null;
  if (read.instruction.name !== store.name || read.instruction.object !== store.object) return null;
  const { instruction } = read;
  const isRead = (one: Instruction): boolean => one === instruction;
  for (const between of following(fn.ir, read, isRead).reached) {
    if (!isCall(between.instruction)) continue;
    const changer = project.siteOf(fn, between.instruction);
    if (!changes(project, changer, store.name)) continue;
    const later = following(fn.ir, between, isRead).reached;
    if (later.some((one) => one.instruction === store)) return { fn, read: instruction, store, changer };
  }
  return null;
}

/** A callee is given the task or the node and writes that dictionary, or cannot be known: a step of a driver. */
function changes(project: Project, site: CallSite, field: string): boolean {
  if (!isGivenNode(site.caller.ir, site)) return false;
  if (site.targets.length === 0) return /^execute_\w*step/.test(calleeName(site.caller.ir, site.call));
  return site.targets.some(
    (target) =>
      target.kind === 'function' &&
      !target.deferred &&
      target.via !== 'interface' &&
      writesField(project, target.function, { field, depth: followedDepth }),
  );
}

function isGivenNode(fn: IrFunction, { call }: CallSite): boolean {
  return call.arguments.some((argument) => holder.test(dottedText(fn, argument.value) ?? ''));
}

function writesField(
  project: Project,
  fn: ProjectFunction,
  { field, depth }: { readonly field: string; readonly depth: number },
): boolean {
  const writes = instructionsOf(fn.ir, storesDictionary).some((at) => at.instruction.name === field);
  if (writes) return true;
  return project.callsOf(fn).some((site) => {
    const name = calleeName(fn.ir, site.call);
    if (name === `set_${field}` || name === `del_${field}` || name === `timestamp_${field}`) return true;
    return depth > 0 && site.targets.some((target) => follows(target, site));
  });

  function follows(target: CallSite['targets'][number], site: CallSite): boolean {
    if (target.kind !== 'function' || target.deferred || target.via === 'interface') return false;
    return isGivenNode(fn.ir, site) && writesField(project, target.function, { field, depth: depth - 1 });
  }
}

function draft(rule: string, { fn, read, store, changer }: WriteBack): FindingDraft {
  return {
    rule,
    message: `\`${store.name}\` was read before \`${calleeName(fn.ir, changer.call)}\`, which may change it: writing the old copy back takes that change away.`,
    place: placeOf(fn, store.span),
    related: [
      { place: placeOf(fn, read.span), message: 'the copy is read here' },
      { place: placeOf(fn, changer.call.span), message: `this call may change ${store.name}` },
    ],
  };
}
