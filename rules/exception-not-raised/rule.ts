/**
 * Finds exceptions that are built as a statement of their own and dropped, and `raise NotImplemented`, which raises a TypeError
 * because that is no exception.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { Call } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { exceptionMade } from '../../src/rules/questions/exception-classes.ts';
import { calleeName } from '../../src/rules/questions/spelling.ts';

const CLASS_LIKE = /^_?[A-Z]/;

export function check(context: RuleContext): RuleResult {
  const findings = context.scope.flatMap((fn) => [...dropped(context, fn), ...noException(context, fn)]);
  return { findings, evidence: [] };
}

function dropped(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  return statements(fn).flatMap((call) => {
    const name = exceptionMade(context, context.project.siteOf(fn, call));
    if (name === null) return [];
    const message = `\`${name}\` is made here and dropped: without \`raise\` the function goes on as if nothing had happened.`;
    return [{ rule: context.rule.id, message, place: placeOf(fn, call.span) }];
  });
}

function statements({ ir }: ProjectFunction): readonly Call[] {
  return ir.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) =>
      one.op === 'call' && usesOf(ir, one.result).length === 0 && CLASS_LIKE.test(calleeName(ir, one))
        ? [one]
        : [],
    ),
  );
}

function noException({ rule }: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  return fn.ir.blocks.flatMap(({ terminator }) => {
    if (terminator.op !== 'raise' || terminator.exception === null) return [];
    const raised = instructionOf(fn.ir, terminator.exception);
    if (raised?.op !== 'load-global' || raised.name !== 'NotImplemented') return [];
    const message =
      '`NotImplemented` is no exception: a TypeError is raised in place of NotImplementedError.';
    return [{ rule: rule.id, message, place: placeOf(fn, terminator.span) }];
  });
}
