/** Reads expressions: one reader for each kind of node that stands where an expression may. */
import type { Constant } from '../../../ir/ir.ts';
import { isToken, KIND_COUNT, Kind, Token } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import { attributeName } from '../concrete/walk.ts';
import type { Expression } from '../syntax.ts';
import { readArguments } from './calls.ts';
import { readDictionary, readSequence, readSlice, readSubscriptIndex } from './collections.ts';
import { readComprehension, readLambda } from './inner-definitions.ts';
import { readBinary, readBoolean, readComparison, readConditional, readNot, readUnary } from './operators.ts';
import { type Reader, UnreadableError } from './reader.ts';
import { readConcatenated, readString } from './strings.ts';

type ExpressionReader = (reader: Reader, node: Node) => Expression;

const readers: (ExpressionReader | undefined)[] = new Array(KIND_COUNT).fill(undefined);

readers[Kind.identifier] = readName;
readers[Kind.integer] = readNumber;
readers[Kind.float] = readNumber;
readers[Kind.true] = (reader, node) => constant(reader, node, { kind: 'boolean', value: true });
readers[Kind.false] = (reader, node) => constant(reader, node, { kind: 'boolean', value: false });
readers[Kind.none] = (reader, node) => constant(reader, node, { kind: 'none' });
readers[Kind.ellipsis] = (reader, node) => constant(reader, node, { kind: 'ellipsis' });
readers[Kind.string] = readString;
readers[Kind.concatenated_string] = readConcatenated;
readers[Kind.attribute] = readChain;
readers[Kind.subscript] = readChain;
readers[Kind.call] = readChain;
readers[Kind.binary_operator] = readBinary;
readers[Kind.boolean_operator] = readBoolean;
readers[Kind.comparison_operator] = readComparison;
readers[Kind.not_operator] = readNot;
readers[Kind.unary_operator] = readUnary;
readers[Kind.conditional_expression] = readConditional;
readers[Kind.list] = readSequence('list');
readers[Kind.tuple] = readSequence('tuple');
readers[Kind.expression_list] = readSequence('tuple');
readers[Kind.pattern_list] = readSequence('tuple');
readers[Kind.set] = readSequence('set');
readers[Kind.dictionary] = readDictionary;
readers[Kind.list_comprehension] = readComprehension('list');
readers[Kind.set_comprehension] = readComprehension('set');
readers[Kind.dictionary_comprehension] = readComprehension('dict');
readers[Kind.generator_expression] = readComprehension('generator');
readers[Kind.lambda] = readLambda;
readers[Kind.slice] = readSlice;
readers[Kind.parenthesized_expression] = readInner;
readers[Kind.list_splat] = readStarred;
readers[Kind.list_splat_pattern] = readStarred;
readers[Kind.named_expression] = readWalrus;
readers[Kind.yield] = readYield;
readers[Kind.await] = readAwait;
/** `e as x` outside of its statements: damaged text. */
readers[Kind.as_pattern] = readInner;

export function readExpression(reader: Reader, node: Node): Expression {
  const kind = reader.tree.kind(node);
  const read = readers[kind];
  if (read === undefined) throw new UnreadableError('an expression of an unknown form');
  return read(reader, node);
}

function constant(reader: Reader, node: Node, value: Constant): Expression {
  return { kind: 'constant', span: reader.tree.span(node), constant: value };
}

function readName(reader: Reader, node: Node): Expression {
  const name = reader.tree.textOf(node);
  reader.use(name);
  return { kind: 'name', span: reader.tree.span(node), name };
}

function readNumber(reader: Reader, node: Node): Expression {
  return constant(reader, node, { kind: 'number', value: reader.tree.textOf(node) });
}

/** Reads `a.b(c)[d]` from the inside, without nesting: chains of calls are long in some programs. */
function readChain(reader: Reader, node: Node): Expression {
  const { tree } = reader;
  const links: Node[] = [];
  let inner = node;
  while (isLink(tree.kind(inner)) && tree.first(inner) < tree.after(inner)) {
    links.push(inner);
    inner = tree.first(inner);
  }
  let object = reader.expression(inner);
  for (let index = links.length - 1; index >= 0; index--)
    object = readLink(reader, links[index] ?? node, object);
  return object;
}

function isLink(kind: Kind): boolean {
  return kind === Kind.attribute || kind === Kind.call || kind === Kind.subscript;
}

/** What follows `object` in its parent: `.name`, `(arguments)` or `[index]`. */
function readLink(reader: Reader, node: Node, object: Expression): Expression {
  const { tree } = reader;
  const span = tree.span(node);
  const next = tree.after(tree.first(node));
  switch (tree.kind(node)) {
    case Kind.subscript:
      return { kind: 'subscript', span, object, index: readSubscriptIndex(reader, node, next) };
    case Kind.call:
      return { kind: 'call', span, callee: object, arguments: readArguments(reader, next) };
    default: {
      const nameSpan = attributeName(tree.text, span.end);
      return { kind: 'attribute', span, object, name: tree.text.slice(nameSpan.start, span.end), nameSpan };
    }
  }
}

/** The only child that is no token. */
function innerOf(reader: Reader, node: Node): Node | undefined {
  return reader.tree.children(node).find((child) => !isToken(reader.tree.kind(child)));
}

function readInner(reader: Reader, node: Node): Expression {
  return reader.expressionOr(innerOf(reader, node), reader.tree.span(node));
}

function readStarred(reader: Reader, node: Node): Expression {
  return { kind: 'starred', span: reader.tree.span(node), value: readInner(reader, node) };
}

function readWalrus(reader: Reader, node: Node): Expression {
  const { tree } = reader;
  const span = tree.span(node);
  const [name, value] = tree.children(node);
  if (name === undefined) throw new UnreadableError('an assignment expression without a name');
  const text = tree.textOf(name);
  reader.scope.bindWalrus(text);
  const target = { kind: 'name', span: tree.span(name), name: text } as const;
  return { kind: 'walrus', span, target, value: reader.expressionOr(value, span) };
}

function readYield(reader: Reader, node: Node): Expression {
  const { tree } = reader;
  reader.scope.isGenerator = true;
  const inner = innerOf(reader, node);
  return {
    kind: 'yield',
    span: tree.span(node),
    value: inner === undefined ? null : reader.expression(inner),
    delegate: tree.has(node, Token.from),
  };
}

function readAwait(reader: Reader, node: Node): Expression {
  reader.scope.hasAwait = true;
  return { kind: 'await', span: reader.tree.span(node), value: readInner(reader, node) };
}
