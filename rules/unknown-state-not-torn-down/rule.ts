/**
 * Finds teardowns that end an instance only when its node is in one of the states of a list: a node in a state that the
 * list does not know, because it was added later on the other side, is merely forgotten.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { type StateGate, stateGatesOf } from '../../src/rules/questions/state-gates.ts';
import {
  operationOf,
  type StateTest,
  statesOfModule,
  stateTestsOf,
} from '../../src/rules/questions/state-tests.ts';

/** A shorter list names the states in which something special is to be done. */
const fewest = 4;
const ending = 'release:instance';

export function check(context: RuleContext): RuleResult {
  return { findings: context.scope.flatMap((fn) => draftsFor(context, fn)), evidence: [] };
}

function draftsFor(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  if (!stateTestsOf(context.project, fn).some(isList)) return [];
  if (!context.analyses.obligations.isTeardown(fn)) return [];
  const gates = stateGatesOf(context, fn);
  return gates
    .filter((gate) => endsOnlyListed(gate) && !asksForTheRest(gate, gates))
    .map((gate) => draft(context.rule.id, fn, gate.test));
}

function endsOnlyListed({ test, behind, elsewhere }: StateGate): boolean {
  return isList(test) && behind.has(ending) && !elsewhere.has(ending);
}

function isList(test: StateTest): boolean {
  return test.states.length >= fewest && test.inside === test.branch.then;
}

/** Another test of the same field sends other states the same way: `… or state not in ALL_STATES`. */
function asksForTheRest(gate: StateGate, gates: readonly StateGate[]): boolean {
  return gates.some(({ test }) => test !== gate.test && test.field === gate.test.field);
}

function draft(rule: string, fn: ProjectFunction, test: StateTest): FindingDraft {
  const missing = similarStates(test);
  const known = missing.length === 0 ? '' : ` (of the known ones ${missing.join(', ')})`;
  return {
    rule,
    message: `\`${fn.ir.name}\` ends the instance only in ${test.states.length} listed states; a node in any other${known} keeps running what its former owner left.`,
    place: placeOf(fn, test.branch.span),
  };
}

/** Known states that are not in the list, of operations of which others are. */
function similarStates(test: StateTest): readonly string[] {
  const listed = new Set(test.states.map((state) => state.name));
  const operations = new Set(test.states.flatMap((state) => operationOf(state.name)?.operation ?? []));
  const [first] = test.states;
  if (first === undefined) return [];
  return statesOfModule(first.module).filter((name) => {
    const operation = operationOf(name)?.operation;
    return operation !== undefined && operations.has(operation) && !listed.has(name);
  });
}
