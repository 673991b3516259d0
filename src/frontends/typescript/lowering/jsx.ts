/**
 * Lowers JSX to the calls that it stands for.
 *
 * Worked example: `<Row node={n}>x</Row>` calls Row with the object `{ node: n, children: ['x'] }`; `<a href={url}>x</a>`
 * calls `js.jsx.a` with the keyword argument href and the child, so that models can name both.
 */
import { ts } from 'ts-morph';
import type { Argument, BuildElement, ValueId } from '../../../ir/ir.ts';
import type { Lowering } from './lowering.ts';

type Jsx = ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment;

export function isJsx(expression: ts.Node): expression is Jsx {
  return (
    ts.isJsxElement(expression) || ts.isJsxSelfClosingElement(expression) || ts.isJsxFragment(expression)
  );
}

export function lowerJsx(lowering: Lowering, node: Jsx): ValueId {
  if (ts.isJsxFragment(node)) return list(lowering, lowerChildren(lowering, node.children), node);
  const opening = ts.isJsxElement(node) ? node.openingElement : node;
  const children = ts.isJsxElement(node) ? node.children : [];
  const { tagName } = opening;
  const element = { node, tagName, attributes: opening.attributes, children };
  return isIntrinsic(tagName) ? lowerIntrinsic(lowering, element) : lowerComponent(lowering, element);
}

interface Element {
  readonly node: ts.Node;
  readonly tagName: ts.JsxTagNameExpression;
  readonly attributes: ts.JsxAttributes;
  readonly children: readonly ts.JsxChild[];
}

function isIntrinsic(tagName: ts.JsxTagNameExpression): boolean {
  return ts.isJsxNamespacedName(tagName) || (ts.isIdentifier(tagName) && /^[a-z]/.test(tagName.text));
}

function lowerIntrinsic(lowering: Lowering, { node, tagName, attributes, children }: Element): ValueId {
  const { builder } = lowering;
  const span = lowering.span(node);
  const calleeSpan = lowering.span(tagName);
  const callee = lowering.imported(`js.jsx.${lowering.bound.source.text(tagName)}`, calleeSpan);
  const named = attributes.properties.map((attribute): Argument => {
    if (ts.isJsxSpreadAttribute(attribute)) {
      return { kind: 'keywords', value: lowering.value(attribute.expression) };
    }
    return {
      kind: 'keyword',
      name: attributeName(lowering, attribute),
      value: attributeValue(lowering, attribute),
    };
  });
  const given = lowerChildren(lowering, children).map((value): Argument => ({ kind: 'positional', value }));
  const result = builder.fresh();
  return builder.define({ op: 'call', span, result, callee, arguments: [...given, ...named], calleeSpan });
}

function lowerComponent(lowering: Lowering, { node, tagName, attributes, children }: Element): ValueId {
  const { builder } = lowering;
  const span = lowering.span(node);
  const callee = lowering.value(tagName as ts.Expression);
  const elements = attributes.properties.map((attribute): BuildElement => {
    if (ts.isJsxSpreadAttribute(attribute)) {
      return { key: null, value: lowering.value(attribute.expression), spread: true };
    }
    return property(
      lowering,
      attributeName(lowering, attribute),
      attributeValue(lowering, attribute),
      attribute,
    );
  });
  const inner = lowerChildren(lowering, children);
  if (inner.length > 0) elements.push(property(lowering, 'children', list(lowering, inner, node), node));
  const given = builder.define({ op: 'build', span, result: builder.fresh(), kind: 'object', elements });
  return lowering.call(callee, [given], span);
}

function property(lowering: Lowering, name: string, value: ValueId, node: ts.Node): BuildElement {
  const key = lowering.constant({ kind: 'string', value: name }, lowering.span(node));
  return { key, value, spread: false };
}

function attributeName(lowering: Lowering, { name }: ts.JsxAttribute): string {
  return ts.isIdentifier(name) ? name.text : lowering.bound.source.text(name);
}

function attributeValue(lowering: Lowering, { initializer, name }: ts.JsxAttribute): ValueId {
  const span = lowering.span(name);
  if (initializer === undefined) return lowering.constant({ kind: 'boolean', value: true }, span);
  if (!ts.isJsxExpression(initializer)) return lowering.value(initializer);
  return initializer.expression === undefined ? lowering.none(span) : lowering.value(initializer.expression);
}

function lowerChildren(lowering: Lowering, children: readonly ts.JsxChild[]): ValueId[] {
  return children.flatMap((child) => {
    if (ts.isJsxText(child)) return textOf(lowering, child);
    if (!ts.isJsxExpression(child)) return [lowering.value(child)];
    return child.expression === undefined ? [] : [lowering.value(child.expression)];
  });
}

function textOf(lowering: Lowering, text: ts.JsxText): ValueId[] {
  if (text.containsOnlyTriviaWhiteSpaces) return [];
  return [lowering.constant({ kind: 'string', value: text.text.trim() }, lowering.span(text))];
}

function list(lowering: Lowering, values: readonly ValueId[], node: ts.Node): ValueId {
  const { builder } = lowering;
  const elements = values.map((value) => ({ key: null, value, spread: false }));
  const span = lowering.span(node);
  return builder.define({ op: 'build', span, result: builder.fresh(), kind: 'list', elements });
}
