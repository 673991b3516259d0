/** What ends the duty to release: a release, a hand-over to somebody else, a registered callback. */

import type { Point } from '../../src/analyses/obligations/obligations.ts';
import { soundsReleasing } from '../../src/analyses/obligations/vocabulary.ts';
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { Branch, Call, Instruction, IrFunction, Terminator, ValueId } from '../../src/ir/ir.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import { clausesOf, dominatorsIn } from '../../src/rules/questions/handlers.ts';
import { calleeName } from '../../src/rules/questions/spelling.ts';
import type { Span } from '../../src/source/text.ts';
import { type Acquisition, unmounts } from './acquisitions.ts';

type Executed = Instruction | Terminator;

/** Calls that take a path over: renamed, or to be released by somebody who was told. */
const takers = new Set(
  'rename renames replace move append add callback push register addCleanup enter_context atexit rm_rf'.split(
    ' ',
  ),
);
const maximumAliases = 256;

export function dischargesOf(
  fn: IrFunction,
  acquired: Acquisition,
): (point: Point, executed: Executed) => boolean {
  const discharges = directDischargesOf(fn, acquired);
  return (point, executed) =>
    executed.op === 'branch' ? releasesOnASide(fn, executed, discharges) : discharges(point, executed);
}

/** `if mounted: umount(…)`: the function keeps account of what it holds, and is taken at its word. */
function releasesOnASide(
  fn: IrFunction,
  branch: Branch,
  discharges: (point: Point, executed: Executed) => boolean,
): boolean {
  if (branch.origin !== 'if') return false;
  const tree = dominatorsIn(fn);
  return fn.blocks.some(
    (block) =>
      tree.dominates(branch.then, block.id) &&
      block.instructions.some(
        (instruction, index) =>
          instruction.op === 'call' && discharges({ block: block.id, index }, instruction),
      ),
  );
}

function directDischargesOf(
  fn: IrFunction,
  acquired: Acquisition,
): (point: Point, executed: Executed) => boolean {
  if (acquired.value === null) return (_point, executed) => executed.op === 'call' && unmounts(fn, executed);
  const aliases = aliasesOf(fn, acquired.value);
  return (_point, executed) =>
    handsOver(executed, aliases) || isReleasedBy(fn, executed, aliases) || isCleaningUp(fn, executed);
}

/** The `yield` of a generator context manager at which an exception skips the release that follows; null: none. */
export function yieldWithoutRelease(
  { ir, decorators }: ProjectFunction,
  site: CallSite,
  acquired: Acquisition,
): Span | null {
  if (!decorators.some((path) => path.endsWith('contextmanager'))) return null;
  const discharges = dischargesOf(ir, acquired);
  const tree = dominatorsIn(ir);
  for (const block of ir.blocks) {
    const index = block.instructions.findIndex((instruction) => instruction.op === 'yield');
    const yielding = block.instructions[index];
    if (yielding === undefined || block.handler !== null || !tree.dominates(site.block, block.id)) continue;
    const isReleased = ir.blocks.some((later) =>
      later.instructions.some(
        (instruction, at) =>
          instruction.op === 'call' &&
          (later.id === block.id ? at > index : tree.dominates(block.id, later.id)) &&
          discharges({ block: later.id, index: at }, instruction),
      ),
    );
    if (isReleased && clausesOf(ir).every((clause) => !clause.guarded.includes(block))) return yielding.span;
  }
  return null;
}

/** What fails while a mount is taken down already is another matter. */
function isCleaningUp(fn: IrFunction, executed: Executed): boolean {
  return executed.op === 'call' && unmounts(fn, executed);
}

function aliasesOf(fn: IrFunction, value: ValueId): ReadonlySet<ValueId> {
  const aliases = new Set([value]);
  for (const alias of aliases) {
    if (aliases.size > maximumAliases) break;
    for (const use of usesOf(fn, alias)) {
      if (use.kind === 'phi') aliases.add(use.phi.result);
      else if (use.kind === 'instruction' && isJoined(fn, use.instruction))
        aliases.add(use.instruction.result);
      else if (
        use.kind === 'instruction' &&
        (use.instruction.op === 'unpack' || use.instruction.op === 'build')
      )
        aliases.add(use.instruction.result);
    }
  }
  return aliases;
}

/** A path made of it: whoever keeps that knows the directory too. */
function isJoined(fn: IrFunction, instruction: Instruction): instruction is Call {
  return instruction.op === 'call' && calleeName(fn, instruction) === 'join';
}

function handsOver(executed: Executed, aliases: ReadonlySet<ValueId>): boolean {
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

function isReleasedBy(fn: IrFunction, executed: Executed, aliases: ReadonlySet<ValueId>): boolean {
  if (executed.op !== 'call') return false;
  const name = calleeName(fn, executed);
  if (!soundsReleasing(name) && !takers.has(name) && !removesByCommand(fn, executed)) return false;
  return executed.arguments.some((argument) => aliases.has(argument.value));
}

/** `execute('rm', '-rf', path)` */
function removesByCommand(fn: IrFunction, call: Call): boolean {
  return call.arguments.some((argument) => {
    const word = instructionOf(fn, argument.value);
    return (
      word?.op === 'constant' &&
      word.constant.kind === 'string' &&
      /^(rm|mv|rmdir)$/.test(word.constant.value)
    );
  });
}
