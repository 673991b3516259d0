/**
 * One run: find files, read and lower them, link them, ask the rules, put the report together.
 *
 * Invariant: the report depends on the files and options alone; not on the order of paths, on time, or on the cache.
 */
import type { Report } from '../findings/finding.ts';
import type { OwnRuleFolder } from '../rules/own-rules.ts';
import { ExhaustedBudgets } from './budgets.ts';
import { chooseRules, type RuleChoice } from './choose-rules.ts';
import { collectReport } from './collect.ts';
import { loadProgram, type Program, type ProgramOptions } from './program.ts';
import { resolutionRateOf } from './resolution.ts';
import { type ChosenRule, type RuleOutcome, runRules } from './run-rules.ts';
import { Timing } from './timing.ts';

export interface AnalyzeOptions extends ProgramOptions {
  /** Default: all rules at their own levels. */
  readonly rules?: RuleChoice;
  /** The user's own rules. */
  readonly ownRules?: readonly OwnRuleFolder[];
}

const everyRule: RuleChoice = { only: [], levels: new Map() };

/** Runs the rules over the files. Throws an InputError for what the user must correct. */
export async function analyze(options: AnalyzeOptions): Promise<Report> {
  const timing = options.timing ?? new Timing();
  const rules = await timing.measure('load rules', () => options.parts.rules(options.ownRules ?? []));
  const chosen = chooseRules(rules, options.rules ?? everyRule);
  const program = await loadProgram({ ...options, timing });
  options.progress?.('checking', 0, 1);
  const outcome = await askRules(program, chosen, { options, timing });
  return timing.measure('collect', () => {
    const resolution = resolutionRateOf(program.scope, program.project, program.models);
    const ruleIds = rules.map((rule) => rule.description.id);
    return collectReport({ ...program, chosen, ruleIds, outcome, resolution });
  });
}

async function askRules(
  program: Program,
  chosen: readonly ChosenRule[],
  { options, timing }: { readonly options: AnalyzeOptions; readonly timing: Timing },
): Promise<RuleOutcome> {
  const { project, models, scope, inScope } = program;
  const exhausted = new ExhaustedBudgets(project);
  const input = { project, models, budget: exhausted.budget };
  const analyses = await timing.measure('prepare analyses', () => options.parts.analyses(input));
  const outcome = await runRules(chosen, { project, models, analyses, scope }, { inScope, timing });
  return { ...outcome, notifications: [...outcome.notifications, ...exhausted.notifications()] };
}
