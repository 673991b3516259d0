/**
 * A step whose own `try` calls the routine for failures, but only for some classes of exceptions, where another `try` of the
 * function calls the same routine for all of them.
 *
 * Worked example: `try: store(drive) except SwiftError: handle_failure(); raise` beside `try: prepare() except Exception:
 * handle_failure(); raise`: when `store` raises anything else, nobody handles the failure.
 */
import type { Escape } from '../../src/analyses/exceptions/exceptions.ts';
import { soundsReleasing, wordsOf } from '../../src/analyses/obligations/vocabulary.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { IrFunction } from '../../src/ir/ir.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext } from '../../src/rules/contract.ts';
import { failureCause, failureSteps, placeOf } from '../../src/rules/failure-trace.ts';
import { type Clause, clausesOf, isBroad } from '../../src/rules/questions/handlers.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

/** One `try`: its clauses, and the routines that each of them calls. */
interface Statement {
  readonly clauses: readonly Clause[];
  readonly routines: readonly string[];
}

export function narrowDraft(context: RuleContext, fn: ProjectFunction): FindingDraft | null {
  const statements = statementsOf(fn.ir);
  if (statements.length < 2) return null;
  for (const narrow of statements.filter(({ clauses }) => !clauses.some(isBroad))) {
    const routine = narrow.routines.find((name) => coversAllElsewhere(statements, narrow, name));
    if (routine === undefined) continue;
    const found = draftOf(context, fn, { narrow, routine });
    if (found !== null) return found;
  }
  return null;
}

function statementsOf(fn: IrFunction): readonly Statement[] {
  const clauses = clausesOf(fn);
  const handlers = [...new Set(clauses.map((clause) => clause.handler))];
  return handlers.map((handler) => {
    const own = clauses.filter((clause) => clause.handler === handler);
    const called = own.map((clause) => routinesOf(fn, clause));
    const [first = []] = called;
    return { clauses: own, routines: first.filter((name) => called.every((names) => names.includes(name))) };
  });
}

function routinesOf(fn: IrFunction, clause: Clause): readonly string[] {
  const names = clause.body.flatMap((block) =>
    block.instructions.flatMap((one) => (one.op === 'call' ? [calledName(fn, one)] : [])),
  );
  return [...new Set(names)].filter((name) => soundsReleasing(name) || handlesFailure(name));
}

/** `handle_failure`, `deploying_error_handler` */
function handlesFailure(name: string): boolean {
  const words = wordsOf(name);
  const handles = words.includes('handle') || words.includes('handler');
  return handles && (words.includes('failure') || words.includes('error'));
}

function coversAllElsewhere(statements: readonly Statement[], narrow: Statement, routine: string): boolean {
  return statements.some(
    (other) => other !== narrow && other.clauses.some(isBroad) && other.routines.includes(routine),
  );
}

function draftOf(
  { project, analyses, rule }: RuleContext,
  fn: ProjectFunction,
  { narrow, routine }: { readonly narrow: Statement; readonly routine: string },
): FindingDraft | null {
  const guarded = new Set(narrow.clauses.flatMap((clause) => clause.guarded.map((block) => block.id)));
  for (const site of project.callsOf(fn).filter(({ block }) => guarded.has(block))) {
    const point = { block: site.block, index: site.index };
    const saves = analyses.obligations.events.at(fn, point).get('step:node.save')?.witness.api != null;
    const escapes = saves ? [] : analyses.exceptions.raisedAt(fn, point).filter(isOfTheWorld);
    if (escapes.length === 0) continue;
    const path = analyses.obligations.unmetPath({
      function: fn,
      from: { point, how: 'raised', escapes },
      discharges: (_, executed) => executed.op === 'call' && calledName(fn.ir, executed) === routine,
      attemptCounts: true,
      degree: 'strong',
      exits: 'raised',
    });
    const escaped = path?.escaped ?? null;
    if (escaped !== null) return draft(rule.id, { site, routine, escaped });
  }
  return null;
}

/** Not of a wrong program; without the database the routine could record nothing either. */
function isOfTheWorld({ degree, exception }: Escape): boolean {
  return (
    degree === 'strong' &&
    !/(?:SchemaError|NotImplementedError|TypeError|AssertionError)$/.test(exception ?? '')
  );
}

function draft(
  rule: string,
  { site, routine, escaped }: { readonly site: CallSite; readonly routine: string; readonly escaped: Escape },
): FindingDraft {
  const { caller, call } = site;
  return {
    rule,
    message: `The clauses around this step do not catch all that it raises (${failureCause(escaped)}), so \`${caller.ir.name}\` is left without \`${routine}\`, which another statement calls for every failure.`,
    place: placeOf(caller, call.span),
    trace: failureSteps(escaped),
  };
}
