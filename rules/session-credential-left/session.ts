/**
 * Which keys belong to the session of which credential, and who clears the credential.
 *
 * Terms
 * - **credential**: a key of a persisted dict that the models label a secret: `driver_internal_info['agent_secret_token']`.
 * - **companion** of a credential: a key that begins with the same word and is cleared together with it in two functions
 *   or more, and in a good part of those that clear the credential: 'agent_url'.
 */
import type { Models } from '../../src/models/model.ts';
import type { CallSite, Project, ProjectFunction } from '../../src/project/project.ts';
import { type ClearedKey, clearedKeysOf } from '../../src/rules/questions/cleared-keys.ts';
import { dottedText } from '../../src/rules/questions/spelling.ts';

export interface Credential {
  readonly field: string;
  readonly key: string;
  readonly companions: ReadonlySet<string>;
  /** Names of the functions that clear a companion. */
  readonly clearers: ReadonlySet<string>;
  /** Functions that clear it directly. */
  readonly clearedIn: readonly ProjectFunction[];
}

const owner = 'ironic.objects.node.Node';
const fewestTogether = 2;
const leastShare = 0.4;
/** Calls between the function asked about and the one that clears. */
const deepest = 4;

export function credentialsOf(project: Project, models: Models): readonly Credential[] {
  const cleared = new Map<string, ProjectFunction[]>();
  for (const fn of project.functions) {
    const names = clearedKeysOf(fn.ir).map(({ field, key }) => `${field} ${key}`);
    for (const name of new Set(names)) cleared.set(name, [...(cleared.get(name) ?? []), fn]);
  }
  return [...cleared].flatMap(([name, clearedIn]) => {
    const [field = '', key = ''] = name.split(' ');
    const labels = models.fieldLabels(`${owner}.${field}[${key}]`);
    if (!labels.some((label) => label.startsWith('secret:'))) return [];
    const companions = companionsOf(field, key, clearedIn);
    const clearing = [...companions].flatMap((companion) => cleared.get(`${field} ${companion}`) ?? []);
    return [{ field, key, clearedIn, companions, clearers: new Set(clearing.map((fn) => fn.ir.name)) }];
  });
}

function companionsOf(
  field: string,
  credential: string,
  clearedIn: readonly ProjectFunction[],
): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const fn of clearedIn) {
    const keys = clearedKeysOf(fn.ir).filter((each) => isBeside(each, field, credential));
    for (const key of new Set(keys.map((each) => each.key))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const needed = Math.max(fewestTogether, leastShare * clearedIn.length);
  return new Set([...counts].flatMap(([key, count]) => (count >= needed ? [key] : [])));
}

/** Another key of the same field with the same first word; `agent_secret_token_pregenerated` is about the credential. */
function isBeside(cleared: ClearedKey, field: string, credential: string): boolean {
  const [word] = credential.split('_');
  return (
    cleared.field === field &&
    cleared.key !== credential &&
    cleared.key.split('_')[0] === word &&
    !cleared.key.startsWith(credential)
  );
}

/** Do these calls clear the credential, themselves or in what they run, now or later? Drivers' methods are not asked. */
export function clearsCredential(
  project: Project,
  sites: readonly CallSite[],
  { clearedIn }: Credential,
): boolean {
  const clearing = new Set(clearedIn);
  const seen = new Set<ProjectFunction>();
  let level = sites.flatMap(calleesOf);
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const fresh = [...new Set(level)].filter((fn) => !seen.has(fn));
    if (fresh.some((fn) => clearing.has(fn))) return true;
    for (const fn of fresh) seen.add(fn);
    level = fresh.flatMap((fn) => project.callsOf(fn).flatMap(calleesNow));
  }
  return false;
}

function calleesOf(site: CallSite): readonly ProjectFunction[] {
  if (isOfDriver(site)) return [];
  return site.targets.flatMap((target) => (target.kind === 'function' ? [target.function] : []));
}

/** What runs a function that it was given runs those of all its callers: whose it is, is known only where it is given. */
function calleesNow(site: CallSite): readonly ProjectFunction[] {
  const given = new Set(
    site.targets.flatMap((target) =>
      target.kind === 'function' && target.via === 'callback' ? [target.function] : [],
    ),
  );
  return calleesOf(site).filter((fn) => !given.has(fn));
}

/** `task.driver.rescue.unrescue(…)`: which class answers depends on the node. */
export function isOfDriver({ caller, call }: CallSite): boolean {
  const text = dottedText(caller.ir, call.callee);
  return text !== null && /(?:^|\.)driver\.\w+\.\w+$/.test(text);
}
