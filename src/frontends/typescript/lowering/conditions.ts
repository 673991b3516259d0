/** Lowers tests: `&&`, `||`, `??`, `!` and constants become control flow; and the values that the first three have. */
import { ts } from 'ts-morph';
import type { BranchOrigin, ValueId } from '../../../ir/ir.ts';
import type { BranchTargets } from '../../lowering/ssa.ts';
import type { Lowering } from './lowering.ts';
import { withoutWrappers } from './patterns.ts';

const { AmpersandAmpersandToken: AND, BarBarToken: OR, QuestionQuestionToken: NULLISH } = ts.SyntaxKind;

export type Logical = ts.BinaryExpression;

export function isLogical(expression: ts.Node): expression is Logical {
  if (!ts.isBinaryExpression(expression)) return false;
  const { kind } = expression.operatorToken;
  return kind === AND || kind === OR || kind === NULLISH;
}

/** Ends the current block with a test that goes to `then` or `otherwise`; neither is sealed here. */
export function lowerCondition(lowering: Lowering, written: ts.Expression, targets: BranchTargets): void {
  const { builder } = lowering;
  const test = withoutWrappers(written);
  const span = lowering.span(test);
  const { then, otherwise, origin } = targets;
  const truth = isFolded(origin) ? truthOf(test) : null;
  if (truth !== null) builder.jump(truth ? then : otherwise, span);
  else if (ts.isPrefixUnaryExpression(test) && test.operator === ts.SyntaxKind.ExclamationToken) {
    lowerCondition(lowering, test.operand, { then: otherwise, otherwise: then, origin });
  } else if (isLogical(test) && test.operatorToken.kind !== NULLISH)
    lowerLogicalTest(lowering, test, targets);
  else builder.branch(lowering.value(test), span, targets);
}

/** `while (true)` has no way out at its head. */
function isFolded(origin: BranchOrigin): boolean {
  return origin === 'while' || origin === 'for' || origin === 'if';
}

function truthOf(test: ts.Expression): boolean | null {
  if (test.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (test.kind === ts.SyntaxKind.FalseKeyword || test.kind === ts.SyntaxKind.NullKeyword) return false;
  if (ts.isNumericLiteral(test)) return Number(test.text) !== 0;
  return null;
}

/** Operands of one operator in a row, however many; `a && b && c` is nested to the left. */
function operandsOf(expression: Logical): readonly ts.Expression[] {
  const { kind } = expression.operatorToken;
  const operands: ts.Expression[] = [];
  let rest: ts.Expression = expression;
  while (isLogical(rest) && rest.operatorToken.kind === kind) {
    operands.push(rest.right);
    rest = withoutWrappers(rest.left);
  }
  return [rest, ...operands.reverse()];
}

function lowerLogicalTest(lowering: Lowering, test: Logical, targets: BranchTargets): void {
  const { builder } = lowering;
  const operands = operandsOf(test);
  const origin = test.operatorToken.kind === AND ? 'and' : 'or';
  operands.forEach((operand, index) => {
    if (index === operands.length - 1) {
      lowerCondition(lowering, operand, targets);
      return;
    }
    const next = builder.newBlock();
    const short =
      origin === 'and'
        ? { then: next, otherwise: targets.otherwise, origin }
        : { then: targets.then, otherwise: next, origin };
    lowerCondition(lowering, operand, { ...short, origin });
    builder.startSealed(next);
  });
}

/** `a || b`: the value of the last operand that was evaluated. */
export function lowerLogical(lowering: Lowering, expression: Logical): ValueId {
  const { builder } = lowering;
  const result = lowering.hidden();
  const join = builder.newBlock();
  const operands = operandsOf(expression);
  operands.forEach((operand, index) => {
    const value = lowering.value(operand);
    builder.writeHidden(result, value);
    if (index === operands.length - 1) builder.jump(join, lowering.span(operand));
    else {
      const next = builder.newBlock();
      branchOn(lowering, { value, kind: expression.operatorToken.kind, operand }, { next, join });
      builder.startSealed(next);
    }
  });
  builder.startSealed(join);
  return builder.read(result);
}

type Block = BranchTargets['then'];

/** Goes to `next` where the operator asks for its right side, else to `join`. */
export function branchOn(
  lowering: Lowering,
  left: { readonly value: ValueId; readonly kind: ts.SyntaxKind; readonly operand: ts.Node },
  { next, join }: { readonly next: Block; readonly join: Block },
): void {
  const { builder } = lowering;
  const span = lowering.span(left.operand);
  if (left.kind === AND) builder.branch(left.value, span, { then: next, otherwise: join, origin: 'and' });
  else if (left.kind === OR) builder.branch(left.value, span, { then: join, otherwise: next, origin: 'or' });
  else {
    const isNullish = lowering.operator('is-nullish', [left.value], span);
    builder.branch(isNullish, span, { then: next, otherwise: join, origin: 'optional' });
  }
}

export function lowerConditional(lowering: Lowering, expression: ts.ConditionalExpression): ValueId {
  const { builder } = lowering;
  const result = lowering.hidden();
  const [then, otherwise, join] = [builder.newBlock(), builder.newBlock(), builder.newBlock()];
  lowerCondition(lowering, expression.condition, { then, otherwise, origin: 'conditional' });
  for (const [block, value] of [
    [then, expression.whenTrue],
    [otherwise, expression.whenFalse],
  ] as const) {
    builder.startSealed(block);
    builder.writeHidden(result, lowering.value(value));
    builder.jump(join, lowering.span(value));
  }
  builder.startSealed(join);
  return builder.read(result);
}
