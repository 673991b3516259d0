/** Lowers assignments: plain, with an operator, with a condition, and `++`. */
import { ts } from 'ts-morph';
import type { OperatorName, ValueId } from '../../../ir/ir.ts';
import { branchOn } from './conditions.ts';
import type { Lowering } from './lowering.ts';
import { publishExports } from './modules.ts';
import { assign, load, type Place, placeOf, store, withoutWrappers } from './patterns.ts';

const operators: ReadonlyMap<ts.SyntaxKind, OperatorName> = new Map([
  [ts.SyntaxKind.PlusEqualsToken, '+'],
  [ts.SyntaxKind.MinusEqualsToken, '-'],
  [ts.SyntaxKind.AsteriskEqualsToken, '*'],
  [ts.SyntaxKind.SlashEqualsToken, '/'],
  [ts.SyntaxKind.PercentEqualsToken, '%'],
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken, '**'],
  [ts.SyntaxKind.LessThanLessThanEqualsToken, '<<'],
  [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken, '>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken, '>>'],
  [ts.SyntaxKind.AmpersandEqualsToken, '&'],
  [ts.SyntaxKind.BarEqualsToken, '|'],
  [ts.SyntaxKind.CaretEqualsToken, '^'],
]);

/** `a &&= b` and its like: when they ask for their right side. */
const conditions: ReadonlyMap<ts.SyntaxKind, ts.SyntaxKind> = new Map([
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, ts.SyntaxKind.AmpersandAmpersandToken],
  [ts.SyntaxKind.BarBarEqualsToken, ts.SyntaxKind.BarBarToken],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, ts.SyntaxKind.QuestionQuestionToken],
]);

export function lowerAssignment(lowering: Lowering, expression: ts.BinaryExpression): ValueId {
  const { left, right, operatorToken } = expression;
  const condition = conditions.get(operatorToken.kind);
  if (condition !== undefined) return lowerConditionally(lowering, expression, condition);
  const operator = operators.get(operatorToken.kind);
  if (operator !== undefined) {
    return lowerInPlace(lowering, left, { operator, operand: () => lowering.value(right), node: expression });
  }
  return lowerPlain(lowering, left, right);
}

function lowerPlain(lowering: Lowering, left: ts.Expression, right: ts.Expression): ValueId {
  const target = withoutWrappers(left);
  const place = placeBefore(lowering, target);
  const value = lowering.value(right);
  if (place === null) assign(lowering, target, value);
  else store(lowering, place, value);
  runSetter(lowering, { target, place, value });
  publishExports(lowering, target, { value, written: withoutWrappers(right) });
  return value;
}

/** Properties of a page whose setters do something with what is written: they parse it, open it, keep it. */
const setters: ReadonlySet<string> = new Set(['innerHTML', 'outerHTML', 'srcdoc', 'cookie']);

interface Written {
  readonly target: ts.Expression;
  readonly place: Place | null;
  readonly value: ValueId;
}

/** What a setter of the page does is a call, `js.set.innerHTML(object, value)`, so that models can say what it is. */
function runSetter(lowering: Lowering, { target, place, value }: Written): void {
  const name = setterOf(lowering, target, place);
  if (name === null) return;
  const span = lowering.span(target);
  const object = place?.object ?? lowering.none(span);
  lowering.call(lowering.imported(`js.set.${name}`, span), [object, value], span);
}

function setterOf(lowering: Lowering, target: ts.Expression, place: Place | null): string | null {
  if (place === null) return isLocation(lowering, target) ? 'href' : null;
  if (place.kind === 'item' || !ts.isPropertyAccessExpression(target)) return null;
  if (place.name === 'href') return isLocation(lowering, target.expression) ? 'href' : null;
  return setters.has(place.name) ? place.name : null;
}

/** `location` and `window.location`, where neither is a variable of the text. */
function isLocation(lowering: Lowering, expression: ts.Expression): boolean {
  const root = ts.isPropertyAccessExpression(expression) ? expression.expression : expression;
  const last = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  if (!ts.isIdentifier(root) || !ts.isIdentifier(last) || last.text !== 'location') return false;
  const isKnown = root === last || root.text === 'window' || root.text === 'document';
  return isKnown && lowering.scope.lookup(root.text) === null;
}

/** The object of `object.name = value` is evaluated before the value. */
function placeBefore(lowering: Lowering, target: ts.Expression): Place | null {
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) return null;
  return placeOf(lowering, target);
}

interface InPlace {
  readonly operator: OperatorName;
  readonly operand: () => ValueId;
  readonly node: ts.Expression;
}

/** `x.y += z` evaluates x once, reads its y, evaluates z, and writes y. */
function lowerInPlace(
  lowering: Lowering,
  left: ts.Expression,
  { operator, operand, node }: InPlace,
): ValueId {
  const { builder } = lowering;
  return update(lowering, left, (old) => {
    const operands = [old, operand()];
    const span = lowering.span(node);
    return builder.define({
      op: 'operator',
      span,
      result: builder.fresh(),
      operator,
      operands,
      inPlace: true,
    });
  });
}

function update(lowering: Lowering, left: ts.Expression, change: (old: ValueId) => ValueId): ValueId {
  const target = withoutWrappers(left);
  const place = placeBefore(lowering, target);
  const value = change(place === null ? lowering.value(target) : load(lowering, place));
  if (place === null) assign(lowering, target, value);
  else store(lowering, place, value);
  return value;
}

/** `++x` and `x++`; the value of the second is the old one. */
export function lowerStep(
  lowering: Lowering,
  expression: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
): ValueId {
  const operator = expression.operator === ts.SyntaxKind.PlusPlusToken ? '+' : '-';
  const span = lowering.span(expression);
  const operand = () => lowering.constant({ kind: 'number', value: '1' }, span);
  return lowerInPlace(lowering, expression.operand, { operator, operand, node: expression });
}

function lowerConditionally(
  lowering: Lowering,
  expression: ts.BinaryExpression,
  kind: ts.SyntaxKind,
): ValueId {
  const { builder } = lowering;
  const target = withoutWrappers(expression.left);
  const place = placeBefore(lowering, target);
  const result = lowering.hidden();
  const old = place === null ? lowering.value(target) : load(lowering, place);
  builder.writeHidden(result, old);
  const [next, join] = [builder.newBlock(), builder.newBlock()];
  branchOn(lowering, { value: old, kind, operand: expression.left }, { next, join });
  builder.startSealed(next);
  const value = lowering.value(expression.right);
  if (place === null) assign(lowering, target, value);
  else store(lowering, place, value);
  builder.writeHidden(result, value);
  builder.jump(join, lowering.span(expression));
  builder.startSealed(join);
  return builder.read(result);
}
