/** Lowers expressions to values: one function for each kind. */
import { ts } from 'ts-morph';
import type { BuildElement, OperatorName, ValueId } from '../../../ir/ir.ts';
import { isAssignment } from '../binding/bind.ts';
import { lowerAssignment, lowerStep } from './assignments.ts';
import { isLink, lowerLink, lowerNew } from './chains.ts';
import { lowerClassExpression, lowerSuper } from './classes.ts';
import { isLogical, lowerConditional, lowerLogical } from './conditions.ts';
import { lowerFunction } from './functions.ts';
import { isJsx, lowerJsx } from './jsx.ts';
import { constantOf } from './literals.ts';
import type { Lowering } from './lowering.ts';
import { lowerObject } from './objects.ts';
import { placeOf, withoutWrappers } from './patterns.ts';

export function lowerExpression(lowering: Lowering, written: ts.Expression): ValueId {
  const expression = withoutWrappers(written);
  const span = lowering.span(expression);
  if (ts.isIdentifier(expression)) return lowering.read(expression.text, span);
  const constant = constantOf(expression);
  if (constant !== null) return lowering.constant(constant, span);
  if (isLink(expression)) return lowerLink(lowering, expression);
  if (ts.isBinaryExpression(expression)) return lowerBinary(lowering, expression);
  if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression)) {
    return lowerFunction(lowering, expression);
  }
  if (ts.isObjectLiteralExpression(expression)) return lowerObject(lowering, expression);
  if (ts.isArrayLiteralExpression(expression)) return lowerArray(lowering, expression);
  if (ts.isTemplateExpression(expression)) return lowerTemplate(lowering, expression);
  if (ts.isConditionalExpression(expression)) return lowerConditional(lowering, expression);
  if (isJsx(expression)) return lowerJsx(lowering, expression);
  return lowerRare(lowering, expression);
}

function lowerRare(lowering: Lowering, expression: ts.Expression): ValueId {
  const { builder } = lowering;
  const span = lowering.span(expression);
  if (ts.isNewExpression(expression)) return lowerNew(lowering, expression);
  if (ts.isAwaitExpression(expression)) {
    const value = lowering.value(expression.expression);
    return builder.define({ op: 'await', span, result: builder.fresh(), value });
  }
  if (ts.isYieldExpression(expression)) return lowerYield(lowering, expression);
  if (ts.isClassExpression(expression)) return lowerClassExpression(lowering, expression);
  if (ts.isTaggedTemplateExpression(expression)) return lowerTagged(lowering, expression);
  if (expression.kind === ts.SyntaxKind.ThisKeyword) return lowerThis(lowering, expression);
  if (expression.kind === ts.SyntaxKind.SuperKeyword) return lowerSuper(lowering, span);
  return lowerUnary(lowering, expression);
}

/** At the top of a module `this` is nothing. */
function lowerThis(lowering: Lowering, expression: ts.Expression): ValueId {
  const span = lowering.span(expression);
  return lowering.scope.lookup('this') === null ? lowering.none(span) : lowering.read('this', span);
}

function lowerYield(lowering: Lowering, node: ts.YieldExpression): ValueId {
  const { builder } = lowering;
  const { expression, asteriskToken } = node;
  const span = lowering.span(node);
  const value = expression === undefined ? lowering.none(span) : lowering.value(expression);
  const delegate = asteriskToken !== undefined;
  return builder.define({ op: 'yield', span, result: builder.fresh(), value, delegate });
}

/* ---- Operators ---- */

const operators: ReadonlyMap<ts.SyntaxKind, OperatorName> = new Map([
  [ts.SyntaxKind.PlusToken, '+'],
  [ts.SyntaxKind.MinusToken, '-'],
  [ts.SyntaxKind.AsteriskToken, '*'],
  [ts.SyntaxKind.SlashToken, '/'],
  [ts.SyntaxKind.PercentToken, '%'],
  [ts.SyntaxKind.AsteriskAsteriskToken, '**'],
  [ts.SyntaxKind.LessThanLessThanToken, '<<'],
  [ts.SyntaxKind.GreaterThanGreaterThanToken, '>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken, '>>'],
  [ts.SyntaxKind.AmpersandToken, '&'],
  [ts.SyntaxKind.BarToken, '|'],
  [ts.SyntaxKind.CaretToken, '^'],
  [ts.SyntaxKind.EqualsEqualsToken, '=='],
  [ts.SyntaxKind.ExclamationEqualsToken, '!='],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '==='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.LessThanToken, '<'],
  [ts.SyntaxKind.LessThanEqualsToken, '<='],
  [ts.SyntaxKind.GreaterThanToken, '>'],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>='],
  [ts.SyntaxKind.InKeyword, 'in'],
  [ts.SyntaxKind.InstanceOfKeyword, 'instanceof'],
]);

/** `a + b + c + …` is nested to the left, as deep as it is long: lowered from the inside out without recursion. */
function lowerBinary(lowering: Lowering, expression: ts.BinaryExpression): ValueId {
  const chain: ts.BinaryExpression[] = [];
  let inner: ts.Expression = expression;
  while (ts.isBinaryExpression(inner) && isPlain(inner)) {
    chain.push(inner);
    inner = withoutWrappers(inner.left);
  }
  if (chain.length === 0) return lowerSpecial(lowering, expression);
  let value = lowering.value(inner);
  for (const link of chain.reverse()) {
    const operator = operators.get(link.operatorToken.kind) ?? '+';
    value = lowering.operator(operator, [value, lowering.value(link.right)], lowering.span(link));
  }
  return value;
}

function isPlain(expression: ts.BinaryExpression): boolean {
  return operators.has(expression.operatorToken.kind);
}

function lowerSpecial(lowering: Lowering, expression: ts.BinaryExpression): ValueId {
  if (isAssignment(expression.operatorToken.kind)) return lowerAssignment(lowering, expression);
  if (isLogical(expression)) return lowerLogical(lowering, expression);
  return lowerSequence(lowering, expression);
}

/** `a, b, c`: all are evaluated, the last one is the value. */
function lowerSequence(lowering: Lowering, expression: ts.BinaryExpression): ValueId {
  const operands: ts.Expression[] = [];
  let rest: ts.Expression = expression;
  while (ts.isBinaryExpression(rest) && rest.operatorToken.kind === ts.SyntaxKind.CommaToken) {
    operands.push(rest.right);
    rest = rest.left;
  }
  let value = lowering.value(rest);
  for (const operand of operands.reverse()) value = lowering.value(operand);
  return value;
}

const prefixes: ReadonlyMap<ts.SyntaxKind, OperatorName> = new Map([
  [ts.SyntaxKind.ExclamationToken, 'not'],
  [ts.SyntaxKind.MinusToken, 'negate'],
  [ts.SyntaxKind.PlusToken, 'positive'],
  [ts.SyntaxKind.TildeToken, 'invert'],
]);

function lowerUnary(lowering: Lowering, expression: ts.Expression): ValueId {
  const span = lowering.span(expression);
  if (ts.isPrefixUnaryExpression(expression) || ts.isPostfixUnaryExpression(expression)) {
    const prefix = prefixes.get(expression.operator);
    if (prefix === undefined) return lowerStep(lowering, expression);
    return lowering.operator(prefix, [lowering.value(expression.operand)], span);
  }
  if (ts.isTypeOfExpression(expression)) {
    return lowering.operator('typeof', [lowering.value(expression.expression)], span);
  }
  if (ts.isDeleteExpression(expression)) return lowerDelete(lowering, expression);
  const inner = innerOf(expression);
  if (inner !== null) lowering.value(inner);
  return lowering.none(span);
}

/** What is evaluated although its value is not the expression's: `void f()`, and pieces of damaged text. */
function innerOf(expression: ts.Expression): ts.Expression | null {
  if (ts.isVoidExpression(expression) || ts.isSpreadElement(expression)) return expression.expression;
  return null;
}

function lowerDelete(lowering: Lowering, node: ts.DeleteExpression): ValueId {
  const { builder } = lowering;
  const inner = withoutWrappers(node.expression);
  const span = lowering.span(node);
  if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) {
    const place = placeOf(lowering, inner);
    const { object } = place;
    if (place.kind === 'item')
      builder.emit({ op: 'delete-item', span: place.span, object, index: place.index });
    else builder.emit({ op: 'delete-attribute', span: place.span, object, name: place.name });
  }
  return lowering.constant({ kind: 'boolean', value: true }, span);
}

/* ---- Arrays and templates ---- */

function lowerArray(lowering: Lowering, array: ts.ArrayLiteralExpression): ValueId {
  const { builder } = lowering;
  const elements = array.elements.map((element): BuildElement => {
    if (ts.isSpreadElement(element))
      return { key: null, value: lowering.value(element.expression), spread: true };
    return { key: null, value: lowering.value(element), spread: false };
  });
  const span = lowering.span(array);
  return builder.define({ op: 'build', span, result: builder.fresh(), kind: 'list', elements });
}

function lowerTemplate(lowering: Lowering, template: ts.TemplateExpression): ValueId {
  const { builder } = lowering;
  const elements: BuildElement[] = [];
  const add = (value: ValueId) => elements.push({ key: null, value, spread: false });
  const addText = (node: ts.TemplateLiteralLikeNode) => {
    if (node.text !== '') add(lowering.constant({ kind: 'string', value: node.text }, lowering.span(node)));
  };
  addText(template.head);
  for (const { expression, literal } of template.templateSpans) {
    add(lowering.value(expression));
    addText(literal);
  }
  const span = lowering.span(template);
  return builder.define({ op: 'build', span, result: builder.fresh(), kind: 'string', elements });
}

/** A tag receives the texts and then each value. */
function lowerTagged(lowering: Lowering, { tag, template }: ts.TaggedTemplateExpression): ValueId {
  const callee = lowering.value(tag);
  const span = lowering.span(template);
  const text = ts.isTemplateExpression(template) ? template.head.text : template.text;
  const given = [lowering.constant({ kind: 'string', value: text }, span)];
  if (ts.isTemplateExpression(template)) {
    for (const { expression } of template.templateSpans) given.push(lowering.value(expression));
  }
  return lowering.call(callee, given, span);
}
