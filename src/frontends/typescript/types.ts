/**
 * Types as written, in the words of the IR: `Promise<Node[]>` is `list[Node]`, because a promise stands for its value.
 */
import { ts } from 'ts-morph';
import type { TypeExpression } from '../../ir/ir.ts';

const DEEPEST = 20;

const keywords: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.StringKeyword, 'str'],
  [ts.SyntaxKind.NumberKeyword, 'int'],
  [ts.SyntaxKind.BooleanKeyword, 'bool'],
]);
const containers: ReadonlyMap<string, string> = new Map([
  ['Array', 'list'],
  ['ReadonlyArray', 'list'],
  ['Iterable', 'list'],
  ['Set', 'set'],
  ['ReadonlySet', 'set'],
  ['Map', 'dict'],
  ['ReadonlyMap', 'dict'],
  ['Record', 'dict'],
]);
const transparent: ReadonlySet<string> = new Set([
  'Promise',
  'PromiseLike',
  'Readonly',
  'Partial',
  'Required',
]);

/** null where the type says nothing that linking could use. */
export function typeExpression(type: ts.TypeNode | undefined, depth = 0): TypeExpression | null {
  if (type === undefined || depth > DEEPEST) return null;
  if (ts.isParenthesizedTypeNode(type)) return typeExpression(type.type, depth + 1);
  if (ts.isTypeReferenceNode(type)) return reference(type, depth);
  if (ts.isArrayTypeNode(type)) return { name: 'list', arguments: all([type.elementType], depth) };
  if (ts.isUnionTypeNode(type)) return { name: 'Union', arguments: all(type.types, depth) };
  const keyword = keywords.get(type.kind);
  return keyword === undefined ? null : { name: keyword, arguments: [] };
}

function reference(type: ts.TypeReferenceNode, depth: number): TypeExpression | null {
  const name = entityName(type.typeName);
  if (transparent.has(name)) return typeExpression(type.typeArguments?.[0], depth + 1);
  return { name: containers.get(name) ?? name, arguments: all(type.typeArguments ?? [], depth) };
}

function all(types: readonly ts.TypeNode[], depth: number): TypeExpression[] {
  return types.flatMap((type) => typeExpression(type, depth + 1) ?? []);
}

function entityName(name: ts.EntityName): string {
  const parts: string[] = [];
  let rest = name;
  while (ts.isQualifiedName(rest)) {
    parts.unshift(rest.right.text);
    rest = rest.left;
  }
  return [rest.text, ...parts].join('.');
}
