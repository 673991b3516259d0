/** Shapes of swallowed errors that the function itself shows. */
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { Block, BlockId, IrFunction, ValueId } from '../../src/ir/ir.ts';
import { terminatorTargets } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext } from '../../src/rules/contract.ts';
import { type Clause, continuations, isBroad } from '../../src/rules/questions/handlers.ts';
import { callsIn, dutyOf, guardsFailure, isQuiet } from './swallowing.ts';

/** What a machine boots depends on these. */
const preparesBoot =
  /^(?:try_)?(?:set_boot_device|set_boot_mode|set_secure_boot_state|node_set_boot_device)$/;
const powers = /^(?:set_power_state|node_power_action|reboot|power_on|set_node_power_state)$/;
/** Errors by which a service answers a question: absence, a wrong value. */
const answers =
  /NotFound|NoSuch|Missing|Already|Exists|Unsupported|NotSupported|NotImplemented|^(?:Key|Index|Value|Type|Attribute|Import|Lookup|OS|IO|StopIteration|Unicode\w*)Error$|^(?:Empty|StopIteration|ValidationError)$/;
const emptyContainers = new Set(['list', 'dict', 'set', 'tuple']);
const followedPhis = 16;

export function givesEmptyAnswer(context: RuleContext, fn: ProjectFunction, clause: Clause): string | null {
  if (!isBroad(clause) || !answersEmpty(fn.ir, clause)) return null;
  if (!isQuiet(context, fn, clause) || !guardsFailure(context, fn, clause)) return null;
  return `Whatever fails here, \`${fn.ir.name}\` gives an empty answer: its callers cannot tell "there is nothing" from "nobody could be asked", and act on the former.`;
}

function answersEmpty(fn: IrFunction, clause: Clause): boolean {
  const inside = new Set(clause.body.map((block) => block.id));
  const direct = clause.body.some(
    ({ terminator }) => terminator.op === 'return' && !terminator.implicit && isEmpty(fn, terminator.value),
  );
  if (direct) return true;
  return continuations(fn, clause).some((id) =>
    (fn.blocks[id]?.phis ?? []).some(
      (phi) =>
        isReturned(fn, phi.result) &&
        phi.operands.some((operand) => inside.has(operand.block) && mayBeEmpty(fn, operand.value)),
    ),
  );
}

function isReturned(fn: IrFunction, value: ValueId): boolean {
  return usesOf(fn, value).some((use) => use.kind === 'terminator' && use.terminator.op === 'return');
}

function mayBeEmpty(fn: IrFunction, value: ValueId): boolean {
  const seen = new Set([value]);
  for (const each of seen) {
    if (isEmpty(fn, each)) return true;
    if (seen.size > followedPhis) return false;
    const phi = fn.blocks.flatMap((block) => block.phis).find((candidate) => candidate.result === each);
    for (const operand of phi?.operands ?? []) seen.add(operand.value);
  }
  return false;
}

function isEmpty(fn: IrFunction, value: ValueId): boolean {
  const made = instructionOf(fn, value);
  if (made?.op === 'build') return made.elements.length === 0 && emptyContainers.has(made.kind);
  if (made?.op !== 'call' || made.arguments.length > 0) return false;
  const callee = instructionOf(fn, made.callee);
  return callee?.op === 'load-global' && emptyContainers.has(callee.name);
}

/** `set_boot_device` failed, and the machine is powered on all the same: it boots whatever it booted last. */
export function gapsBeforePower(context: RuleContext, fn: ProjectFunction, clause: Clause): string | null {
  const prepared = nameRead(clause.guarded, preparesBoot);
  if (prepared === null || !isBroad(clause) || !isQuiet(context, fn, clause)) return null;
  const after = reachableBlocks(fn.ir, continuations(fn.ir, clause));
  const powered = nameRead(after, powers);
  if (powered === null || nameRead(clause.guarded, powers) !== null) return null;
  return `When \`${prepared}\` fails this is only logged, and \`${powered}\` follows: the machine boots whatever it booted last, a tenant's disk included.`;
}

function nameRead(blocks: readonly Block[], wanted: RegExp): string | null {
  for (const block of blocks) {
    for (const instruction of block.instructions) {
      if (instruction.op === 'attribute' && wanted.test(instruction.name)) return instruction.name;
    }
  }
  return null;
}

function reachableBlocks(fn: IrFunction, from: readonly BlockId[]): readonly Block[] {
  const seen = new Set(from);
  for (const id of seen) {
    const block = fn.blocks[id];
    for (const next of block === undefined ? [] : terminatorTargets(block.terminator)) seen.add(next);
  }
  return fn.blocks.filter((block) => seen.has(block.id));
}

/** `except Exception as error: if error.code == 409: pass`, and nothing for all the others. */
export function handlesOneCase(context: RuleContext, fn: ProjectFunction, clause: Clause): string | null {
  if (!isBroad(clause) || !isQuiet(context, fn, clause)) return null;
  if (clause.body.some((block) => block.terminator.op === 'return')) return null;
  if (callsIn(clause).some((call) => dutyOf(context, fn, call) !== 'wording')) return null;
  const compares = clause.body.some(
    (block) =>
      block.terminator.op === 'branch' ||
      block.instructions.some(
        (instruction) => instruction.op === 'operator' && ['==', 'in', 'is'].includes(instruction.operator),
      ),
  );
  if (!compares || !guardsFailure(context, fn, clause)) return null;
  return 'This handler looks for one error and then goes on with every other one too: nothing is raised, logged or returned for them.';
}

/** The error is dropped, the variable keeps its empty default, and a comparison follows. */
export function dropsDecision(context: RuleContext, fn: ProjectFunction, clause: Clause): string | null {
  const { names } = clause;
  if (names.length > 0 && names.every((name) => answers.test(name))) return null;
  if (clause.body.some((block) => block.instructions.some((instruction) => instruction.op !== 'constant')))
    return null;
  const inside = new Set(clause.body.map((block) => block.id));
  const variable = continuations(fn.ir, clause)
    .flatMap((id) => fn.ir.blocks[id]?.phis ?? [])
    .find(
      (phi) =>
        phi.operands.some((operand) => inside.has(operand.block) && mayBeEmpty(fn.ir, operand.value)) &&
        usesOf(fn.ir, phi.result).some((use) => use.kind === 'instruction'),
    )?.variable;
  if (variable === undefined || variable === null || !guardsFailure(context, fn, clause)) return null;
  return `The error is dropped and \`${variable}\` stays empty: what is decided with it afterwards is decided as if there were none.`;
}
