/**
 * Lowers tests: `and`, `or`, `not`, chained comparisons and constants become control flow, not values.
 *
 * Worked example: `if a and not b: X else: Y` is `branch a then 1 otherwise Y`, 1: `branch b then Y otherwise X`.
 */
import type { BranchOrigin, OperatorName, ValueId } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import type { BranchTargets } from '../../lowering/ssa.ts';
import type { BooleanExpression, ComparisonExpression, Expression } from '../syntax.ts';
import type { Lowering } from './lowering.ts';

/** Ends the current block with a test that goes to `then` or `otherwise`; neither is sealed here. */
export function lowerCondition(lowering: Lowering, test: Expression, targets: BranchTargets): void {
  const { builder } = lowering;
  const { then, otherwise, origin } = targets;
  if (test.kind === 'unary' && test.operator === 'not') {
    lowerCondition(lowering, test.operand, { then: otherwise, otherwise: then, origin });
    return;
  }
  const truth = isFolded(origin) ? truthOf(test) : null;
  if (truth !== null) {
    builder.jump(truth ? then : otherwise, test.span);
  } else if (test.kind === 'boolean') {
    lowerBooleanTest(lowering, test, targets);
  } else if (test.kind === 'comparison' && test.links.length > 1) {
    lowerChainTest(lowering, test, targets);
  } else {
    builder.branch(lowering.value(test), test.span, targets);
  }
}

/** `while True` has no way out at its head, as in CPython; `assert False` keeps both, because it may be disabled. */
function isFolded(origin: BranchOrigin): boolean {
  return origin === 'while' || origin === 'if';
}

function truthOf(test: Expression): boolean | null {
  if (test.kind !== 'constant') return null;
  const { constant } = test;
  switch (constant.kind) {
    case 'boolean':
      return constant.value;
    case 'none':
      return false;
    case 'number':
      return /^\d+$/.test(constant.value) ? /[1-9]/.test(constant.value) : null;
    case 'string':
    case 'bytes':
      return constant.value !== '';
    default:
      return null;
  }
}

function lowerBooleanTest(lowering: Lowering, test: BooleanExpression, targets: BranchTargets): void {
  const { builder } = lowering;
  const last = test.operands.length - 1;
  test.operands.forEach((operand, index) => {
    if (index === last) {
      lowerCondition(lowering, operand, targets);
      return;
    }
    const next = builder.newBlock();
    const origin = test.operator;
    const short =
      origin === 'and'
        ? { then: next, otherwise: targets.otherwise, origin }
        : { then: targets.then, otherwise: next, origin };
    lowerCondition(lowering, operand, short);
    builder.startSealed(next);
  });
}

function lowerChainTest(lowering: Lowering, test: ComparisonExpression, targets: BranchTargets): void {
  const { builder } = lowering;
  const last = test.links.length - 1;
  let left = lowering.value(test.first);
  test.links.forEach(({ operator, operand }, index) => {
    const right = lowering.value(operand);
    const span = { start: test.span.start, end: operand.span.end };
    const result = compare(lowering, { operator, left, right, span });
    left = right;
    if (index === last) {
      builder.branch(result, test.span, targets);
      return;
    }
    const next = builder.newBlock();
    builder.branch(result, span, { then: next, otherwise: targets.otherwise, origin: 'and' });
    builder.startSealed(next);
  });
}

interface Comparison {
  readonly operator: OperatorName;
  readonly left: ValueId;
  readonly right: ValueId;
  readonly span: Span;
}

function compare(lowering: Lowering, comparison: Comparison): ValueId {
  const { builder } = lowering;
  const { operator, left, right, span } = comparison;
  const operands = [left, right];
  return builder.define({
    op: 'operator',
    span,
    result: builder.fresh(),
    operator,
    operands,
    inPlace: false,
  });
}

/* ---- The same as values ---- */

/** `a or b`: the value of the last operand that was evaluated. */
export function lowerBoolean(lowering: Lowering, expression: BooleanExpression): ValueId {
  const { builder } = lowering;
  const result = lowering.hidden();
  const join = builder.newBlock();
  const last = expression.operands.length - 1;
  expression.operands.forEach((operand, index) => {
    const value = lowering.value(operand);
    builder.writeHidden(result, value);
    if (index === last) {
      builder.jump(join, operand.span);
      return;
    }
    const next = builder.newBlock();
    const origin = expression.operator;
    const [then, otherwise] = origin === 'and' ? [next, join] : [join, next];
    builder.branch(value, operand.span, { then, otherwise, origin });
    builder.startSealed(next);
  });
  builder.startSealed(join);
  return builder.read(result);
}

/** `a < b < c`: false as soon as one link is. */
export function lowerComparison(lowering: Lowering, expression: ComparisonExpression): ValueId {
  const { builder } = lowering;
  const { span, links } = expression;
  let left = lowering.value(expression.first);
  if (links.length === 1) return lowerOnlyLink(lowering, expression, left);
  const result = lowering.hidden();
  const join = builder.newBlock();
  links.forEach(({ operator, operand }, index) => {
    const right = lowering.value(operand);
    const value = compare(lowering, {
      operator,
      left,
      right,
      span: { start: span.start, end: operand.span.end },
    });
    left = right;
    builder.writeHidden(result, value);
    if (index === links.length - 1) {
      builder.jump(join, span);
      return;
    }
    const next = builder.newBlock();
    builder.branch(value, span, { then: next, otherwise: join, origin: 'and' });
    builder.startSealed(next);
  });
  builder.startSealed(join);
  return builder.read(result);
}

function lowerOnlyLink(lowering: Lowering, expression: ComparisonExpression, left: ValueId): ValueId {
  const [link] = expression.links;
  if (link === undefined) return left;
  const right = lowering.value(link.operand);
  return compare(lowering, { operator: link.operator, left, right, span: expression.span });
}

export function lowerConditional(
  lowering: Lowering,
  expression: Extract<Expression, { readonly kind: 'conditional' }>,
): ValueId {
  const { builder } = lowering;
  const result = lowering.hidden();
  const then = builder.newBlock();
  const otherwise = builder.newBlock();
  const join = builder.newBlock();
  lowerCondition(lowering, expression.test, { then, otherwise, origin: 'conditional' });
  for (const [block, value] of [
    [then, expression.then],
    [otherwise, expression.otherwise],
  ] as const) {
    builder.startSealed(block);
    builder.writeHidden(result, lowering.value(value));
    builder.jump(join, value.span);
  }
  builder.startSealed(join);
  return builder.read(result);
}
