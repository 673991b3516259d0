/** Lowers object literals: keys are names of attributes; accessors are functions under their names. */
import { ts } from 'ts-morph';
import type { BuildElement, ValueId } from '../../../ir/ir.ts';
import { staticName } from '../binding/definitions.ts';
import { lowerFunction } from './functions.ts';
import type { Lowering } from './lowering.ts';

export function lowerObject(lowering: Lowering, literal: ts.ObjectLiteralExpression): ValueId {
  const { builder } = lowering;
  const elements = literal.properties.map((property) => lowerProperty(lowering, property));
  const span = lowering.span(literal);
  return builder.define({ op: 'build', span, result: builder.fresh(), kind: 'object', elements });
}

function lowerProperty(lowering: Lowering, property: ts.ObjectLiteralElementLike): BuildElement {
  if (ts.isSpreadAssignment(property)) {
    return { key: null, value: lowering.value(property.expression), spread: true };
  }
  const key = lowerKey(lowering, property.name);
  return { key, value: lowerValue(lowering, property), spread: false };
}

function lowerKey(lowering: Lowering, name: ts.PropertyName): ValueId {
  const text = staticName(name);
  if (text !== null) return lowering.constant({ kind: 'string', value: text }, lowering.span(name));
  return ts.isComputedPropertyName(name)
    ? lowering.value(name.expression)
    : lowering.none(lowering.span(name));
}

function lowerValue(
  lowering: Lowering,
  property: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>,
): ValueId {
  if (ts.isPropertyAssignment(property)) return lowering.value(property.initializer);
  if (!ts.isShorthandPropertyAssignment(property)) return lowerFunction(lowering, property);
  return lowering.read(property.name.text, lowering.span(property.name));
}
