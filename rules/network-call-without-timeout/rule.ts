/**
 * Finds calls that wait for a peer on the network and give no limit.
 *
 * Which calls wait, and which argument is the limit, stands in the models (`timeout`). A `**kwargs` counts only if it is
 * known to hold the limit, or if everyone who calls the function gives it.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { Selector } from '../../src/models/model.ts';
import type { CallSite, Project, Target } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf, shortName } from '../../src/rules/failure-trace.ts';
import { constantOf, givenArgument, keywordsHold } from '../../src/rules/questions/arguments.ts';

interface Waiting {
  readonly site: CallSite;
  readonly name: string;
  readonly limit: Extract<Selector, { readonly kind: 'argument' }>;
}

export function check(context: RuleContext): RuleResult {
  const waiting = context.scope.flatMap((fn) =>
    context.project.callsOf(fn).flatMap((site) => waitingCall(context, site)),
  );
  return {
    findings: waiting
      .filter((call) => isUnlimited(context.project, call))
      .map((call) => draft(context.rule.id, call)),
    evidence: [],
  };
}

function waitingCall({ project, models }: RuleContext, site: CallSite): readonly Waiting[] {
  for (const target of site.targets) {
    if (target.kind !== 'external' || target.deferred) continue;
    const limit = limitOf(models.apisNamed(project.namesOf(target)));
    if (limit?.kind === 'argument') return [{ site, name: nameOf(target), limit }];
  }
  return [];
}

function limitOf(apis: readonly { readonly timeout: Selector | null }[]): Selector | null {
  return apis.find((api) => api.timeout !== null)?.timeout ?? null;
}

function nameOf(target: Target): string {
  return target.kind === 'external' ? target.path : target.function.path;
}

function isUnlimited(project: Project, { site, limit }: Waiting): boolean {
  const given = givenArgument(site.call, limit);
  switch (given.kind) {
    case 'absent':
      return true;
    case 'given':
      return constantOf(site.caller.ir, given.value)?.kind === 'none';
    case 'passed-on':
      return given.value !== null && limit.name !== null && misses(given.value, limit.name);
  }

  function misses(value: number, key: string): boolean {
    return keywordsHold(project, { caller: site.caller, value, key }) === 'no';
  }
}

function draft(rule: string, { site, name, limit }: Waiting): FindingDraft {
  const { caller, call } = site;
  const has = caller.ir.parameters.some((parameter) => parameter.name === limit.name)
    ? `, although \`${caller.ir.name}\` has a parameter \`${limit.name}\``
    : '';
  return {
    rule,
    message: `\`${shortName(name)}\` waits for its peer without a limit${has}: a peer that stays silent keeps the worker, and whatever lock it holds, for ever.`,
    place: placeOf(caller, call.span),
  };
}
