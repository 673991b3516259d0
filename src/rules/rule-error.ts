/** What is wrong with a rule's folder, one line per problem. */

export interface RuleProblem {
  /** Relative to the package: `rules/secret-in-log/rule.yaml`. */
  readonly path: string;
  /** From 1; null where the problem is not on a line. */
  readonly line: number | null;
  /** One line, with a hint where there is one. */
  readonly message: string;
}

/** Thrown by the registry with every problem of every rule, one line each: `file:line: what; hint`. */
export class RuleError extends Error {
  readonly problems: readonly RuleProblem[];

  constructor(problems: readonly RuleProblem[]) {
    super(problems.map(printProblem).join('\n'));
    this.name = 'RuleError';
    this.problems = problems;
  }
}

function printProblem({ path, line, message }: RuleProblem): string {
  return line === null ? `${path}: ${message}` : `${path}:${line}: ${message}`;
}
