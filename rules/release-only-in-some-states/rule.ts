/**
 * Finds teardowns that give something back only when the node is in one of some states, although the setup acquired it
 * whatever state came after.
 */
import type { FindingDraft, Step } from '../../src/findings/finding.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { type StateGate, stateGatesOf } from '../../src/rules/questions/state-gates.ts';
import { stateTestsOf } from '../../src/rules/questions/state-tests.ts';

export function check(context: RuleContext): RuleResult {
  const { project, analyses, scope } = context;
  const gated = scope.filter((fn) => stateTestsOf(project, fn).length > 0);
  const teardowns = gated.filter((fn) => analyses.obligations.setupsOf(fn).length > 0);
  return { findings: teardowns.flatMap((fn) => draftsFor(context, fn)), evidence: [] };
}

function draftsFor(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  return stateGatesOf(context, fn).flatMap((gate) => {
    const left = leftBehind(context, fn, gate);
    return left.length === 0 ? [] : [draft(context.rule.id, { fn, gate, left })];
  });
}

interface LeftBehind {
  readonly resource: string;
  /** Where the setup acquires it. */
  readonly acquired: Step;
}

/** What is given back, or handed over, behind the gate alone. */
function leftBehind({ analyses }: RuleContext, fn: ProjectFunction, gate: StateGate): readonly LeftBehind[] {
  const gated = resourcesGivenUp(gate.behind);
  const elsewhere = resourcesGivenUp(gate.elsewhere);
  const setups = analyses.obligations.setupsOf(fn);
  return [...gated].sort().flatMap((resource) => {
    if (elsewhere.has(resource)) return [];
    for (const setup of setups) {
      const acquired = analyses.obligations.events.of(setup).get(`acquire:${resource}`);
      if (acquired === undefined) continue;
      const { witness } = acquired;
      const place = placeOf(witness.function, witness.span);
      return [{ resource, acquired: { place, message: `${setup.ir.name} acquires ${resource} here` } }];
    }
    return [];
  });
}

function resourcesGivenUp(events: ReadonlySet<string>): ReadonlySet<string> {
  const resources = [...events].flatMap((event) => {
    const [action, resource] = event.split(':');
    return (action === 'release' || action === 'transfer') && resource !== undefined ? [resource] : [];
  });
  return new Set(resources);
}

function draft(
  rule: string,
  found: {
    readonly fn: ProjectFunction;
    readonly gate: StateGate;
    readonly left: readonly LeftBehind[];
  },
): FindingDraft {
  const { fn, gate, left } = found;
  const resources = left.map(({ resource }) => resource).join(', ');
  const states = gate.test.states.map((state) => state.name);
  const named = states.length > 4 ? `one of ${states.length} states` : states.join(' or ');
  return {
    rule,
    message: `\`${fn.ir.name}\` gives ${resources} back only when \`${gate.test.field}\` is ${named}; in every other state it stays with the node.`,
    place: placeOf(fn, gate.test.branch.span),
    related: left.map(({ acquired }) => acquired),
  };
}
