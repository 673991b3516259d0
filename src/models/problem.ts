/** What is wrong with a model file, one line per problem. */

export interface ModelProblem {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** One line, with a hint where there is one. */
  readonly message: string;
}

/** Thrown by the loader with every problem of every file; `message` has one line each: `file:line: what, hint`. */
export class ModelError extends Error {
  readonly problems: readonly ModelProblem[];

  constructor(problems: readonly ModelProblem[]) {
    super(problems.map(printProblem).join('\n'));
    this.name = 'ModelError';
    this.problems = problems;
  }
}

function printProblem(problem: ModelProblem): string {
  return `${problem.path}:${problem.line}: ${problem.message}`;
}
