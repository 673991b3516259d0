/**
 * Finds network interfaces that create ports at the network service for a node without removing first what a failed attempt
 * has left there. An address can be bound once, so the next attempt fails.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { effectSites, keyOf, reachedWithout } from '../../src/rules/questions/consoles.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

const networkInterface = 'ironic.drivers.base.NetworkInterface';
const creating = 'acquire:network';
const removing = 'release:network';

export function check(context: RuleContext): RuleResult {
  const { project, analyses, scope, rule } = context;
  const methods = scope.filter(
    (fn) => fn.class !== null && fn.class.path !== networkInterface && isOfNetwork(context, fn),
  );
  const findings = methods.flatMap((fn): FindingDraft[] => {
    const created = effectSites(project, analyses, { fn, effect: creating }).filter(
      ({ point }) => analyses.obligations.events.at(fn, point).get(creating)?.witness.api != null,
    );
    if (created.length === 0) return [];
    const reached = reachedWithout(analyses, { fn, effect: removing, from: null });
    return created
      .filter(({ point }) => reached.has(keyOf(point)))
      .map(({ site }) => ({
        rule: rule.id,
        message: `\`${calledName(fn.ir, site.call)}\` creates ports for the node, and nothing has removed those of an attempt that failed: an address that is bound already makes every further attempt fail.`,
        place: placeOf(fn, site.call.span),
      }));
  });
  return { findings, evidence: [] };
}

function isOfNetwork({ project }: RuleContext, fn: ProjectFunction): boolean {
  return fn.class !== null && project.isSubclass(fn.class.path, networkInterface);
}
