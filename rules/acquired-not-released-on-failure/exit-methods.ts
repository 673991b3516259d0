/** `__exit__` methods that release only when no exception is in flight, of classes that keep what they acquired. */
import { soundsReleasing } from '../../src/analyses/obligations/vocabulary.ts';
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { Block, BlockId, IrFunction, ValueId } from '../../src/ir/ir.ts';
import { terminatorTargets } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import { calleeName } from '../../src/rules/questions/spelling.ts';
import type { Acquisition } from './acquisitions.ts';

const constructors = new Set(['__init__', '__enter__']);

export function exitSkipsRelease(fn: ProjectFunction, acquired: Acquisition): boolean {
  if (!constructors.has(fn.ir.name) || acquired.value === null) return false;
  const exit = fn.class?.methods.get('__exit__')?.ir;
  if (exit === undefined || !isKept(fn.ir, acquired.value)) return false;
  return exit.blocks.some((block) => releasesOnOneSide(exit, block));
}

function isKept(fn: IrFunction, value: ValueId): boolean {
  return usesOf(fn, value).some(
    (use) =>
      use.kind === 'instruction' &&
      use.instruction.op === 'store-attribute' &&
      use.instruction.value === value,
  );
}

/** The branch asks for the exception; nothing is released where there is one, something where there is none. */
function releasesOnOneSide(exit: IrFunction, { terminator }: Block): boolean {
  if (terminator.op !== 'branch') return false;
  const side = failingSide(exit, terminator.condition);
  if (side === null) return false;
  const [failing, normal] =
    side === 'then' ? [terminator.then, terminator.otherwise] : [terminator.otherwise, terminator.then];
  return !releasesFrom(exit, failing) && releasesFrom(exit, normal);
}

/** The side taken with an exception in flight; null: the condition does not ask for it. */
function failingSide(exit: IrFunction, condition: ValueId): 'then' | 'otherwise' | null {
  const test = instructionOf(exit, condition);
  if (isException(exit, condition)) return 'then';
  if (test?.op !== 'operator' || !test.operands.some((operand) => isException(exit, operand))) return null;
  if (test.operator === 'is not') return 'then';
  return test.operator === 'is' || test.operator === 'not' ? 'otherwise' : null;
}

function isException(exit: IrFunction, value: ValueId): boolean {
  const parameter = instructionOf(exit, value);
  return parameter?.op === 'parameter' && parameter.index > 0;
}

function releasesFrom(exit: IrFunction, start: BlockId): boolean {
  const reached = new Set([start]);
  for (const id of reached) {
    const block = exit.blocks[id];
    for (const next of block === undefined ? [] : terminatorTargets(block.terminator)) reached.add(next);
  }
  return [...reached].some((id) =>
    exit.blocks[id]?.instructions.some(
      (instruction) => instruction.op === 'call' && soundsReleasing(calleeName(exit, instruction)),
    ),
  );
}
