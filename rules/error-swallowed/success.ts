/** Shapes of swallowed errors that are known by who runs the function: the conductor a step, an executor a worker. */
import { instructionOf } from '../../src/ir/definitions.ts';
import type { BlockId, IrFunction } from '../../src/ir/ir.ts';
import { terminatorTargets } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext } from '../../src/rules/contract.ts';
import { type Clause, isBroad } from '../../src/rules/questions/handlers.ts';
import { calleeName, callsIn, dutyOf, guardsFailure, isQuiet, mayRaise } from './swallowing.ts';

const stepRunners = /^execute_(?:clean|deploy|service|verify)_step$/;
const stepDecorators = /(?:^|\.)(?:clean|deploy|service|verify)_step$/;
const errorHandlers = /_error_handler$/;
const loudLevels = new Set(['error', 'exception', 'critical']);

/** The conductor reads None as "done" and goes on with the next step. */
export function succeedsInStep(context: RuleContext, fn: ProjectFunction, clause: Clause): string | null {
  if (!isStep(fn) || mayRaise(context, fn, clause)) return null;
  const reports = callsIn(clause).some((call) => {
    const name = calleeName(fn, call.callee);
    return errorHandlers.test(name) || (loudLevels.has(name) && dutyOf(context, fn, call) === 'log');
  });
  if (!reports || !endsInNone(fn.ir, clause.entry) || !guardsFailure(context, fn, clause)) return null;
  return `The step \`${fn.ir.name}\` failed, and returns None all the same: the conductor takes that for success and goes on with the next step.`;
}

function isStep(fn: ProjectFunction): boolean {
  return stepRunners.test(fn.ir.name) || fn.decorators.some((path) => stepDecorators.test(path));
}

/** Every normal way from here leads to a return of None, without another loop round or attempt. */
function endsInNone(fn: IrFunction, from: BlockId): boolean {
  const seen = new Set([from]);
  let returns = 0;
  for (const id of seen) {
    const block = fn.blocks[id];
    if (block === undefined) continue;
    const { terminator } = block;
    if (terminator.op === 'branch' && terminator.origin !== 'if' && terminator.origin !== 'with')
      return false;
    if (terminator.op === 'raise') return false;
    if (terminator.op === 'return') {
      const value = instructionOf(fn, terminator.value);
      if (value?.op !== 'constant' || value.constant.kind !== 'none') return false;
      returns++;
    }
    for (const next of terminatorTargets(terminator)) seen.add(next);
  }
  return returns > 0;
}

/** Nobody waits for what an executor or a green thread runs. */
export function losesInWorker(context: RuleContext, fn: ProjectFunction, clause: Clause): string | null {
  if (!isBroad(clause) || !logsLoudly(context, fn, clause) || !isQuiet(context, fn, clause)) return null;
  if (!isWorker(context, fn) || !endsInNone(fn.ir, clause.entry)) return null;
  if (!guardsFailure(context, fn, clause)) return null;
  return `\`${fn.ir.name}\` runs in the background and only logs this failure: nobody waits for it, so the record of the operation keeps saying that it is under way.`;
}

function logsLoudly(context: RuleContext, fn: ProjectFunction, clause: Clause): boolean {
  return callsIn(clause).some(
    (call) => loudLevels.has(calleeName(fn, call.callee)) && dutyOf(context, fn, call) === 'log',
  );
}

function isWorker({ project }: RuleContext, fn: ProjectFunction): boolean {
  const sites = project.callersOf(fn);
  const deferred = sites.filter((site) =>
    site.targets.some((target) => target.kind === 'function' && target.function === fn && target.deferred),
  );
  return deferred.length > 0 && deferred.length === sites.length;
}
