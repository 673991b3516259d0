/** Reads import statements. */
import { Kind } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import type { ImportedName, NameExpression, Statement } from '../syntax.ts';
import type { Reader } from './reader.ts';

export function readImport(reader: Reader, node: Node): Statement {
  const names = reader.tree.children(node).map((child) => readModule(reader, child));
  return { kind: 'import', span: reader.tree.span(node), names };
}

/** `a.b` binds a, `a.b as c` binds c. */
function readModule(reader: Reader, node: Node): ImportedName {
  const { tree } = reader;
  const span = tree.span(node);
  const alias = aliasOf(reader, node);
  const module = dottedName(reader, alias === null ? node : tree.first(node));
  if (alias !== null) {
    return { span, module, level: 0, member: null, target: reader.bind(alias), bindsRoot: false };
  }
  const [root = ''] = module.split('.');
  const target = bindText(reader, root, span.start);
  return { span, module, level: 0, member: null, target, bindsRoot: root !== module };
}

export function readFutureImport(reader: Reader, node: Node): Statement {
  const members = reader.tree.children(node).filter((child) => isName(reader.tree.kind(child)));
  const names = members.map((member) => readMember(reader, member, FUTURE));
  return { kind: 'import', span: reader.tree.span(node), names };
}

interface Origin {
  readonly module: string;
  readonly level: number;
}

const FUTURE: Origin = { module: '__future__', level: 0 };

export function readImportFrom(reader: Reader, node: Node): Statement {
  const [module, ...members] = reader.tree.children(node).filter((child) => isName(reader.tree.kind(child)));
  const origin = module === undefined ? { module: '', level: 0 } : originOf(reader, module);
  const names = members.map((member) => readMember(reader, member, origin));
  return { kind: 'import', span: reader.tree.span(node), names };
}

function isName(kind: Kind): boolean {
  return (
    kind === Kind.dotted_name ||
    kind === Kind.relative_import ||
    kind === Kind.aliased_import ||
    kind === Kind.wildcard_import
  );
}

function originOf(reader: Reader, node: Node): Origin {
  const { tree } = reader;
  if (tree.kind(node) !== Kind.relative_import) return { module: dottedName(reader, node), level: 0 };
  const prefix = tree.child(node, Kind.import_prefix);
  const name = tree.child(node, Kind.dotted_name);
  const level = prefix === null ? 0 : tree.textOf(prefix).split('.').length - 1;
  return { module: name === null ? '' : dottedName(reader, name), level };
}

function readMember(reader: Reader, node: Node, origin: Origin): ImportedName {
  const { tree } = reader;
  const span = tree.span(node);
  if (tree.kind(node) === Kind.wildcard_import) {
    return { span, ...origin, member: '*', target: null, bindsRoot: false };
  }
  const alias = aliasOf(reader, node);
  const member = dottedName(reader, alias === null ? node : tree.first(node));
  const target = alias === null ? bindText(reader, member, span.start) : reader.bind(alias);
  return { span, ...origin, member, target, bindsRoot: false };
}

function aliasOf(reader: Reader, node: Node): Node | null {
  const isAliased = reader.tree.kind(node) === Kind.aliased_import;
  return isAliased ? reader.tree.child(node, Kind.identifier) : null;
}

function bindText(reader: Reader, name: string, start: number): NameExpression {
  reader.scope.bind(name);
  return { kind: 'name', span: { start, end: start + name.length }, name };
}

/** Spaces and continued lines may stand around the dots. */
export function dottedName(reader: Reader, node: Node): string {
  const text = reader.tree.textOf(node);
  return /[\s\\#]/.test(text) ? text.replace(/#.*|[\s\\]+/g, '') : text;
}
