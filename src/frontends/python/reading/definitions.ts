/** Reads functions, classes and their decorators. */
import type { TypeExpression } from '../../../ir/ir.ts';
import { Kind, Token } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import type { Body, Expression, Statement } from '../syntax.ts';
import { readArguments } from './calls.ts';
import { type ParameterList, readParameters, readType } from './parameters.ts';
import { type Reader, UnreadableError } from './reader.ts';
import { readTarget } from './targets.ts';

export function readDecorated(reader: Reader, node: Node): Statement {
  const { tree } = reader;
  const decorators: Expression[] = [];
  for (const child of tree.children(node)) {
    const kind = tree.kind(child);
    if (kind === Kind.function_definition) return readFunction(reader, child, decorators);
    if (kind === Kind.class_definition) return readClass(reader, child, decorators);
    if (kind === Kind.decorator)
      decorators.push(reader.expressionOr(tree.children(child).at(-1), tree.span(child)));
  }
  throw new UnreadableError('decorators without a definition');
}

export function readFunction(reader: Reader, node: Node, decorators: readonly Expression[]): Statement {
  const { tree } = reader;
  const span = tree.span(node);
  const nameNode = nameOf(reader, node);
  const list = readParameters(reader, tree.child(node, Kind.parameters));
  const name = reader.bind(nameNode);
  const definition = reader.define(
    {
      kind: 'function',
      name: name.name,
      span,
      nameSpan: name.span,
      isAsync: tree.has(node, Token.async),
      parameters: list.parameters,
      returnAnnotation: returnAnnotation(reader, node),
    },
    () => functionBody(reader, node, list),
  );
  return { kind: 'function', span, name, definition, defaults: list.defaults, decorators };
}

function functionBody(reader: Reader, node: Node, list: ParameterList): Body {
  const unpacking = list.unpacked.map(({ parameter, pattern }): Statement => {
    const span = reader.tree.span(pattern);
    const value: Expression = { kind: 'name', span, name: parameter };
    return { kind: 'assign', span, targets: [readTarget(reader, pattern)], value, annotation: null };
  });
  const statements = reader.block(reader.tree.child(node, Kind.block));
  return { kind: 'statements', statements: [...unpacking, ...statements] };
}

function returnAnnotation(reader: Reader, node: Node): TypeExpression | null {
  return readType(reader, reader.tree.child(node, Kind.type));
}

export function readClass(reader: Reader, node: Node, decorators: readonly Expression[]): Statement {
  const { tree } = reader;
  const span = tree.span(node);
  const nameNode = nameOf(reader, node);
  const list = tree.child(node, Kind.argument_list);
  const given = list === null ? [] : readArguments(reader, list);
  const name = reader.bind(nameNode);
  const definition = reader.define(
    {
      kind: 'class',
      name: name.name,
      span,
      nameSpan: name.span,
      isAsync: false,
      parameters: [],
      returnAnnotation: null,
    },
    () => ({ kind: 'statements', statements: reader.block(tree.child(node, Kind.block)) }),
  );
  return { kind: 'class', span, name, definition, arguments: given, decorators };
}

function nameOf(reader: Reader, node: Node): Node {
  const name = reader.tree.child(node, Kind.identifier);
  if (name === null) throw new UnreadableError('a definition without a name');
  return name;
}
