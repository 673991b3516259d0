/**
 * What becomes of an acquired resource inside the function that acquired it.
 *
 * The resource is followed by its value: the result of the acquiring call and what it is unpacked or merged into. It
 * is discharged when a call releases or takes over its kind and works on that value (or on no value that is known), when
 * the value is returned or yielded, or when it is stored where others see it.
 */
import { usesOf } from '../../ir/definitions.ts';
import type { Instruction, IrFunction, Terminator, ValueId } from '../../ir/ir.ts';
import { operandsOf } from '../../ir/operands.ts';
import type { Project, ProjectFunction } from '../../project/project.ts';
import type { Exceptions, Point } from '../exceptions/exceptions.ts';
import type { Events } from './events.ts';
import { findUnmetPath, type WalkPath } from './walk.ts';

export interface Acquired {
  readonly function: ProjectFunction;
  /** The acquiring call. */
  readonly point: Point;
  /** Kind of the resource: 'mount'. */
  readonly resource: string;
  /** The value that stands for it; null: it is identified by its kind alone. */
  readonly value: ValueId | null;
}

export interface AcquiredInput {
  readonly project: Project;
  readonly exceptions: Exceptions;
  readonly events: Events;
}

/** Aliases followed at most. */
const maximumAliases = 256;

export function exitWithout(input: AcquiredInput, acquired: Acquired): WalkPath | null {
  const { ir } = acquired.function;
  const aliases = acquired.value === null ? null : aliasesOf(ir, acquired.value);
  return findUnmetPath(input.exceptions, {
    function: acquired.function,
    from: { point: acquired.point, how: 'completed' },
    discharges: (point, executed) =>
      (aliases !== null && handsOver(executed, aliases)) ||
      givesUp(input, acquired, { point, executed, aliases }),
    attemptCounts: true,
    degree: 'strong',
    exits: 'any',
  });
}

/** Values that are, hold, or are made of the resource's value without a call in between. */
function aliasesOf(fn: IrFunction, value: ValueId): ReadonlySet<ValueId> {
  const aliases = new Set([value]);
  for (const alias of aliases) {
    if (aliases.size > maximumAliases) break;
    for (const use of usesOf(fn, alias)) {
      if (use.kind === 'phi') aliases.add(use.phi.result);
      if (use.kind === 'instruction' && carries(use.instruction)) aliases.add(use.instruction.result);
    }
  }
  return aliases;
}

type Carrier = Extract<Instruction, { op: 'unpack' | 'build' | 'await' | 'enter' | 'attribute' }>;

function carries(instruction: Instruction): instruction is Carrier {
  return ['unpack', 'build', 'await', 'enter', 'attribute'].includes(instruction.op);
}

/** Returned, yielded, or stored where it outlives the function. */
function handsOver(executed: Instruction | Terminator, aliases: ReadonlySet<ValueId>): boolean {
  switch (executed.op) {
    case 'return':
    case 'yield':
    case 'store-attribute':
    case 'store-item':
    case 'store-name':
    case 'store-cell':
    case 'append':
      return aliases.has(executed.value);
    default:
      return false;
  }
}

function givesUp(
  input: AcquiredInput,
  acquired: Acquired,
  at: {
    readonly point: Point;
    readonly executed: Instruction | Terminator;
    readonly aliases: ReadonlySet<ValueId> | null;
  },
): boolean {
  const { executed, aliases, point } = at;
  if (executed.op !== 'call' && executed.op !== 'exit') return false;
  const events = input.events.at(acquired.function, point);
  if (!events.has(`release:${acquired.resource}`) && !events.has(`transfer:${acquired.resource}`))
    return false;
  if (executed.op === 'exit' || aliases === null) return true;
  const operands = operandsOf(executed);
  return operands.some((operand) => aliases.has(operand)) || operands.length <= 1;
}
