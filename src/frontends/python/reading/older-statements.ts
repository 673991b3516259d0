/**
 * Reads statements that Python 2 wrote in another way than Python 3, as the calls and raises that they mean.
 *
 *     print >>file, x      print(x, file=file)
 *     exec code in scope   exec(code, scope)
 *     raise Type, message  raise Type(message)
 */
import type { Span } from '../../../source/text.ts';
import { isToken, Kind, Token } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import type { ArgumentSyntax, Expression, Statement } from '../syntax.ts';
import type { Reader } from './reader.ts';

export function readPrint(reader: Reader, node: Node): Statement {
  const { tree } = reader;
  const given: ArgumentSyntax[] = tree.children(node).map((child) => {
    const isFile = tree.kind(child) === Kind.chevron;
    const value = reader.expressionOr(isFile ? valuesOf(reader, child)[0] : child, tree.span(child));
    return isFile ? { kind: 'keyword', name: 'file', value } : { kind: 'positional', name: '', value };
  });
  return callOf(reader, { name: 'print', span: tree.span(node), given });
}

export function readExec(reader: Reader, node: Node): Statement {
  const given: ArgumentSyntax[] = valuesOf(reader, node).map((child) => ({
    kind: 'positional',
    name: '',
    value: reader.expression(child),
  }));
  return callOf(reader, { name: 'exec', span: reader.tree.span(node), given });
}

interface KeywordCall {
  readonly name: string;
  readonly span: Span;
  readonly given: readonly ArgumentSyntax[];
}

function callOf(reader: Reader, call: KeywordCall): Statement {
  const { name, span, given } = call;
  reader.use(name);
  const nameSpan = { start: span.start, end: span.start + name.length };
  const callee: Expression = { kind: 'name', span: nameSpan, name };
  return { kind: 'expression', span, value: { kind: 'call', span, callee, arguments: given } };
}

export function readRaise(reader: Reader, node: Node): Statement {
  const { tree } = reader;
  const span = tree.span(node);
  const hasCause = tree.has(node, Token.from);
  const values = valuesOf(reader, node);
  const cause = hasCause ? values.at(-1) : undefined;
  const exception = values.find((value) => value !== cause);
  return {
    kind: 'raise',
    span,
    exception: exception === undefined ? null : readRaised(reader, exception),
    cause: cause === undefined ? null : reader.expression(cause),
  };
}

function readRaised(reader: Reader, node: Node): Expression {
  const value = reader.expression(node);
  if (value.kind !== 'tuple' || reader.tree.kind(node) !== Kind.expression_list) return value;
  const [callee, message] = value.elements;
  if (callee === undefined || message === undefined) return value;
  const given: ArgumentSyntax = { kind: 'positional', name: '', value: message };
  return { kind: 'call', span: value.span, callee, arguments: [given] };
}

function valuesOf(reader: Reader, node: Node): Node[] {
  return reader.tree.children(node).filter((child) => !isToken(reader.tree.kind(child)));
}
