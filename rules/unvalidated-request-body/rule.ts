/** Finds API methods that take the body of a request as a parameter and declare no validator for it. */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { IrFunction } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { isChecking } from '../../src/rules/questions/conversions.ts';
import { decorationsOf } from '../../src/rules/questions/decorations.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

export function check({ scope, rule }: RuleContext): RuleResult {
  const handlers = scope.filter((fn) => fn.decorators.length > 0);
  return { findings: handlers.flatMap((fn) => draftsFor(rule.id, fn)), evidence: [] };
}

function draftsFor(rule: string, fn: ProjectFunction): readonly FindingDraft[] {
  const decorations = decorationsOf(fn);
  const bodies = decorations.filter((one) => one.name === 'body' && one.of === 'method');
  const validated = new Set(
    decorations.filter((one) => one.name === 'validate').flatMap((one) => one.keywords),
  );
  if (decorations.some((one) => one.name === 'request_body_schema') || isPassedThrough(fn.ir)) return [];
  const [missing] = bodies.flatMap((one) => one.texts).filter((name) => !validated.has(name));
  if (missing === undefined) return [];
  if (isCheckedInside(fn.ir, missing)) return [checkedInside(rule, fn, missing)];
  const message = `\`${fn.ir.name}\` takes the request's body as \`${missing}\` and no \`args.validate\` says what may be in it.`;
  return [{ rule, message, place: placeOf(fn, fn.ir.nameSpan) }];
}

/** Until the handler's own check is reached, the body may be a list, a number or nothing. */
function checkedInside(rule: string, fn: ProjectFunction, name: string): FindingDraft {
  const message = `\`${fn.ir.name}\` checks the request's body \`${name}\` itself; no \`args.validate\` says what type it must have before that.`;
  return { rule, level: 'note', message, place: placeOf(fn, fn.ir.nameSpan) };
}

/** What a vendor's method takes is known to that method alone. */
function isPassedThrough(fn: IrFunction): boolean {
  return fn.blocks
    .flatMap((block) => block.instructions)
    .some((one) => one.op === 'call' && calledName(fn, one).endsWith('passthru'));
}

/** The body goes to a function that is named a check before anything else is known about it. */
function isCheckedInside(fn: IrFunction, name: string): boolean {
  return fn.blocks
    .flatMap((block) => block.instructions)
    .filter((one) => one.op === 'parameter' && fn.parameters[one.index]?.name === name)
    .some(
      (parameter) =>
        'result' in parameter &&
        usesOf(fn, parameter.result).some((use) => {
          if (use.kind !== 'instruction' || use.instruction.op !== 'call') return false;
          return instructionOf(fn, use.instruction.callee) !== undefined && isChecking(fn, use.instruction);
        }),
    );
}
