/** Reads displays of lists, tuples, sets and dictionaries, subscripts and slices. */
import { isToken, Kind, Token } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import type { Expression } from '../syntax.ts';
import type { Reader } from './reader.ts';

export function readSequence(kind: 'list' | 'tuple' | 'set'): (reader: Reader, node: Node) => Expression {
  return (reader, node) => ({ kind, span: reader.tree.span(node), elements: readElements(reader, node) });
}

function readElements(reader: Reader, node: Node): Expression[] {
  const { tree } = reader;
  const elements: Expression[] = [];
  const past = tree.after(node);
  for (let child = tree.first(node); child < past; child = tree.after(child)) {
    if (!isToken(tree.kind(child))) elements.push(reader.expression(child));
  }
  return elements;
}

export function readDictionary(reader: Reader, node: Node): Expression {
  const { tree } = reader;
  const entries = tree.children(node).map((child) => {
    const span = tree.span(child);
    const parts = tree.children(child).filter((part) => !isToken(tree.kind(part)));
    if (tree.kind(child) !== Kind.pair) return { key: null, value: reader.expressionOr(parts[0], span) };
    return { key: reader.expressionOr(parts[0], span), value: reader.expressionOr(parts[1], span) };
  });
  return { kind: 'dictionary', span: tree.span(node), entries };
}

/** The index of a subscript, `first` its first node: a tuple where there are several or a comma follows. */
export function readSubscriptIndex(reader: Reader, node: Node, first: Node): Expression {
  const { tree } = reader;
  const indices: Expression[] = [];
  let hasComma = false;
  const past = tree.after(node);
  for (let child = first; child < past; child = tree.after(child)) {
    if (tree.kind(child) === Token[',']) hasComma = true;
    else if (!isToken(tree.kind(child))) indices.push(reader.expression(child));
  }
  const [only] = indices;
  if (only === undefined) return reader.expressionOr(null, tree.span(node));
  if (!hasComma) return only;
  const span = { start: only.span.start, end: indices.at(-1)?.span.end ?? only.span.end };
  return { kind: 'tuple', span, elements: indices };
}

/** `lower:upper:step`; what is left out is null. */
export function readSlice(reader: Reader, node: Node): Expression {
  const { tree } = reader;
  const bounds: (Expression | null)[] = [null, null, null];
  let position = 0;
  for (const child of tree.children(node)) {
    if (tree.kind(child) === Token[':']) position++;
    else if (!isToken(tree.kind(child))) bounds[position] = reader.expression(child);
  }
  return { kind: 'slice', span: tree.span(node), bounds };
}
