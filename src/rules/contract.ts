/**
 * What a rule is. A rule decides and names places; wording of formats, order, fingerprints and suppression are not its
 * business. It asks the analyses; it never walks a solver, reads a file, or keeps state between runs.
 */
import type { Analyses } from '../analyses/analyses.ts';
import type { Evidence, FindingDraft, RuleDescription } from '../findings/finding.ts';
import type { Models } from '../models/model.ts';
import type { Project, ProjectFunction } from '../project/project.ts';

export interface RuleContext {
  readonly project: Project;
  readonly models: Models;
  readonly analyses: Analyses;
  /** The functions whose findings are asked for, in order; the project around them is context. */
  readonly scope: readonly ProjectFunction[];
  /** The description of the rule that is running. */
  readonly rule: RuleDescription;
}

export interface RuleResult {
  readonly findings: readonly FindingDraft[];
  readonly evidence: readonly Evidence[];
}

/** `rules/<id>/rule.ts` exports this as `check`. */
export type RuleCheck = (context: RuleContext) => RuleResult;

export interface Rule {
  readonly description: RuleDescription;
  readonly check: RuleCheck;
}
