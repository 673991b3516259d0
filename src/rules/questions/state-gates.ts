/**
 * What a function does to resources only in some states: the events behind a test of a state, and those anywhere else.
 *
 * Worked example: in
 *
 *     if node.provision_state in UNPROVISION_STATES:
 *         self._unprovision(node)
 *     self._cleanup_deploy(node)
 *
 * 'release:instance' happens behind the gate only, 'release:vif' elsewhere too.
 */
import type { EventName } from '../../analyses/obligations/events.ts';
import type { ProjectFunction } from '../../project/project.ts';
import type { RuleContext } from '../contract.ts';
import { dominatorsIn } from './handlers.ts';
import { type StateTest, stateTestsOf } from './state-tests.ts';

export interface StateGate {
  readonly test: StateTest;
  readonly behind: ReadonlySet<EventName>;
  readonly elsewhere: ReadonlySet<EventName>;
}

/** The gates of a function. Events are dear: ask for functions of interest only. */
export function stateGatesOf({ project, analyses }: RuleContext, fn: ProjectFunction): readonly StateGate[] {
  const tests = stateTestsOf(project, fn);
  if (tests.length === 0) return [];
  const tree = dominatorsIn(fn.ir);
  const calls = project.callsOf(fn).map((site) => ({
    block: site.block,
    events: [...analyses.obligations.events.at(fn, { block: site.block, index: site.index }).keys()],
  }));
  return tests.map((test) => {
    const isBehind = (block: number): boolean =>
      tree.dominates(test.inside, block) && !tree.dominates(test.outside, block);
    const eventsOf = (wanted: boolean) =>
      new Set(calls.flatMap(({ block, events }) => (isBehind(block) === wanted ? events : [])));
    return { test, behind: eventsOf(true), elsewhere: eventsOf(false) };
  });
}
