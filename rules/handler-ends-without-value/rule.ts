/**
 * Finds handlers behind which a function ends without a `return`, though everywhere else it returns a value, and somebody uses
 * this value as if it were always there: a caller that reads from it, or the server that runs a WSGI application.
 */
import type { Exceptions } from '../../src/analyses/exceptions/exceptions.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import { type Block, type IrFunction, terminatorTargets } from '../../src/ir/ir.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { type Clause, clausesOf } from '../../src/rules/questions/handlers.ts';

const SERVED = 'start_response';
/** Blocks between the end of a handler and that of the function. */
const followedBlocks = 12;

export function check(context: RuleContext): RuleResult {
  return { findings: context.scope.flatMap((fn) => draftsIn(context, fn)), evidence: [] };
}

function draftsIn(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  if (fn.ir.isGenerator || fn.ir.isAsync || fn.ir.kind !== 'function' || !returnsValues(fn.ir)) return [];
  const ending = clausesOf(fn.ir).filter((clause) => endsFunction(context, fn, clause));
  const user = ending.length === 0 ? null : userOf(context, fn);
  return user === null
    ? []
    : ending.map((clause) => ({
        rule: context.rule.id,
        message: `Behind this handler \`${fn.ir.name}\` ends without a \`return\`, and ${user} gets None in place of its value.`,
        place: placeOf(fn, clause.catches.span),
      }));
}

/** Every `return` of the text gives something that is not None. */
function returnsValues(fn: IrFunction): boolean {
  const returns = fn.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' && !terminator.implicit ? [terminator.value] : [],
  );
  return (
    returns.length > 0 &&
    returns.every((value) => {
      const made = instructionOf(fn, value);
      return made?.op !== 'constant' || made.constant.kind !== 'none';
    })
  );
}

/** Every normal way out of the clause leads straight to the end of the function, past calls that return. */
function endsFunction({ analyses }: RuleContext, fn: ProjectFunction, { body, entry }: Clause): boolean {
  const seen = new Set([entry]);
  const inside = new Set(body.map(({ id }) => id));
  let ends = false;
  for (const id of seen) {
    const block = fn.ir.blocks[id];
    if (block === undefined || seen.size > followedBlocks) return false;
    if (isLoop(block) || stops(analyses.exceptions, fn, block)) return false;
    if (block.terminator.op === 'return') {
      if (!block.terminator.implicit) return false;
      ends = true;
    }
    if (!inside.has(id) && block.instructions.some(({ op }) => op === 'call')) return false;
    for (const next of terminatorTargets(block.terminator)) seen.add(next);
  }
  return ends;
}

/** A call that never returns, or a manager that raises again. */
function stops(exceptions: Exceptions, fn: ProjectFunction, block: Block): boolean {
  return block.instructions.some(
    ({ op }, index) =>
      (op === 'call' || op === 'exit') && !exceptions.completes(fn, { block: block.id, index }),
  );
}

function isLoop({ terminator }: Block): boolean {
  return terminator.op === 'branch' && (terminator.origin === 'for' || terminator.origin === 'while');
}

function userOf({ project }: RuleContext, fn: ProjectFunction): string | null {
  if (fn.ir.parameters.some(({ name }) => name === SERVED)) return 'the server that runs it';
  const user = project.callersOf(fn).find(readsFromResult);
  return user === undefined ? null : `\`${user.caller.ir.name}\``;
}

/** `result.field`, `result['key']`, `a, b = result`, without a test of the result before. */
function readsFromResult({ caller, call, targets }: CallSite): boolean {
  if (targets.length !== 1 || targets[0]?.via === 'callback') return false;
  const uses = usesOf(caller.ir, call.result);
  return (
    uses.length > 0 &&
    uses.every(
      (use) =>
        use.kind === 'instruction' &&
        (use.instruction.op === 'attribute' ||
          use.instruction.op === 'item' ||
          use.instruction.op === 'unpack'),
    )
  );
}
