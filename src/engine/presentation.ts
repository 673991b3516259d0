/** How reports and errors are put into words for the command line. */
import type { Report } from '../findings/finding.ts';
import { ModelError } from '../models/problem.ts';
import { annotationsOf } from '../reporters/github.ts';
import type { Palette } from '../reporters/palette.ts';
import { textOf } from '../reporters/text.ts';
import { visible } from '../reporters/visible.ts';
import { RuleError } from '../rules/rule-error.ts';
import { InputError, messageOf } from '../source/input-error.ts';

/** The report for a terminal of `width` columns. */
export function reportText(
  report: Report,
  options: { readonly palette: Palette; readonly width: number },
): string {
  return textOf(report, options);
}

/** The findings as workflow commands of GitHub Actions, a line each. */
export function annotationsText(report: Report): string {
  return annotationsOf(report);
}

/** What went wrong: one line, and where there is one a hint on what to do. Safe to print. */
export interface ErrorText {
  readonly message: string;
  readonly hint: string | null;
}

/** Puts whatever stopped a command into words. */
export function describeError(error: unknown): ErrorText {
  if (error instanceof InputError) {
    return { message: visible(error.message), hint: error.hint === null ? null : visible(error.hint) };
  }
  if (error instanceof ModelError || error instanceof RuleError) return describeProblems(error);
  return {
    message: `internal error: ${visible(messageOf(error))}`,
    hint: 'please report it; IRONVET_DEBUG=1 prints where it happened',
  };
}

function describeProblems(error: ModelError | RuleError): ErrorText {
  const more = error.problems.length - 1;
  return {
    message: visible(messageOf(error)),
    hint: more === 0 ? null : `${more} more problem(s) of this kind`,
  };
}
