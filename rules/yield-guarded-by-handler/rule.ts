/** Finds generators under `contextmanager` whose `yield` stands in a try with a broad handler that does not pass on what it caught. */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { IrFunction, Yield } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { type Clause, clausesOf, isBroad } from '../../src/rules/questions/handlers.ts';

const managers = /(?:^|\.)(?:async)?contextmanager$/;

export function check({ scope, rule, analyses }: RuleContext): RuleResult {
  const findings = scope
    .filter((fn) => fn.ir.isGenerator && fn.decorators.some((path) => managers.test(path)))
    .flatMap((fn) =>
      clausesOf(fn.ir)
        .filter((clause) => isBroad(clause) && !passesOn(fn, clause))
        .flatMap((clause) => draft(rule.id, fn, clause)),
    );
  return { findings, evidence: [] };

  /** A bare `raise`, `raise error` of what was caught, or a manager that raises it again. */
  function passesOn(fn: ProjectFunction, clause: Clause): boolean {
    return clause.body.some((block) => {
      const points = block.instructions.map((_, index) => index).concat(block.instructions.length);
      return points.some((index) =>
        analyses.exceptions.raisedAgainAt(fn, { block: block.id, index }).includes(clause.handler),
      );
    });
  }
}

function draft(rule: string, fn: ProjectFunction, clause: Clause): readonly FindingDraft[] {
  const yielded = guardedYield(fn.ir, clause);
  if (yielded === undefined) return [];
  return [
    {
      rule,
      message: `\`${fn.ir.name}\` yields inside of the try: every error of the \`with\` body comes out of the \`yield\`, and this handler takes it for one of its own.`,
      place: placeOf(fn, yielded.span),
      related: [{ place: placeOf(fn, clause.catches.span), message: 'caught here' }],
    },
  ];
}

function guardedYield(fn: IrFunction, clause: Clause): Yield | undefined {
  for (const block of fn.blocks) {
    if (block.handler !== clause.handler) continue;
    const found = block.instructions.find((instruction) => instruction.op === 'yield');
    if (found?.op === 'yield') return found;
  }
  return undefined;
}
