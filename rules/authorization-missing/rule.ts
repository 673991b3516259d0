/**
 * Finds handlers of requests that do not ask whether the caller may, where their siblings do.
 *
 * Terms
 * - **handler**: a method that a web framework calls: under a decorator that exposes it, or with the request as its first
 *   parameter.
 * - **siblings**: handlers of the same class about the same thing: `api_list_commands`, `api_get_command` and
 *   `api_run_command` are about commands. Handlers named by verbs alone (`get_one`, `post`) are about what the class is about.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { callsIn, instructionOf } from '../../src/ir/definitions.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { Authorization } from '../../src/rules/questions/authorization.ts';
import { decorationsOf } from '../../src/rules/questions/decorations.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

const EXPOSING: ReadonlySet<string> = new Set(['expose', 'wsexpose']);
const REQUESTS: ReadonlySet<string> = new Set(['request', 'req']);
/** Methods that answer without looking at anything, and what handlers call beside their work. */
const FIXED_ANSWERS: ReadonlySet<string> = new Set(
  'abort debug error exception get_metrics_logger info jsonify timer warning'.split(' '),
);
const VERBS: ReadonlySet<string> = new Set(
  'all api create default delete detail do get index list one patch post put remove run set show update'.split(
    ' ',
  ),
);

export function check(context: RuleContext): RuleResult {
  const { project, models, scope, rule } = context;
  const authorization = new Authorization(project, models);
  const groups = groupsOf(scope);
  const findings = groups.flatMap((handlers) => {
    const asking = handlers.filter((fn) => authorization.authorizes(fn));
    const [model] = asking;
    if (model === undefined) return [];
    return handlers
      .filter((fn) => !asking.includes(fn) && acts(fn))
      .map((fn) => draftFor(rule.id, fn, model));
  });
  return { findings, evidence: [] };
}

/** Handlers that are siblings, two and more. */
function groupsOf(scope: readonly ProjectFunction[]): readonly (readonly ProjectFunction[])[] {
  const groups = new Map<string, ProjectFunction[]>();
  for (const fn of scope) {
    if (fn.class === null || !isHandler(fn)) continue;
    const key = `${fn.class.index}:${subjectOf(fn.ir.name)}`;
    groups.set(key, [...(groups.get(key) ?? []), fn]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function isHandler(fn: ProjectFunction): boolean {
  if (fn.binding !== 'method') return false;
  if (REQUESTS.has(fn.ir.parameters[1]?.name ?? '')) return true;
  return fn.decorators.length > 0 && decorationsOf(fn).some((one) => EXPOSING.has(one.name));
}

/** 'command' of `api_list_commands`; '' of `get_one`. */
function subjectOf(name: string): string {
  const words = name.split('_').filter((word) => word !== '' && !VERBS.has(word));
  return (words.at(-1) ?? '').replace(/s$/, '');
}

/** Does it ask an object for something, or only answer with what is fixed? */
function acts({ ir }: ProjectFunction): boolean {
  return callsIn(ir).some(
    (call) => instructionOf(ir, call.callee)?.op === 'attribute' && !FIXED_ANSWERS.has(calledName(ir, call)),
  );
}

function draftFor(rule: string, fn: ProjectFunction, model: ProjectFunction): FindingDraft {
  return {
    rule,
    message: `\`${fn.ir.name}\` does not ask whether the caller may, as \`${model.ir.name}\` does: whoever reaches the API gets its answer.`,
    place: placeOf(fn, fn.ir.nameSpan),
    related: [{ place: placeOf(model, model.ir.nameSpan), message: 'asks whether the caller may' }],
  };
}
