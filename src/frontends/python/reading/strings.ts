/**
 * Reads string literals, f-strings (nested ones and format specifications included) and their concatenation.
 *
 * Worked example: `'a' f'b{c!r:>{w}}'` has the parts 'ab', c, w: what is formatted and what decides how, in the order of
 * the text; neighbouring constants are joined.
 */
import type { Constant } from '../../../ir/ir.ts';
import { isToken, Kind } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import { isFormatted } from '../concrete/walk.ts';
import type { Expression } from '../syntax.ts';
import { type Reader, standIn } from './reader.ts';
import { decode, literalConstant, literalShape } from './string-literals.ts';

export function readString(reader: Reader, node: Node): Expression {
  const { tree } = reader;
  const span = tree.span(node);
  if (isFormatted(tree.text, span.start))
    return { kind: 'formatted', span, parts: formattedParts(reader, node) };
  const constant = literalConstant(tree.text, span.start, span.end);
  return constant === null ? standIn(span) : { kind: 'constant', span, constant };
}

function formattedParts(reader: Reader, node: Node): Expression[] {
  const { tree } = reader;
  const parts: Expression[] = [];
  const shape = literalShape(tree.text, tree.start(node));
  for (const child of tree.children(node)) {
    const kind = tree.kind(child);
    if (kind === Kind.string_content) {
      const value = decode(tree.textOf(child), shape).replaceAll('{{', '{').replaceAll('}}', '}');
      parts.push({ kind: 'constant', span: tree.span(child), constant: { kind: 'string', value } });
    } else if (kind === Kind.interpolation) {
      readInterpolation(reader, child, parts);
    }
  }
  return parts;
}

function readInterpolation(reader: Reader, node: Node, into: Expression[]): void {
  const { tree } = reader;
  for (const child of tree.children(node)) {
    const kind = tree.kind(child);
    if (kind === Kind.format_specifier) readFormat(reader, child, into);
    else if (!isToken(kind)) into.push(reader.expression(child));
  }
}

function readFormat(reader: Reader, node: Node, into: Expression[]): void {
  for (const child of reader.tree.children(node)) {
    if (reader.tree.kind(child) === Kind.format_expression) readInterpolation(reader, child, into);
  }
}

export function readConcatenated(reader: Reader, node: Node): Expression {
  const { tree } = reader;
  const span = tree.span(node);
  const pieces = tree.children(node).map((child) => reader.expression(child));
  const parts = joined(pieces.flatMap((piece) => (piece.kind === 'formatted' ? piece.parts : [piece])));
  const [only] = parts;
  const isConstant = only?.kind === 'constant' && parts.length === 1 && !pieces.some(isFormattedString);
  return isConstant ? { ...only, span } : { kind: 'formatted', span, parts };
}

function isFormattedString(expression: Expression): boolean {
  return expression.kind === 'formatted';
}

function joined(parts: readonly Expression[]): Expression[] {
  const result: Expression[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    const merged = last === undefined ? null : mergedConstant(last, part);
    if (merged === null) result.push(part);
    else result[result.length - 1] = merged;
  }
  return result;
}

function mergedConstant(left: Expression, right: Expression): Expression | null {
  if (left.kind !== 'constant' || right.kind !== 'constant') return null;
  const constant = mergedText(left.constant, right.constant);
  return constant === null
    ? null
    : { kind: 'constant', span: { start: left.span.start, end: right.span.end }, constant };
}

function mergedText(left: Constant, right: Constant): Constant | null {
  if (left.kind === 'string' && right.kind === 'string')
    return { kind: 'string', value: left.value + right.value };
  if (left.kind === 'bytes' && right.kind === 'bytes')
    return { kind: 'bytes', value: left.value + right.value };
  return null;
}
