/**
 * The parts that a run is put together from. `ironvet` uses those of `standard-parts.ts`; tests give small ones of their
 * own.
 */
import type { Analyses, AnalysisInput } from '../analyses/analyses.ts';
import type { Module } from '../ir/ir.ts';
import type { Models } from '../models/model.ts';
import type { ModelSource } from '../models/model-files.ts';
import type { Conventions, Project } from '../project/project.ts';
import type { Rule } from '../rules/contract.ts';
import type { OwnRuleFolder } from '../rules/own-rules.ts';
import type { FrontendLoader } from './languages.ts';

export interface Parts {
  readonly frontends: FrontendLoader;
  /** Links modules, sorted by path. */
  readonly link: (modules: readonly Module[], conventions: Conventions) => Project;
  /** The package's models, and the user's own after them. Throws when one is not right. */
  readonly models: (own: readonly ModelSource[]) => Models | Promise<Models>;
  /** All rules, sorted by id, and the user's own after them. Throws when one is not right. */
  readonly rules: (own: readonly OwnRuleFolder[]) => Promise<readonly Rule[]>;
  readonly analyses: (input: AnalysisInput) => Analyses;
}
