/** The limits of the analyses, and what the report says when one is used up. */
import type { Budget } from '../analyses/analyses.ts';
import type { Notification } from '../findings/finding.ts';
import type { Project } from '../project/project.ts';

/** Real functions need some hundreds; generated tables some ten thousand. */
const stepsPerFunction = 100_000;

export class ExhaustedBudgets {
  readonly budget: Budget;
  private readonly project: Project;
  private readonly met = new Map<string, { readonly functionPath: string; readonly limit: string }>();

  constructor(project: Project) {
    this.project = project;
    this.budget = {
      stepsPerFunction,
      exhausted: (functionPath, limit) => this.met.set(`${functionPath}\0${limit}`, { functionPath, limit }),
    };
  }

  /** One for each function and limit, in no particular order. */
  notifications(): readonly Notification[] {
    return [...this.met.values()].map(({ functionPath, limit }) => {
      const found = this.project.functionAt(functionPath);
      return {
        level: 'warning',
        id: 'budget-exhausted',
        message: `${functionPath} was not analyzed to the end: it used up its budget of ${limit}`,
        path: found?.module.ir.path ?? null,
        span: found?.ir.nameSpan ?? null,
        rule: null,
      };
    });
  }
}
