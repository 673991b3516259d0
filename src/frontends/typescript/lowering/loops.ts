/** Lowers loops. */
import { ts } from 'ts-morph';
import type { DraftBlock } from '../../lowering/draft.ts';
import { lowerCondition } from './conditions.ts';
import type { TargetFrame } from './exits.ts';
import type { Lowering } from './lowering.ts';
import { assign, bindPattern } from './patterns.ts';
import { lowerVariables } from './variables.ts';

type Labels = readonly string[];

function loopFrame(labels: Labels, breakTo: DraftBlock, continueTo: DraftBlock): TargetFrame {
  return { kind: 'target', labels, breakTo, continueTo, isPlain: true };
}

function lowerBody(lowering: Lowering, frame: TargetFrame, body: ts.Statement): void {
  lowering.frames.push(frame);
  lowering.statement(body);
  lowering.frames.pop();
}

export function lowerWhile(lowering: Lowering, statement: ts.WhileStatement, labels: Labels): void {
  const { builder } = lowering;
  const span = lowering.span(statement);
  const [header, body, after] = [builder.newBlock(), builder.newBlock(), builder.newBlock()];
  builder.jump(header, span);
  builder.start(header);
  lowerCondition(lowering, statement.expression, { then: body, otherwise: after, origin: 'while' });
  builder.startSealed(body);
  lowerBody(lowering, loopFrame(labels, after, header), statement.statement);
  builder.jump(header, span);
  builder.seal(header);
  builder.startSealed(after);
}

export function lowerDoWhile(lowering: Lowering, statement: ts.DoStatement, labels: Labels): void {
  const { builder } = lowering;
  const span = lowering.span(statement);
  const [body, test, after] = [builder.newBlock(), builder.newBlock(), builder.newBlock()];
  builder.jump(body, span);
  builder.start(body);
  lowerBody(lowering, loopFrame(labels, after, test), statement.statement);
  builder.jump(test, span);
  builder.startSealed(test);
  lowerCondition(lowering, statement.expression, { then: body, otherwise: after, origin: 'while' });
  builder.seal(body);
  builder.startSealed(after);
}

export function lowerFor(lowering: Lowering, statement: ts.ForStatement, labels: Labels): void {
  lowering.within(statement, () => {
    const { builder } = lowering;
    const span = lowering.span(statement);
    const { initializer, condition, incrementor } = statement;
    if (initializer !== undefined && ts.isVariableDeclarationList(initializer))
      lowerVariables(lowering, initializer);
    else if (initializer !== undefined) lowering.value(initializer);
    const [header, body, update, after] = [
      builder.newBlock(),
      builder.newBlock(),
      builder.newBlock(),
      builder.newBlock(),
    ];
    builder.jump(header, span);
    builder.start(header);
    if (condition === undefined) builder.jump(body, span);
    else lowerCondition(lowering, condition, { then: body, otherwise: after, origin: 'for' });
    builder.startSealed(body);
    lowerBody(lowering, loopFrame(labels, after, update), statement.statement);
    builder.jump(update, span);
    builder.startSealed(update);
    if (incrementor !== undefined) lowering.value(incrementor);
    builder.jump(header, span);
    builder.seal(header);
    builder.startSealed(after);
  });
}

/** `for … of` and `for … in`: the second goes over keys, as iterating a mapping does. */
export function lowerForEach(
  lowering: Lowering,
  statement: ts.ForOfStatement | ts.ForInStatement,
  labels: Labels,
): void {
  lowering.within(statement, () => {
    const { builder } = lowering;
    const span = lowering.span(statement.expression);
    const iterable = lowering.value(statement.expression);
    const iterator = lowering.operator('iterator', [iterable], span);
    const [header, body, after] = [builder.newBlock(), builder.newBlock(), builder.newBlock()];
    builder.jump(header, span);
    builder.start(header);
    const hasNext = lowering.operator('has-next', [iterator], span);
    builder.branch(hasNext, span, { then: body, otherwise: after, origin: 'for' });
    builder.startSealed(body);
    let value = lowering.operator('next', [iterator], span);
    if (ts.isForOfStatement(statement) && statement.awaitModifier !== undefined) {
      value = builder.define({ op: 'await', span, result: builder.fresh(), value });
    }
    const { initializer } = statement;
    const declaration = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0] : undefined;
    if (declaration !== undefined) bindPattern(lowering, declaration.name, { value });
    else if (!ts.isVariableDeclarationList(initializer)) assign(lowering, initializer, value);
    lowerBody(lowering, loopFrame(labels, after, header), statement.statement);
    builder.jump(header, span);
    builder.seal(header);
    builder.startSealed(after);
  });
}
