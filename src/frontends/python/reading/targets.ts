/** Reads what is assigned to or deleted: the names in it are bound in the current scope. */
import { isToken, Kind, Token } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import type { Expression } from '../syntax.ts';
import { type Reader, standIn } from './reader.ts';

export function readTarget(reader: Reader, node: Node): Expression {
  const { tree } = reader;
  switch (tree.kind(node)) {
    case Kind.identifier:
      return reader.bind(node);
    case Kind.list_splat_pattern:
    case Kind.list_splat:
      return { kind: 'starred', span: tree.span(node), value: onlyTarget(reader, node) };
    case Kind.tuple_pattern:
      return readParenthesized(reader, node);
    case Kind.pattern_list:
    case Kind.expression_list:
    case Kind.tuple:
      return { kind: 'tuple', span: tree.span(node), elements: elementTargets(reader, node) };
    case Kind.list_pattern:
    case Kind.list:
      return { kind: 'list', span: tree.span(node), elements: elementTargets(reader, node) };
    case Kind.parenthesized_expression:
    case Kind.as_pattern_target:
      return onlyTarget(reader, node);
    default:
      return reader.expression(node);
  }
}

/** `(x)` is x; `(x,)` and `()` are tuples. */
function readParenthesized(reader: Reader, node: Node): Expression {
  const elements = elementTargets(reader, node);
  const [only] = elements;
  if (only !== undefined && elements.length === 1 && !reader.tree.has(node, Token[','])) return only;
  return { kind: 'tuple', span: reader.tree.span(node), elements };
}

function elementTargets(reader: Reader, node: Node): Expression[] {
  const { tree } = reader;
  return tree
    .children(node)
    .filter((child) => !isToken(tree.kind(child)))
    .map((child) => deeper(reader, child));
}

function onlyTarget(reader: Reader, node: Node): Expression {
  const inner = reader.tree.children(node).find((child) => !isToken(reader.tree.kind(child)));
  return inner === undefined ? standIn(reader.tree.span(node)) : deeper(reader, inner);
}

function deeper(reader: Reader, node: Node): Expression {
  return reader.nested(() => readTarget(reader, node));
}
