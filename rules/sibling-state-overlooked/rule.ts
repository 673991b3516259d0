/**
 * Finds tests of a node's state that leave out a state in which the same thing is to be done.
 *
 * Two shapes. A handler of failures clears something while an operation is running, and forgets that the operation may be
 * waiting: `if node.provision_state == CLEANING: node.clean_step = {}` without CLEANWAIT. And a function that chooses
 * between the handlers of several operations leaves out one for which there is a handler of the same family.
 */
import { soundsReleasing, wordsOf } from '../../src/analyses/obligations/vocabulary.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { BlockId, Instruction, IrFunction } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { dominatorsIn } from '../../src/rules/questions/handlers.ts';
import {
  operationOf,
  type StateTest,
  statesOfModule,
  stateTestsOf,
} from '../../src/rules/questions/state-tests.ts';
import { chosenHandlers, overlookedHandler } from './dispatch.ts';

const failureWords = new Set('fail failed failure failures error errors abort aborted timeout'.split(' '));

export function check(context: RuleContext): RuleResult {
  return { findings: context.scope.flatMap((fn) => draftsFor(context, fn)), evidence: [] };
}

function draftsFor(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  const tests = stateTestsOf(context.project, fn);
  if (tests.length === 0) return [];
  return [...waitingOverlooked(context.rule.id, fn, tests), ...operationOverlooked(context, fn, tests)];
}

function waitingOverlooked(rule: string, fn: ProjectFunction, tests: readonly StateTest[]): FindingDraft[] {
  if (!wordsOf(fn.ir.name).some((word) => failureWords.has(word))) return [];
  const mentioned = new Set(tests.flatMap((test) => test.states.map((state) => state.name)));
  return tests.flatMap((test) => {
    if (!clearsInside(fn.ir, test)) return [];
    for (const { module, name } of test.states) {
      const operation = operationOf(name);
      if (operation?.phase !== 'running') continue;
      const waiting = statesOfModule(module).find((other) => {
        const known = operationOf(other);
        return known?.operation === operation.operation && known.phase === 'waiting';
      });
      if (waiting === undefined || mentioned.has(waiting)) continue;
      const message = `What is cleared here in the state \`${name}\` stays when \`${fn.ir.name}\` runs in \`${waiting}\`, the other state of the same operation.`;
      return [{ rule, message, place: placeOf(fn, test.branch.span) }];
    }
    return [];
  });
}

/** Only for these states the function clears a field or gives something back. */
function clearsInside(fn: IrFunction, { inside, outside }: StateTest): boolean {
  const tree = dominatorsIn(fn);
  const isInside = (block: BlockId): boolean =>
    tree.dominates(inside, block) && !tree.dominates(outside, block);
  return fn.blocks.some((block) => isInside(block.id) && block.instructions.some((each) => clears(fn, each)));
}

function clears(fn: IrFunction, instruction: Instruction): boolean {
  switch (instruction.op) {
    case 'delete-attribute':
    case 'delete-item':
      return true;
    case 'store-attribute': {
      const value = instructionOf(fn, instruction.value);
      if (value?.op === 'constant') return value.constant.kind === 'none';
      return value?.op === 'build' && value.kind !== 'string' && value.elements.length === 0;
    }
    case 'call': {
      const callee = instructionOf(fn, instruction.callee);
      if (callee?.op !== 'attribute' && callee?.op !== 'load-global') return false;
      return callee.name === 'pop' || soundsReleasing(callee.name);
    }
    default:
      return false;
  }
}

function operationOverlooked(
  { project, rule }: RuleContext,
  fn: ProjectFunction,
  tests: readonly StateTest[],
): FindingDraft[] {
  const handlers = chosenHandlers(project, fn, tests);
  const overlooked = handlers.length < 2 ? null : overlookedHandler(project, handlers, tests);
  const [first] = handlers;
  if (overlooked === null || first === undefined) return [];
  const names = handlers.map((handler) => `\`${handler.function.ir.name}\``).join(' and ');
  const message = `\`${fn.ir.name}\` chooses between ${names}, and does nothing in \`${overlooked.state}\`, for which there is \`${overlooked.handler.ir.name}\`.`;
  return [
    {
      rule: rule.id,
      message,
      place: placeOf(fn, first.test.branch.span),
      related: [
        {
          place: placeOf(overlooked.handler, overlooked.handler.ir.nameSpan),
          message: 'the handler that is left out',
        },
      ],
    },
  ];
}
