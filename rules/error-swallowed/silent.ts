/**
 * Handlers without a test (`catch {}` of JavaScript, `.catch(() => {})` of a promise, a bare `except: pass`) that do nothing
 * at all, around an operation on a machine: powering, wiping, its console. Nobody learns that it did not happen.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Block, Call, Instruction, IrFunction } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { dominatorsIn } from '../../src/rules/questions/handlers.ts';

/** Steps whose failure the user of a machine has to know. */
const operations: ReadonlySet<string> = new Set([
  'node.unprovision',
  'node.provision',
  'node.power',
  'console.enable',
  'console.disable',
]);

export function silentHandlers(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  const handlers = fn.ir.blocks.filter((block) => isUntested(block));
  return handlers.flatMap((handler) => {
    const operation = operationUnder(context, fn, handler);
    if (operation === null || !isSilent(context, fn, handler)) return [];
    const message = `When this operation fails, the handler drops the error without a word: whoever asked for it takes it for done.`;
    return [{ rule: context.rule.id, message, place: placeOf(fn, operation.span) }];
  });
}

function isUntested({ instructions, terminator }: Block): boolean {
  return instructions[0]?.op === 'catch' && terminator.op !== 'catches';
}

function operationUnder({ project, models }: RuleContext, fn: ProjectFunction, handler: Block): Call | null {
  const guarded = new Set(fn.ir.blocks.filter((block) => block.handler === handler.id).map(({ id }) => id));
  const site = project
    .callsOf(fn)
    .find(
      ({ block, targets }) =>
        guarded.has(block) &&
        targets.some((target) =>
          models
            .apisNamed(project.namesOf(target))
            .some(({ steps }) => steps.some((step) => operations.has(step))),
        ),
    );
  return site?.call ?? null;
}

/** Nothing in the handler's own blocks tells anybody, or raises. */
function isSilent(context: RuleContext, fn: ProjectFunction, handler: Block): boolean {
  const tree = dominatorsIn(fn.ir);
  const body = fn.ir.blocks.filter((block) => tree.dominates(handler.id, block.id));
  return body.every(
    ({ instructions, terminator }) =>
      (terminator.op === 'jump' || (terminator.op === 'return' && isNone(fn.ir, terminator.value))) &&
      instructions.every((instruction) => saysNothing(context, fn, instruction)),
  );
}

function isNone(fn: IrFunction, value: number): boolean {
  const made = instructionOf(fn, value);
  return made?.op === 'constant' && made.constant.kind === 'none';
}

function saysNothing({ project }: RuleContext, fn: ProjectFunction, instruction: Instruction): boolean {
  switch (instruction.op) {
    case 'catch':
    case 'constant':
    case 'make-function':
    case 'await':
      return true;
    case 'call': {
      const { targets } = project.siteOf(fn, instruction);
      return (
        targets.length > 0 &&
        targets.every((target) => target.kind === 'function' && isEmpty(target.function))
      );
    }
    default:
      return false;
  }
}

/** `function () {}` */
function isEmpty({ ir }: ProjectFunction): boolean {
  const [block, ...others] = ir.blocks;
  if (block === undefined || others.length > 0 || block.terminator.op !== 'return') return false;
  return block.instructions.every(({ op }) => op === 'parameter' || op === 'constant');
}
