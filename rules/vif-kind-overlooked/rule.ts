/**
 * Finds hand-written lists of the keys under which a port keeps its VIFs (`cleaning_vif_port_id`, …) that lack a key which
 * other code of the tree writes, and deletions that such a list is to guard.
 *
 * Worked example: the network interface writes `'%s_vif_port_id' % process` and is called with `'servicing'`;
 * `get_attached_vif` asks for cleaning, provisioning and rescuing: a port in use for servicing counts as free.
 *
 * Terms: a **kind** is the first word of such a key. A function **lists** kinds when it names at least two of them to read,
 * find or remove them. The tenant's VIF is no member: it is often asked for by a function of its own.
 */
import type { FindingDraft, Step } from '../../src/findings/finding.ts';
import type { ConstantInstruction } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { decidingUses } from './guards.ts';
import { isWritten, type NamedKind, namedKinds, writtenKinds } from './kinds.ts';

const fewestListed = 2;
const deleting = /(?:^|_)(?:destroy|delete|remove)(?:_|$)/;

interface Overlooking {
  readonly fn: ProjectFunction;
  readonly listed: ReadonlySet<string>;
  readonly last: ConstantInstruction;
  readonly missing: readonly string[];
}

export function check(context: RuleContext): RuleResult {
  const { project, scope } = context;
  const lists = project.functions.filter((fn) => read(fn).length >= fewestListed);
  if (lists.length === 0) return { findings: [], evidence: [] };
  const written = writtenKinds(project);
  const inScope = new Set(scope);
  const findings = lists
    .flatMap((fn) => overlookingOf(fn, written))
    .flatMap((found) => [
      ...(inScope.has(found.fn) ? [listDraft(context, found, written)] : []),
      ...guardDrafts(context, found)
        .filter(({ function: fn }) => inScope.has(fn))
        .map(({ draft }) => draft),
    ]);
  return { findings, evidence: [] };
}

function read(fn: ProjectFunction): readonly NamedKind[] {
  return namedKinds(fn.ir).filter(({ constant }) => !isWritten(fn.ir, constant.result));
}

function overlookingOf(fn: ProjectFunction, written: ReadonlyMap<string, Step>): readonly Overlooking[] {
  const found = read(fn);
  const listed = new Set(found.map(({ kind }) => kind));
  const last = found.at(-1)?.constant;
  if (listed.size < fewestListed || last === undefined) return [];
  const known = new Set(namedKinds(fn.ir).map(({ kind }) => kind));
  const missing = [...written.keys()].filter((kind) => !known.has(kind)).sort();
  return missing.length === 0 ? [] : [{ fn, listed, last, missing }];
}

function listDraft(
  { rule }: RuleContext,
  { fn, listed, last, missing }: Overlooking,
  written: ReadonlyMap<string, Step>,
): FindingDraft {
  return {
    rule: rule.id,
    message: `${[...listed].sort().join(', ')} VIFs are looked for, ${missing.join(' and ')} is not: a port in use for that counts as free.`,
    place: placeOf(fn, last.span),
    related: missing.flatMap((kind) => written.get(kind) ?? []),
  };
}

/** Deletions that ask the list whether the port is in use. */
function guardDrafts({ project, rule }: RuleContext, { fn, last, missing }: Overlooking) {
  return project
    .callersOf(fn)
    .filter(({ caller, call }) => deleting.test(caller.ir.name) && decidingUses(caller.ir, call))
    .map(({ caller, call }) => ({
      function: caller,
      draft: {
        rule: rule.id,
        message: `\`${caller.ir.name}\` asks \`${fn.ir.name}\` whether the port is in use, and that does not look for ${missing.join(' and ')} VIFs: a port that is bound for this can be deleted.`,
        place: placeOf(caller, call.span),
        related: [{ place: placeOf(fn, last.span), message: 'the kinds that are looked for end here' }],
      },
    }));
}
