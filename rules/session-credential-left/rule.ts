/**
 * Finds operations on a node that end, or begin anew, with the credential of the former session still stored.
 *
 * Two shapes. A function clears other keys of the session, as `agent_url`, and leaves the token; and a function ends an
 * operation, by the driver's method for it and a final event, and nothing on that way clears the token, as others of its
 * kind do.
 */
import { soundsReleasing } from '../../src/analyses/obligations/vocabulary.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { CallSite, Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText, givenArgument } from '../../src/rules/questions/arguments.ts';
import { clearedKeysOf } from '../../src/rules/questions/cleared-keys.ts';
import { clausesOf } from '../../src/rules/questions/handlers.ts';
import { blocksThrough } from '../../src/rules/questions/runs-through.ts';
import { calleeName } from '../../src/rules/questions/spelling.ts';
import type { Span } from '../../src/source/text.ts';
import { type Credential, clearsCredential, credentialsOf, isOfDriver } from './session.ts';

/** Methods of drivers' interfaces that end an operation for which a ramdisk ran. */
const ending = new Set(['abort', 'unrescue', 'tear_down', 'tear_down_cleaning', 'tear_down_service']);
const eventMethods = new Set(['process_event']);
const finalEvents = new Set(['done', 'abort', 'clean']);
/** Others that end an operation and clear the credential, at least. */
const fewestPeers = 1;

export function check(context: RuleContext): RuleResult {
  const { project, models, scope } = context;
  const credentials = credentialsOf(project, models).filter(({ companions }) => companions.size > 0);
  if (credentials.length === 0) return { findings: [], evidence: [] };
  const endings = project.functions.flatMap((fn) => endingOf(project, fn));
  const findings = credentials.flatMap((credential) => [
    ...scope.flatMap((fn) => companionCleared(context, fn, credential)),
    ...endedWith(context, endings, credential),
  ]);
  return { findings, evidence: [] };
}

/** A function with a name that releases (`remove_agent_url`) is judged where it is called. */
function companionCleared(
  { project, rule }: RuleContext,
  fn: ProjectFunction,
  credential: Credential,
): readonly FindingDraft[] {
  if (credential.clearedIn.includes(fn)) return [];
  const places = [...clearedHere(fn, credential), ...clearedByCallee(project, fn, credential)];
  const left = places.find(
    ({ block }) => !clearsCredential(project, sitesThrough(project, fn, block), credential),
  );
  if (left === undefined) return [];
  const message = `\`${left.key}\` is cleared and \`${credential.key}\` of the same session is not: whoever has the old credential can go on using it after \`${fn.ir.name}\`.`;
  return [{ rule: rule.id, message, place: placeOf(fn, left.span) }];
}

/** Names in the text are cheap to look at: most functions need no linked calls. */
function speaksOf({ ir }: ProjectFunction, names: ReadonlySet<string>): boolean {
  return ir.blocks.some((block) =>
    block.instructions.some(
      (one) => (one.op === 'attribute' || one.op === 'load-global') && names.has(one.name),
    ),
  );
}

interface Clearing {
  readonly key: string;
  readonly block: number;
  readonly span: Span;
}

function clearedHere(fn: ProjectFunction, credential: Credential): readonly Clearing[] {
  if (soundsReleasing(fn.ir.name)) return [];
  return clearedKeysOf(fn.ir).filter(
    ({ field, key }) => field === credential.field && credential.companions.has(key),
  );
}

function clearedByCallee(project: Project, fn: ProjectFunction, credential: Credential): readonly Clearing[] {
  return project.callsOf(fn).flatMap(({ block, call, targets }) => {
    const [target] = targets;
    if (targets.length !== 1 || target?.kind !== 'function' || !soundsReleasing(target.function.ir.name))
      return [];
    if (credential.clearedIn.includes(target.function)) return [];
    const cleared = clearedKeysOf(target.function.ir).find(
      ({ field, key }) => field === credential.field && credential.companions.has(key),
    );
    return cleared === undefined ? [] : [{ key: cleared.key, block, span: call.span }];
  });
}

function sitesThrough(project: Project, fn: ProjectFunction, block: number): readonly CallSite[] {
  const run = blocksThrough(fn.ir, block);
  return project.callsOf(fn).filter((site) => run.has(site.block));
}

interface Ending {
  readonly function: ProjectFunction;
  readonly event: CallSite;
  /** 'unrescue' */
  readonly method: string;
}

/** Functions that call a driver's method that ends an operation and then fire the final event. */
function endingOf(project: Project, fn: ProjectFunction): readonly Ending[] {
  if (!speaksOf(fn, eventMethods)) return [];
  const sites = project.callsOf(fn);
  const events = sites.filter((site) => isFinalEvent(fn, site));
  if (events.length === 0) return [];
  const handled = new Set(clausesOf(fn.ir).flatMap((clause) => clause.body.map((block) => block.id)));
  for (const event of events) {
    if (handled.has(event.block)) continue;
    const run = blocksThrough(fn.ir, event.block);
    const ended = sites.find((site) => run.has(site.block) && isEnding(fn, site));
    if (ended !== undefined) return [{ function: fn, event, method: calleeName(fn.ir, ended.call) }];
  }
  return [];
}

function isFinalEvent(fn: ProjectFunction, { call }: CallSite): boolean {
  if (calleeName(fn.ir, call) !== 'process_event') return false;
  const [event] = call.arguments;
  if (event === undefined || !finalEvents.has(constantText(fn.ir, event.value) ?? '')) return false;
  return givenArgument(call, { kind: 'argument', position: null, name: 'callback' }).kind === 'absent';
}

function isEnding(fn: ProjectFunction, site: CallSite): boolean {
  return ending.has(calleeName(fn.ir, site.call)) && isOfDriver(site);
}

function endedWith(
  { project, scope, rule }: RuleContext,
  endings: readonly Ending[],
  credential: Credential,
): readonly FindingDraft[] {
  const judged = endings.map((each) => ({
    ...each,
    clears:
      credential.clearedIn.includes(each.function) ||
      clearsCredential(project, sitesThrough(project, each.function, each.event.block), credential),
  }));
  const peers = judged.filter((each) => each.clears);
  if (peers.length < fewestPeers) return [];
  const inScope = new Set(scope);
  return judged
    .filter((each) => !each.clears && inScope.has(each.function))
    .map(({ function: fn, event, method }) => ({
      rule: rule.id,
      message: `\`${fn.ir.name}\` ends the operation by \`${method}\` and leaves \`${credential.key}\` stored, which others that end one clear (\`${peers[0]?.function.ir.name ?? ''}\`): the ramdisk's credential stays valid.`,
      place: placeOf(fn, event.call.span),
      related: peers.slice(0, 3).map((peer) => ({
        place: placeOf(peer.function, peer.event.call.span),
        message: `${peer.function.ir.name} has cleared it by here`,
      })),
    }));
}
