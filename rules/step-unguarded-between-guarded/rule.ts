/**
 * Finds a step that can fail between steps whose handlers all call the same cleanup, and whose own failure does not.
 *
 * The step lies behind a statement whose handler cleans up and before another whose handler calls the same routine, or
 * behind two such statements; so what the handlers would have released is held while the step runs. Or it lies in a `try`
 * itself, whose clauses call the routine for some classes only: see narrow.ts.
 */
import type { Escape } from '../../src/analyses/exceptions/exceptions.ts';
import { soundsReleasing } from '../../src/analyses/obligations/vocabulary.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { Block, IrFunction } from '../../src/ir/ir.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { failureCause, failureSteps, placeOf } from '../../src/rules/failure-trace.ts';
import { type Clause, clausesOf, dominatorsIn } from '../../src/rules/questions/handlers.ts';
import { calleeName } from '../../src/rules/questions/spelling.ts';
import { narrowDraft } from './narrow.ts';

interface Guard {
  readonly clause: Clause;
  /** Name of the routine that the handler calls. */
  readonly routine: string;
}

export function check(context: RuleContext): RuleResult {
  return { findings: context.scope.flatMap((fn) => draftsFor(context, fn)), evidence: [] };
}

function draftsFor(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  const narrow = narrowDraft(context, fn);
  return [...(narrow === null ? [] : [narrow]), ...unguardedDrafts(context, fn)];
}

function unguardedDrafts(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  const guards = guardsOf(fn.ir);
  if (guards.length < 2) return [];
  const drafts = context.project.callsOf(fn).flatMap((site) => {
    const routine = routineAround(fn.ir, site, guards);
    const escaped = routine === null ? undefined : failureAt(context, site);
    return routine === null || escaped === undefined
      ? []
      : [draft(context.rule.id, { site, routine, escaped })];
  });
  // One `try` around them all is the fix, so the first stands for the others.
  return drafts.slice(0, 1);
}

/** Clauses that call a routine which sounds releasing. */
function guardsOf(fn: IrFunction): readonly Guard[] {
  return clausesOf(fn).flatMap((clause) => {
    const names = clause.body.flatMap((block) => releasingNames(fn, block));
    return [...new Set(names)].map((routine) => ({ clause, routine }));
  });
}

function releasingNames(fn: IrFunction, block: Block): readonly string[] {
  return block.instructions.flatMap((instruction) => {
    const name = instruction.op === 'call' ? calleeName(fn, instruction) : '';
    return soundsReleasing(name) ? [name] : [];
  });
}

/** The routine that a guarded statement before the step and one behind it have in common; null: there is none. */
function routineAround(fn: IrFunction, { block, call }: CallSite, guards: readonly Guard[]): string | null {
  if (fn.blocks[block]?.handler !== null || soundsReleasing(calleeName(fn, call))) return null;
  const tree = dominatorsIn(fn);
  const isBefore = ({ clause }: Guard): boolean =>
    clause.guarded.some((guarded) => tree.dominates(guarded.id, block));
  const isBehind = ({ clause }: Guard): boolean =>
    clause.guarded.some((guarded) => firstSpan(guarded) > call.span.end) &&
    !isBefore({ clause, routine: '' });
  const before = guards.filter(isBefore);
  const behind = new Set(guards.filter(isBehind).map((guard) => guard.routine));
  const isRepeated = ({ clause, routine }: Guard): boolean =>
    before.some((other) => other.routine === routine && other.clause.handler !== clause.handler);
  return before.find((guard) => behind.has(guard.routine) || isRepeated(guard))?.routine ?? null;
}

function firstSpan(block: Block): number {
  return block.instructions[0]?.span.start ?? block.terminator.span.start;
}

function failureAt({ analyses }: RuleContext, { caller, block, index }: CallSite): Escape | undefined {
  return analyses.exceptions
    .raisedAt(caller, { block, index })
    .find((escaped) => escaped.degree === 'strong');
}

function draft(
  rule: string,
  { site, routine, escaped }: { readonly site: CallSite; readonly routine: string; readonly escaped: Escape },
): FindingDraft {
  const { caller, call } = site;
  return {
    rule,
    message: `When this step fails (${failureCause(escaped)}), \`${caller.ir.name}\` is left without \`${routine}\`, which the handlers of the steps around it call.`,
    place: placeOf(caller, call.span),
    trace: failureSteps(escaped),
  };
}
