/** Reads parameter lists of functions and lambdas. */
import type { ParameterKind, TypeExpression } from '../../../ir/ir.ts';
import { Kind } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import type { DefaultSyntax, ParameterSyntax } from '../syntax.ts';
import { readAnnotation } from './annotations.ts';
import type { Reader } from './reader.ts';

export interface ParameterList {
  readonly parameters: readonly ParameterSyntax[];
  /** Read in the scope around the function. */
  readonly defaults: readonly DefaultSyntax[];
  /** Python 2's `def f((a, b))`: the pattern that a parameter is unpacked into. */
  readonly unpacked: readonly { readonly parameter: string; readonly pattern: Node }[];
}

export const NO_PARAMETERS: ParameterList = { parameters: [], defaults: [], unpacked: [] };

interface Draft {
  parameters: ParameterSyntax[];
  readonly defaults: DefaultSyntax[];
  readonly unpacked: { parameter: string; pattern: Node }[];
  kind: ParameterKind;
}

/** Of a `parameters` or `lambda_parameters` node. */
export function readParameters(reader: Reader, node: Node | null): ParameterList {
  if (node === null) return NO_PARAMETERS;
  const draft: Draft = { parameters: [], defaults: [], unpacked: [], kind: 'normal' };
  for (const child of reader.tree.children(node)) readParameter(reader, child, draft);
  return draft;
}

function readParameter(reader: Reader, node: Node, draft: Draft): void {
  const { tree } = reader;
  switch (tree.kind(node)) {
    case Kind.positional_separator:
      draft.parameters = draft.parameters.map((parameter) => ({ ...parameter, kind: 'positional-only' }));
      return;
    case Kind.keyword_separator:
      draft.kind = 'keyword-only';
      return;
    case Kind.typed_parameter: {
      const [inner, type] = tree.children(node);
      if (inner !== undefined) add(reader, draft, { node, name: inner, type, value: undefined });
      return;
    }
    case Kind.default_parameter: {
      const [name, value] = tree.children(node);
      if (name !== undefined) add(reader, draft, { node, name, type: undefined, value });
      return;
    }
    case Kind.typed_default_parameter: {
      const [name, type, value] = tree.children(node);
      if (name !== undefined) add(reader, draft, { node, name, type, value });
      return;
    }
    default:
      add(reader, draft, { node, name: node, type: undefined, value: undefined });
  }
}

interface ParameterNodes {
  readonly node: Node;
  /** Identifier, `*name`, `**name`, or a pattern of Python 2. */
  readonly name: Node;
  readonly type: Node | undefined;
  readonly value: Node | undefined;
}

function add(reader: Reader, draft: Draft, nodes: ParameterNodes): void {
  const { tree } = reader;
  const index = draft.parameters.length;
  if (nodes.value !== undefined)
    draft.defaults.push({ parameter: index, value: reader.expression(nodes.value) });
  const { name, kind } = nameAndKind(reader, draft, nodes.name);
  draft.parameters.push({
    name,
    kind,
    annotation: readType(reader, nodes.type),
    hasDefault: nodes.value !== undefined,
    span: tree.span(nodes.node),
  });
}

function nameAndKind(reader: Reader, draft: Draft, node: Node): { name: string; kind: ParameterKind } {
  const { tree } = reader;
  switch (tree.kind(node)) {
    case Kind.list_splat_pattern: {
      draft.kind = 'keyword-only';
      return { name: innerName(reader, node), kind: 'rest' };
    }
    case Kind.dictionary_splat_pattern:
      return { name: innerName(reader, node), kind: 'keywords' };
    case Kind.tuple_pattern: {
      const name = `.${draft.parameters.length}`;
      draft.unpacked.push({ parameter: name, pattern: node });
      return { name, kind: draft.kind };
    }
    default:
      return { name: tree.textOf(node), kind: draft.kind };
  }
}

function innerName(reader: Reader, node: Node): string {
  const inner = reader.tree.child(node, Kind.identifier);
  return inner === null ? '' : reader.tree.textOf(inner);
}

/** Of a `type` node. */
export function readType(reader: Reader, node: Node | undefined | null): TypeExpression | null {
  return node === undefined || node === null ? null : readAnnotation(reader.tree.textOf(node));
}
