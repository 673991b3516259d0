/** Reads unary, binary, boolean and comparison operators, and the conditional expression. */
import type { OperatorName } from '../../../ir/ir.ts';
import { isToken, Kind, Token, tokenText } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import type { Expression } from '../syntax.ts';
import type { Reader } from './reader.ts';

const BINARY: readonly OperatorName[] = ['+', '-', '*', '/', '//', '%', '@', '**', '<<', '>>', '&', '|', '^'];
const COMPARISONS: readonly OperatorName[] = [
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'not in',
  'is',
  'is not',
];

const binaryOperators = new Map<string, OperatorName>(BINARY.map((name) => [name, name]));
const comparisonOperators = new Map<string, OperatorName>(COMPARISONS.map((name) => [name, name]));
comparisonOperators.set('<>', '!=');

/** The operator of `+` or of `+=`. */
export function binaryOperatorOf(token: string): OperatorName {
  const text = token.endsWith('=') ? token.slice(0, -1) : token;
  return binaryOperators.get(text) ?? '+';
}

/** Reads the left spine without nesting: `a + b + …` may have thousands of operands. */
export function readBinary(reader: Reader, node: Node): Expression {
  const { tree } = reader;
  const spine: Node[] = [];
  let inner = node;
  while (tree.kind(inner) === Kind.binary_operator && tree.first(inner) < tree.after(inner)) {
    spine.push(inner);
    inner = tree.first(inner);
  }
  let left = reader.expression(inner);
  for (let index = spine.length - 1; index >= 0; index--) {
    const parent = spine[index] ?? node;
    const [, token, right] = tree.children(parent);
    const operator = binaryOperatorOf(token === undefined ? '' : tokenText(tree.kind(token)));
    const span = tree.span(parent);
    left = { kind: 'binary', span, operator, left, right: reader.expressionOr(right, span) };
  }
  return left;
}

/** `a and b and c` nests to the left in the tree and is one list here. */
export function readBoolean(reader: Reader, node: Node): Expression {
  const { tree } = reader;
  const operator = tree.has(node, Token.and) ? 'and' : 'or';
  const token = Token[operator];
  const rights: Node[] = [];
  let inner = node;
  while (tree.kind(inner) === Kind.boolean_operator && tree.has(inner, token)) {
    const right = tree.children(inner).at(-1);
    if (right !== undefined) rights.push(right);
    inner = tree.first(inner);
  }
  const operands = [inner, ...rights.reverse()].map((operand) => reader.expression(operand));
  return { kind: 'boolean', span: tree.span(node), operator, operands };
}

export function readComparison(reader: Reader, node: Node): Expression {
  const { tree } = reader;
  const [head, ...rest] = tree.children(node);
  const first = reader.expressionOr(head, tree.span(node));
  const links: { operator: OperatorName; operand: Expression }[] = [];
  let operator: OperatorName = '==';
  for (const child of rest) {
    const kind = tree.kind(child);
    if (isToken(kind)) operator = comparisonOperators.get(tokenText(kind)) ?? '==';
    else links.push({ operator, operand: reader.expression(child) });
  }
  return { kind: 'comparison', span: tree.span(node), first, links };
}

export function readNot(reader: Reader, node: Node): Expression {
  const span = reader.tree.span(node);
  const operand = reader.tree.children(node).at(-1);
  return { kind: 'unary', span, operator: 'not', operand: reader.expressionOr(operand, span) };
}

export function readUnary(reader: Reader, node: Node): Expression {
  const { tree } = reader;
  const span = tree.span(node);
  const [token, operand] = tree.children(node);
  const kind = token === undefined ? Token['+'] : tree.kind(token);
  const operator = kind === Token['-'] ? 'negate' : kind === Token['~'] ? 'invert' : 'positive';
  return { kind: 'unary', span, operator, operand: reader.expressionOr(operand, span) };
}

export function readConditional(reader: Reader, node: Node): Expression {
  const span = reader.tree.span(node);
  const [then, test, otherwise] = reader.tree.children(node);
  return {
    kind: 'conditional',
    span,
    then: reader.expressionOr(then, span),
    test: reader.expressionOr(test, span),
    otherwise: reader.expressionOr(otherwise, span),
  };
}
