/** Lowers `switch`: tests in the order of the text, bodies in the order of the text, each going on into the next. */
import { ts } from 'ts-morph';
import type { ValueId } from '../../../ir/ir.ts';
import type { DraftBlock } from '../../lowering/draft.ts';
import { declareFunctions } from './functions.ts';
import type { Lowering } from './lowering.ts';

export function lowerSwitch(
  lowering: Lowering,
  statement: ts.SwitchStatement,
  labels: readonly string[],
): void {
  const { builder } = lowering;
  const { caseBlock } = statement;
  const subject = lowering.value(statement.expression);
  const after = builder.newBlock();
  lowering.within(caseBlock, () => {
    declareFunctions(
      lowering,
      caseBlock.clauses.flatMap(({ statements }) => [...statements]),
    );
    const bodies = caseBlock.clauses.map(() => builder.newBlock());
    lowerTests(lowering, caseBlock, { subject, bodies, after });
    lowering.frames.push({ kind: 'target', labels, breakTo: after, continueTo: null, isPlain: true });
    caseBlock.clauses.forEach((clause, index) => {
      const body = bodies[index];
      if (body !== undefined) builder.startSealed(body);
      for (const inner of clause.statements) lowering.statement(inner);
      builder.jump(bodies[index + 1] ?? after, lowering.span(clause));
    });
    lowering.frames.pop();
  });
  builder.startSealed(after);
}

interface Choice {
  readonly subject: ValueId;
  readonly bodies: readonly DraftBlock[];
  readonly after: DraftBlock;
}

function lowerTests(lowering: Lowering, caseBlock: ts.CaseBlock, { subject, bodies, after }: Choice): void {
  const { builder } = lowering;
  let fallback = after;
  caseBlock.clauses.forEach((clause, index) => {
    const body = bodies[index] ?? after;
    if (ts.isDefaultClause(clause)) {
      fallback = body;
      return;
    }
    const span = lowering.span(clause.expression);
    const matches = lowering.operator('===', [subject, lowering.value(clause.expression)], span);
    const next = builder.newBlock();
    builder.branch(matches, span, { then: body, otherwise: next, origin: 'match' });
    builder.startSealed(next);
  });
  builder.jump(fallback, lowering.span(caseBlock));
}
