/** Reads if, while, for, try and with. */
import { isToken, Kind, Token } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import type { ExceptClause, Expression, NameExpression, Statement, WithItem } from '../syntax.ts';
import { type Reader, standIn } from './reader.ts';
import { readTarget } from './targets.ts';

export function readIf(reader: Reader, node: Node): Statement {
  const { tree } = reader;
  const branches = [readBranch(reader, node)];
  let otherwise: Statement[] = [];
  for (const child of tree.children(node)) {
    if (tree.kind(child) === Kind.elif_clause) branches.push(readBranch(reader, child));
    if (tree.kind(child) === Kind.else_clause) otherwise = blockOf(reader, child);
  }
  return { kind: 'if', span: tree.span(node), branches, otherwise };
}

function readBranch(reader: Reader, node: Node): { test: Expression; body: Statement[] } {
  return { test: firstExpression(reader, node), body: blockOf(reader, node) };
}

export function readWhile(reader: Reader, node: Node): Statement {
  return {
    kind: 'while',
    span: reader.tree.span(node),
    test: firstExpression(reader, node),
    body: blockOf(reader, node),
    otherwise: elseOf(reader, node),
  };
}

export function readFor(reader: Reader, node: Node): Statement {
  const { tree } = reader;
  const span = tree.span(node);
  const [target, iterable] = expressionsOf(reader, node);
  return {
    kind: 'for',
    span,
    iterable: reader.expressionOr(iterable, span),
    target: target === undefined ? standIn(span) : readTarget(reader, target),
    body: blockOf(reader, node),
    otherwise: elseOf(reader, node),
    isAsync: tree.has(node, Token.async),
  };
}

export function readTry(reader: Reader, node: Node): Statement {
  const { tree } = reader;
  const clauses = tree.children(node).filter((child) => tree.kind(child) === Kind.except_clause);
  const finalizer = tree.child(node, Kind.finally_clause);
  return {
    kind: 'try',
    span: tree.span(node),
    body: blockOf(reader, node),
    clauses: clauses.map((clause) => readExcept(reader, clause)),
    otherwise: elseOf(reader, node),
    finalizer: finalizer === null ? null : blockOf(reader, finalizer),
    isGroup: clauses.some((clause) => tree.has(clause, Token['*'])),
  };
}

function readExcept(reader: Reader, node: Node): ExceptClause {
  const { tree } = reader;
  const span = tree.span(node);
  const [value, second, ...more] = expressionsOf(reader, node);
  const { type, name } = caught(reader, { value, second, more, hasAs: tree.has(node, Token.as) });
  return { span, type, name, body: blockOf(reader, node) };
}

interface CaughtNodes {
  readonly value: Node | undefined;
  readonly second: Node | undefined;
  readonly more: readonly Node[];
  readonly hasAs: boolean;
}

/**
 * `X as e`; Python 2's `X, e`, told from a list of types by how e is written; several types without brackets
 * (PEP 758).
 */
function caught(
  reader: Reader,
  nodes: CaughtNodes,
): { type: Expression | null; name: NameExpression | null } {
  const { tree } = reader;
  const { value, second, more } = nodes;
  if (value === undefined) return { type: null, name: null };
  if (tree.kind(value) === Kind.as_pattern) {
    const [inner, alias] = expressionsOf(reader, value);
    return { type: reader.expressionOr(inner, tree.span(value)), name: nameIn(reader, alias) };
  }
  const type = reader.expression(value);
  if (second === undefined) return { type, name: null };
  if (nodes.hasAs || (more.length === 0 && isVariable(reader, second)))
    return { type, name: nameIn(reader, second) };
  const others = [second, ...more].map((node) => reader.expression(node));
  const end = others.at(-1)?.span.end ?? type.span.end;
  return {
    type: { kind: 'tuple', span: { start: type.span.start, end }, elements: [type, ...others] },
    name: null,
  };
}

function isVariable(reader: Reader, node: Node): boolean {
  return reader.tree.kind(node) === Kind.identifier && /^[\p{Ll}_]/u.test(reader.tree.textOf(node));
}

function nameIn(reader: Reader, node: Node | undefined): NameExpression | null {
  if (node === undefined) return null;
  const target = readTarget(reader, node);
  return target.kind === 'name' ? target : null;
}

export function readWith(reader: Reader, node: Node): Statement {
  const { tree } = reader;
  const clause = tree.child(node, Kind.with_clause);
  const items = clause === null ? [] : expressionsOf(reader, clause).map((item) => readItem(reader, item));
  return {
    kind: 'with',
    span: tree.span(node),
    items,
    body: blockOf(reader, node),
    isAsync: tree.has(node, Token.async),
  };
}

function readItem(reader: Reader, node: Node): WithItem {
  const { tree } = reader;
  const span = tree.span(node);
  const value = unwrapped(reader, expressionsOf(reader, node)[0]);
  if (value === undefined || tree.kind(value) !== Kind.as_pattern) {
    return { span, manager: reader.expressionOr(value, span), target: null };
  }
  const [manager, alias] = expressionsOf(reader, value);
  return {
    span,
    manager: reader.expressionOr(manager, span),
    target: alias === undefined ? null : readTarget(reader, alias),
  };
}

/** `with (a as b):` has its one item in brackets. */
function unwrapped(reader: Reader, node: Node | undefined): Node | undefined {
  if (node === undefined || reader.tree.kind(node) !== Kind.parenthesized_expression) return node;
  return reader.tree.child(node, Kind.as_pattern) ?? node;
}

function blockOf(reader: Reader, node: Node): Statement[] {
  return reader.block(reader.tree.child(node, Kind.block));
}

function elseOf(reader: Reader, node: Node): Statement[] {
  const clause = reader.tree.child(node, Kind.else_clause);
  return clause === null ? [] : blockOf(reader, clause);
}

function firstExpression(reader: Reader, node: Node): Expression {
  return reader.expressionOr(expressionsOf(reader, node)[0], reader.tree.span(node));
}

/** The children that are neither tokens nor blocks nor clauses. */
function expressionsOf(reader: Reader, node: Node): Node[] {
  const { tree } = reader;
  return tree.children(node).filter((child) => !isToken(tree.kind(child)) && !isPart(tree.kind(child)));
}

function isPart(kind: Kind): boolean {
  return (
    kind === Kind.block ||
    kind === Kind.elif_clause ||
    kind === Kind.else_clause ||
    kind === Kind.finally_clause
  );
}
