/**
 * Runs the rules over one program. A rule that throws loses its own findings and nothing else; the report says so.
 */
import type { Evidence, FindingDraft, Level, Notification, RuleDescription } from '../findings/finding.ts';
import type { ProjectFunction } from '../project/project.ts';
import type { Rule, RuleContext } from '../rules/contract.ts';
import { messageOf } from '../source/input-error.ts';
import type { Timing } from './timing.ts';

export interface RuleOutcome {
  readonly drafts: readonly FindingDraft[];
  readonly evidence: readonly Evidence[];
  readonly notifications: readonly Notification[];
}

/** A rule and the level that the configuration gives all its findings; null: what the rule decides. */
export interface ChosenRule {
  readonly rule: Rule;
  readonly level: Level | null;
}

/** Runs each rule in turn; `inScope` tells whether a file is reported on. */
export async function runRules(
  chosen: readonly ChosenRule[],
  context: Omit<RuleContext, 'rule'>,
  options: { readonly inScope: (path: string) => boolean; readonly timing: Timing },
): Promise<RuleOutcome> {
  const outcomes: RuleOutcome[] = [];
  for (const one of chosen) {
    const phase = `rule ${one.rule.description.id}`;
    outcomes.push(await options.timing.measure(phase, () => runRule(one, context)));
  }
  const drafts = outcomes.flatMap((outcome) => outcome.drafts);
  const evidence = outcomes.flatMap((outcome) => outcome.evidence);
  return {
    drafts: drafts.filter((draft) => options.inScope(draft.place.path)),
    evidence: evidence.filter((one) => options.inScope(one.place.path)),
    notifications: outcomes.flatMap((outcome) => outcome.notifications),
  };
}

function runRule({ rule, level }: ChosenRule, context: Omit<RuleContext, 'rule'>): RuleOutcome {
  try {
    const { description } = rule;
    const scope = scopeFor(description, context.scope);
    const { findings, evidence } = rule.check({ ...context, scope, rule: description });
    const drafts = level === null ? findings : findings.map((draft) => ({ ...draft, level }));
    return { drafts, evidence, notifications: [] };
  } catch (error) {
    return { drafts: [], evidence: [], notifications: [crash(rule.description.id, error)] };
  }
}

/** The functions in the languages that the rule speaks about. */
function scopeFor(
  { languages }: RuleDescription,
  scope: readonly ProjectFunction[],
): readonly ProjectFunction[] {
  return languages === undefined
    ? scope
    : scope.filter(({ module }) => languages.includes(module.ir.language));
}

function crash(id: string, error: unknown): Notification {
  const message = `The rule ${id} stopped with an error, its findings are missing: ${messageOf(error)}`;
  return { level: 'error', id: 'rule-crashed', message, path: null, span: null, rule: id };
}
