/**
 * Finds handlers that miss an exception which the code that they guard is known to raise:
 *
 * - **way to the failed state**: the body calls a `*_error_handler`, so it is what moves the node out of its transient state,
 *   and an exception passes it by and leaves the function;
 * - **leaf**: the clause names a subclass of what a call raises, its siblings leave a periodic function or a worker, or end a
 *   loop that was to ask again.
 */
import type { Escape } from '../../src/analyses/exceptions/exceptions.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import { type IrFunction, terminatorTargets } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { exceptionName, failureSteps, placeOf, shortName } from '../../src/rules/failure-trace.ts';
import { type Clause, clausesOf, continuations } from '../../src/rules/questions/handlers.ts';
import { runsUnattended } from './unattended.ts';

const failsNode = /_error_handler$/;
const guarded = /fail_on_error|handle_error|wrap_(?:ironic|database)_exception/;

/** Errors of our own making: a schema or a database statement that is wrong is wrong on every run. */
const ownMaking = /^(?:jsonschema|sqlalchemy|oslo_db)\./;
/** Classes by which a service gives an answer; whoever names these wants that answer only. */
const answers = /NotFound|NoSuch|Missing|Already|Exists|Duplicate|Unsupported|NotSupported|NotImplemented/;

/** Calls between the guarded one and the raise: what rises further down is seldom meant for this handler. */
const DEEPEST = 5;
const CLIENT_BUILDERS = /^(?:_?get_(?:\w+_)?(?:client|session|auth|adapter|endpoint)|Connection)$/;

export function check(context: RuleContext): RuleResult {
  const findings = context.scope.flatMap((fn) => {
    return groupsOf(clausesOf(fn.ir)).flatMap((group) => missedBy(context, fn, group));
  });
  return { findings, evidence: [] };
}

/** The clauses of one `try`. */
function groupsOf(clauses: readonly Clause[]): readonly (readonly Clause[])[] {
  const handlers = [...new Set(clauses.map((clause) => clause.handler))];
  return handlers.map((handler) => clauses.filter((clause) => clause.handler === handler));
}

function missedBy(
  context: RuleContext,
  fn: ProjectFunction,
  group: readonly Clause[],
): readonly FindingDraft[] {
  const [first] = group;
  if (first === undefined || !mayMatter(fn, group)) return [];
  const left = new Set(context.analyses.exceptions.summaryOf(fn).escapes.map((escaped) => escaped.exception));
  const missed = missedEscapes(context, fn, group).filter((escaped) => left.has(escaped.exception));
  const failing = group.find((clause) => clause.body.length > 0 && callsHandler(fn, clause));
  const [worst] = missed.filter(({ exception }) => !answers.test(shortName(exception ?? '')));
  if (failing !== undefined && worst !== undefined && !fn.decorators.some((path) => guarded.test(path))) {
    return [draft(context, { fn, clause: failing, missed: worst, why: failureWords(fn, worst) })];
  }
  return missed.flatMap((escaped) => leafDraft(context, { fn, group, escaped })).slice(0, 1);
}

/** Only the outermost statement decides what leaves the function; a broad clause misses nothing. */
function mayMatter(fn: ProjectFunction, group: readonly Clause[]): boolean {
  const [first] = group;
  const outer = first === undefined ? null : (fn.ir.blocks[first.handler]?.handler ?? null);
  const caughtAgain = outer !== null && clausesOf(fn.ir).some((clause) => clause.handler === outer);
  return !caughtAgain && group.every((clause) => clause.catches.type !== null && clause.names.length > 0);
}

function missedEscapes(
  context: RuleContext,
  fn: ProjectFunction,
  group: readonly Clause[],
): readonly Escape[] {
  const { exceptions } = context.analyses;
  const blocks = group[0]?.guarded ?? [];
  const missed = blocks.flatMap((block) =>
    block.instructions.flatMap((instruction, index) => {
      if (instruction.op !== 'call') return [];
      return exceptions
        .raisedAt(fn, { block: block.id, index })
        .filter((escaped) => escaped.degree === 'strong' && escaped.exception !== null)
        .filter((escaped) => escaped.origin.depth <= DEEPEST)
        .filter((escaped) => !ownMaking.test(escaped.exception ?? '') && !buildsClient(escaped))
        .filter((escaped) =>
          group.every((clause) => exceptions.caughtBy(fn, escaped, clause.catches) !== 'yes'),
        );
    }),
  );
  return missed.sort(
    (left, right) =>
      left.origin.depth - right.origin.depth || `${left.exception}`.localeCompare(`${right.exception}`, 'en'),
  );
}

/** Rises where a client is built: an error of the configuration, which is wrong on every run. */
function buildsClient(escaped: Escape): boolean {
  for (let at: Escape | null = escaped; at !== null; at = at.origin.inner) {
    const { api, function: fn } = at.origin;
    if (CLIENT_BUILDERS.test(fn.ir.name) || (api !== null && CLIENT_BUILDERS.test(shortName(api))))
      return true;
  }
  return false;
}

function callsHandler(fn: ProjectFunction, clause: Clause): boolean {
  return clause.body.some((block) =>
    block.instructions.some((instruction) => {
      const callee = instruction.op === 'call' ? instructionOf(fn.ir, instruction.callee) : undefined;
      return (callee?.op === 'attribute' || callee?.op === 'load-global') && failsNode.test(callee.name);
    }),
  );
}

function failureWords(fn: ProjectFunction, missed: Escape): string {
  return `This handler is what moves the node to a failed state, but it does not catch ${exceptionName(missed)}: \`${fn.ir.name}\` is left, and the node stays in its transient state.`;
}

interface LeafQuestion {
  readonly fn: ProjectFunction;
  readonly group: readonly Clause[];
  readonly escaped: Escape;
}

function leafDraft(context: RuleContext, { fn, group, escaped }: LeafQuestion): readonly FindingDraft[] {
  const { exception } = escaped;
  const { exceptions } = context.analyses;
  if (exception === null || escaped.exact || exception.startsWith('builtins.')) return [];
  const leaf = group.find((clause) => exceptions.caughtBy(fn, escaped, clause.catches) === 'maybe');
  const isAnswer = leaf?.names.every((name) => answers.test(name)) ?? true;
  if (leaf === undefined || isAnswer) return [];
  const end = asksAgain(fn.ir, leaf)
    ? 'end the loop that was to ask again'
    : unattendedEnd(context, fn, exception);
  if (end === null) return [];
  const why = `\`except ${leaf.names.join(', ')}\` catches only some of the errors of class ${shortName(exception)} that the guarded code raises; the others ${end}.`;
  const found = draft(context, { fn, clause: leaf, missed: escaped, why });
  return asksAgain(fn.ir, leaf) ? [{ ...found, level: 'warning' }] : [found];
}

function unattendedEnd(context: RuleContext, fn: ProjectFunction, exception: string): string | null {
  const root = runsUnattended(context, fn, exception);
  return root === null ? null : `leave \`${root.ir.name}\`, which nobody watches`;
}

/** The clause leads back to the guarded code: the body of a `while`, in which the handler neither raises nor returns. */
function asksAgain(fn: IrFunction, clause: Clause): boolean {
  const guarded = new Set(clause.guarded.map(({ id }) => id));
  if (clause.body.some(({ terminator }) => terminator.op === 'raise' || terminator.op === 'return'))
    return false;
  const seen = new Set(continuations(fn, clause));
  let asksInLoop = false;
  for (const id of seen) {
    const terminator = fn.blocks[id]?.terminator;
    if (terminator === undefined) continue;
    if (guarded.has(id)) return asksInLoop;
    if (terminator.op === 'branch' && terminator.origin === 'while') asksInLoop = true;
    for (const next of terminatorTargets(terminator)) seen.add(next);
  }
  return false;
}

interface Missing {
  readonly fn: ProjectFunction;
  readonly clause: Clause;
  readonly missed: Escape;
  readonly why: string;
}

function draft(context: RuleContext, { fn, clause, missed, why }: Missing): FindingDraft {
  return {
    rule: context.rule.id,
    message: why,
    place: placeOf(fn, clause.catches.span),
    trace: [
      ...failureSteps(missed),
      { place: placeOf(fn, clause.catches.span), message: 'this clause does not catch it' },
    ],
  };
}
