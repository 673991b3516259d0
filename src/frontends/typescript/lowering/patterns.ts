/**
 * Lowers destructuring, of declarations and of assignments.
 *
 * Worked example: `const { a, b: [c = 1], ...rest } = f()` reads the attribute a, then b, unpacks b, and takes 1 where that
 * element is undefined; `rest` is the object itself, because which of its attributes are left makes no difference here.
 */
import { ts } from 'ts-morph';
import type { TypeExpression, ValueId } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import { staticName } from '../binding/definitions.ts';
import type { Lowering } from './lowering.ts';

export interface Bound {
  readonly value: ValueId;
  readonly type?: TypeExpression | null;
}

/** Binds the names of a declaration or parameter. */
export function bindPattern(lowering: Lowering, name: ts.BindingName, { value, type = null }: Bound): void {
  const span = lowering.span(name);
  if (ts.isIdentifier(name)) lowering.write(name.text, value, { span, type });
  else if (ts.isObjectBindingPattern(name)) bindObject(lowering, name, value);
  else bindArray(lowering, name, value);
}

function bindObject(lowering: Lowering, pattern: ts.ObjectBindingPattern, object: ValueId): void {
  for (const element of pattern.elements) {
    const key = element.propertyName ?? element.name;
    const value = element.dotDotDotToken === undefined ? readKey(lowering, object, key) : object;
    bindElement(lowering, element, value);
  }
}

function bindArray(lowering: Lowering, pattern: ts.ArrayBindingPattern, source: ValueId): void {
  const { elements } = pattern;
  const isRest = (element: ts.ArrayBindingElement) =>
    ts.isBindingElement(element) && element.dotDotDotToken !== undefined;
  const values = unpack(lowering, { source, nodes: elements, starred: elements.findIndex(isRest) });
  elements.forEach((element, index) => {
    const value = values[index];
    if (ts.isBindingElement(element) && value !== undefined) bindElement(lowering, element, value);
  });
}

function bindElement(lowering: Lowering, element: ts.BindingElement, value: ValueId): void {
  const { initializer, name } = element;
  bindPattern(lowering, name, { value: withDefault(lowering, value, initializer) });
}

/** All elements are taken before the first one is written. */
function unpack(
  lowering: Lowering,
  {
    source,
    nodes,
    starred,
  }: { readonly source: ValueId; readonly nodes: readonly ts.Node[]; readonly starred: number },
): readonly ValueId[] {
  const { builder } = lowering;
  const count = nodes.length;
  const rest = starred < 0 ? null : starred;
  return nodes.map((node, index) => {
    const span = lowering.span(node);
    return builder.define({
      op: 'unpack',
      span,
      result: builder.fresh(),
      source,
      index,
      count,
      starred: rest,
    });
  });
}

/** The attribute or item under a key of an object pattern. */
function readKey(lowering: Lowering, object: ValueId, key: ts.PropertyName | ts.BindingName): ValueId {
  const span = lowering.span(key);
  const name = staticName(key);
  if (name !== null) return lowering.attribute(object, name, { span });
  const { builder } = lowering;
  const index = ts.isComputedPropertyName(key) ? lowering.value(key.expression) : lowering.none(span);
  return builder.define({ op: 'item', span, result: builder.fresh(), object, index });
}

/** The value, or the default where the value is undefined. */
export function withDefault(
  lowering: Lowering,
  value: ValueId,
  initializer: ts.Expression | undefined,
): ValueId {
  if (initializer === undefined) return value;
  const { builder } = lowering;
  const span = lowering.span(initializer);
  const result = lowering.hidden();
  const [missing, join] = [builder.newBlock(), builder.newBlock()];
  builder.writeHidden(result, value);
  const isMissing = lowering.operator('is-nullish', [value], span);
  builder.branch(isMissing, span, { then: missing, otherwise: join, origin: 'conditional' });
  builder.startSealed(missing);
  builder.writeHidden(result, lowering.value(initializer));
  builder.jump(join, span);
  builder.startSealed(join);
  return builder.read(result);
}

/* ---- Assignments ---- */

/** Writes to what an assignment names; what is no target (damaged text) takes nothing. */
export function assign(lowering: Lowering, target: ts.Expression, value: ValueId): void {
  const inner = withoutWrappers(target);
  const span = lowering.span(inner);
  if (ts.isIdentifier(inner)) lowering.write(inner.text, value, { span });
  else if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) {
    store(lowering, placeOf(lowering, inner), value);
  } else if (ts.isObjectLiteralExpression(inner)) assignObject(lowering, inner, value);
  else if (ts.isArrayLiteralExpression(inner)) assignArray(lowering, inner, value);
  else if (ts.isBinaryExpression(inner))
    assign(lowering, inner.left, withDefault(lowering, value, inner.right));
}

function assignObject(lowering: Lowering, pattern: ts.ObjectLiteralExpression, object: ValueId): void {
  for (const property of pattern.properties) {
    if (ts.isPropertyAssignment(property)) {
      assign(lowering, property.initializer, readKey(lowering, object, property.name));
    } else if (ts.isShorthandPropertyAssignment(property)) {
      const read = readKey(lowering, object, property.name);
      const value = withDefault(lowering, read, property.objectAssignmentInitializer);
      assign(lowering, property.name, value);
    } else if (ts.isSpreadAssignment(property)) assign(lowering, property.expression, object);
  }
}

function assignArray(lowering: Lowering, pattern: ts.ArrayLiteralExpression, source: ValueId): void {
  const { elements } = pattern;
  const values = unpack(lowering, {
    source,
    nodes: elements,
    starred: elements.findIndex(ts.isSpreadElement),
  });
  elements.forEach((element, index) => {
    const value = values[index];
    if (value !== undefined)
      assign(lowering, ts.isSpreadElement(element) ? element.expression : element, value);
  });
}

/** Parentheses, `!` and `as` change nothing. */
export function withoutWrappers(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isTypeAssertionExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/* ---- Places ---- */

/** An attribute or item whose object (and index) is known. */
export type Place =
  | {
      readonly kind: 'attribute';
      readonly object: ValueId;
      readonly name: string;
      readonly span: Span;
      readonly nameSpan: Span;
    }
  | { readonly kind: 'item'; readonly object: ValueId; readonly index: ValueId; readonly span: Span };

export function placeOf(
  lowering: Lowering,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): Place {
  return placeIn(lowering, access, lowering.value(access.expression));
}

export function placeIn(
  lowering: Lowering,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  object: ValueId,
): Place {
  const span = lowering.span(access);
  if (ts.isPropertyAccessExpression(access)) {
    return { kind: 'attribute', object, name: access.name.text, span, nameSpan: lowering.span(access.name) };
  }
  const key = access.argumentExpression;
  if (ts.isStringLiteralLike(key)) {
    return { kind: 'attribute', object, name: key.text, span, nameSpan: lowering.span(key) };
  }
  return { kind: 'item', object, index: lowering.value(key), span };
}

export function load(lowering: Lowering, place: Place): ValueId {
  if (place.kind === 'attribute') return lowering.attribute(place.object, place.name, place);
  const { builder } = lowering;
  const { span, object, index } = place;
  return builder.define({ op: 'item', span, result: builder.fresh(), object, index });
}

export function store(lowering: Lowering, place: Place, value: ValueId): void {
  const { span, object } = place;
  if (place.kind === 'item') {
    lowering.builder.emit({ op: 'store-item', span, object, index: place.index, value });
  } else {
    lowering.builder.emit({ op: 'store-attribute', span, object, name: place.name, value });
  }
}
