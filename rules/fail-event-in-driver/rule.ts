/** Finds `process_event('fail')` in driver code: only the conductor's error handlers also tear down what the operation set up. */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText, givenArgument } from '../../src/rules/questions/arguments.ts';

const fires = 'ironic.conductor.task_manager.TaskManager.process_event';
const drivers = /^ironic\.drivers\./;
const handlers = /_error_handler$/;

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope
    .filter((fn) => drivers.test(fn.module.name) && !handlers.test(fn.ir.name))
    .flatMap((fn) => {
      const sites = project.callsOf(fn);
      if (sites.some((site) => namesOf(site).some((name) => handlers.test(name)))) return [];
      return sites.filter(firesFail).map((site) => draft(rule.id, fn, site));
    });
  return { findings, evidence: [] };

  function namesOf(site: CallSite): readonly string[] {
    return site.targets.flatMap((target) => project.namesOf(target));
  }

  function firesFail(site: CallSite): boolean {
    if (!namesOf(site).includes(fires)) return false;
    const event = givenArgument(site.call, { kind: 'argument', position: 0, name: 'event' });
    return event.kind === 'given' && constantText(site.caller.ir, event.value) === 'fail';
  }
}

function draft(rule: string, fn: ProjectFunction, { call }: CallSite): FindingDraft {
  return {
    rule,
    message: `\`${fn.ir.name}\` fires the event \`fail\` itself: the node is marked as failed, but what the operation set up (networks, the ramdisk, the step's fields) is not torn down.`,
    place: placeOf(fn, call.span),
  };
}
