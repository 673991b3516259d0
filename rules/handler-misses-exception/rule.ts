/**
 * Finds handlers that miss an exception which the code that they guard is known to raise:
 *
 * - **way to the failed state**: the body calls a `*_error_handler`, so it is what moves the node out of its transient state,
 *   and an exception passes it by and leaves the function;
 * - **leaf**: the clause names a subclass of what a call raises, its siblings leave a periodic function or a worker.
 */
import type { Escape } from '../../src/analyses/exceptions/exceptions.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { exceptionName, failureSteps, placeOf, shortName } from '../../src/rules/failure-trace.ts';
import { type Clause, clausesOf } from '../../src/rules/questions/handlers.ts';
import { runsUnattended } from './unattended.ts';

const failsNode = /_error_handler$/;
const guarded = /fail_on_error|handle_error|wrap_(?:ironic|database)_exception/;

/** Errors of our own making: a schema or a database statement that is wrong is wrong on every run. */
const ownMaking = /^(?:jsonschema|sqlalchemy|oslo_db)\./;
/** Classes by which a service gives an answer; whoever names these wants that answer only. */
const answers = /NotFound|NoSuch|Missing|Already|Exists|Unsupported|NotSupported|NotImplemented/;

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
  const [worst] = missed;
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
        .filter((escaped) => !ownMaking.test(escaped.exception ?? ''))
        .filter((escaped) =>
          group.every((clause) => exceptions.caughtBy(fn, escaped, clause.catches) !== 'yes'),
        );
    }),
  );
  return missed.sort((left, right) => `${left.exception}`.localeCompare(`${right.exception}`, 'en'));
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
  const root = leaf === undefined || isAnswer ? null : runsUnattended(context, fn, exception);
  if (leaf === undefined || root === null) return [];
  const why = `\`except ${leaf.names.join(', ')}\` catches only some of the errors of class ${shortName(exception)} that this call raises; the others leave \`${root.ir.name}\`, which nobody watches.`;
  return [draft(context, { fn, clause: leaf, missed: escaped, why })];
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
