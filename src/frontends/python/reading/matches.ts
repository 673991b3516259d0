/** Reads match statements and their patterns (PEP 634). */
import { isToken, KIND_COUNT, Kind, Token } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import type { ClassPattern, Expression, MatchCase, NameExpression, Pattern, Statement } from '../syntax.ts';
import { dottedName } from './imports.ts';
import { type Reader, standIn, UnreadableError } from './reader.ts';

export function readMatch(reader: Reader, node: Node): Statement {
  const { tree } = reader;
  const span = tree.span(node);
  const block = tree.child(node, Kind.block);
  const subjects = tree.children(node).filter((child) => child !== block && !isToken(tree.kind(child)));
  const cases =
    block === null ? [] : tree.children(block).filter((child) => tree.kind(child) === Kind.case_clause);
  return {
    kind: 'match',
    span,
    subject: readSubject(reader, node, subjects),
    cases: cases.map((clause) => readCase(reader, clause)),
  };
}

function readSubject(reader: Reader, node: Node, subjects: readonly Node[]): Expression {
  const values = subjects.map((subject) => reader.expression(subject));
  const [only] = values;
  const span = reader.tree.span(node);
  if (only === undefined) return standIn(span);
  if (!reader.tree.has(node, Token[','])) return only;
  return {
    kind: 'tuple',
    span: { start: only.span.start, end: values.at(-1)?.span.end ?? span.end },
    elements: values,
  };
}

function readCase(reader: Reader, node: Node): MatchCase {
  const { tree } = reader;
  const guard = tree.child(node, Kind.if_clause);
  const test = guard === null ? undefined : tree.children(guard).at(-1);
  return {
    span: tree.span(node),
    pattern: casePattern(reader, node),
    guard: test === undefined ? null : reader.expression(test),
    body: reader.block(tree.child(node, Kind.block)),
  };
}

/** `case a, b:` and `case a,:` are sequences without brackets. */
function casePattern(reader: Reader, node: Node): Pattern {
  const { tree } = reader;
  const patterns = tree.children(node).filter((child) => tree.kind(child) === Kind.case_pattern);
  const read = patterns.map((pattern) => readPattern(reader, pattern));
  const [only] = read;
  if (only !== undefined && !tree.has(node, Token[','])) return only;
  const span = { start: only?.span.start ?? tree.start(node), end: read.at(-1)?.span.end ?? tree.end(node) };
  return { kind: 'sequence', span, elements: read };
}

type PatternReader = (reader: Reader, node: Node) => Pattern;

const readers: (PatternReader | undefined)[] = new Array(KIND_COUNT).fill(undefined);

readers[Kind.case_pattern] = readWrapped;
readers[Kind.as_pattern] = readAs;
readers[Kind.union_pattern] = (reader, node) => ({
  kind: 'alternatives',
  span: reader.tree.span(node),
  alternatives: readAll(reader, reader.tree.children(node)),
});
readers[Kind.list_pattern] = readSequence;
readers[Kind.tuple_pattern] = readParenthesized;
readers[Kind.splat_pattern] = (reader, node) => {
  const span = reader.tree.span(node);
  return { kind: 'star', span, target: splatTarget(reader, node) };
};
readers[Kind.dict_pattern] = readMapping;
readers[Kind.class_pattern] = readClassPattern;
readers[Kind.dotted_name] = readDotted;
readers[Kind.complex_pattern] = readNumberPattern;
readers[Kind.integer] = readNumberPattern;
readers[Kind.float] = readNumberPattern;
readers[Token._] = (reader, node) => ({ kind: 'wildcard', span: reader.tree.span(node) });

function readPattern(reader: Reader, node: Node): Pattern {
  const read = readers[reader.tree.kind(node)];
  if (read !== undefined) return reader.nested(() => read(reader, node));
  return { kind: 'value', span: reader.tree.span(node), value: reader.expression(node) };
}

/** Patterns among the nodes. Tokens between them pass, but `_` is a pattern and `-` the sign of the next one. */
function readAll(reader: Reader, nodes: readonly Node[]): Pattern[] {
  const patterns: Pattern[] = [];
  let isNegative = false;
  for (const node of nodes) {
    const kind = reader.tree.kind(node);
    if (isPattern(kind))
      patterns.push(isNegative ? negated(readPattern(reader, node)) : readPattern(reader, node));
    isNegative = kind === Token['-'];
  }
  return patterns;
}

function negated(pattern: Pattern): Pattern {
  if (pattern.kind !== 'value' || pattern.value.kind !== 'constant') return pattern;
  const { constant } = pattern.value;
  if (constant.kind !== 'number') return pattern;
  const value = { kind: 'number', value: `-${constant.value}` } as const;
  return { ...pattern, value: { ...pattern.value, constant: value } };
}

function isPattern(kind: Kind): boolean {
  return !isToken(kind) || kind === Token._;
}

/** A number with its sign, a wildcard, or another pattern. */
function readWrapped(reader: Reader, node: Node): Pattern {
  const { tree } = reader;
  const [inner] = tree.children(node).filter((child) => isPattern(tree.kind(child)));
  if (inner === undefined) return { kind: 'wildcard', span: tree.span(node) };
  if (tree.kind(inner) === Token._) return { kind: 'wildcard', span: tree.span(node) };
  const isNumber = tree.kind(inner) === Kind.integer || tree.kind(inner) === Kind.float;
  return isNumber ? readNumberPattern(reader, node) : readPattern(reader, inner);
}

/** `-1`, `2+3j`: one constant, as written without spaces. */
function readNumberPattern(reader: Reader, node: Node): Pattern {
  const span = reader.tree.span(node);
  const value = reader.tree.textOf(node).replace(/\s/g, '');
  return { kind: 'value', span, value: { kind: 'constant', span, constant: { kind: 'number', value } } };
}

function readAs(reader: Reader, node: Node): Pattern {
  const { tree } = reader;
  const [pattern, alias] = tree.children(node).filter((child) => isPattern(tree.kind(child)));
  if (pattern === undefined || alias === undefined) throw new UnreadableError('an as-pattern without a name');
  const read = readPattern(reader, pattern);
  return { kind: 'as', span: tree.span(node), pattern: read, target: reader.bind(alias) };
}

function readSequence(reader: Reader, node: Node): Pattern {
  return {
    kind: 'sequence',
    span: reader.tree.span(node),
    elements: readAll(reader, reader.tree.children(node)),
  };
}

function readParenthesized(reader: Reader, node: Node): Pattern {
  const sequence = readAll(reader, reader.tree.children(node));
  const [only] = sequence;
  const isGroup = sequence.length === 1 && !reader.tree.has(node, Token[',']);
  return only !== undefined && isGroup
    ? only
    : { kind: 'sequence', span: reader.tree.span(node), elements: sequence };
}

function splatTarget(reader: Reader, node: Node): NameExpression | null {
  const name = reader.tree.child(node, Kind.identifier);
  return name === null ? null : reader.bind(name);
}

function readMapping(reader: Reader, node: Node): Pattern {
  const { tree } = reader;
  const children = tree.children(node);
  const splat = children.find((child) => tree.kind(child) === Kind.splat_pattern);
  const parts = readAll(
    reader,
    children.filter((child) => child !== splat),
  );
  const entries: { key: Expression; pattern: Pattern }[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [key, pattern] = parts.slice(index, index + 2);
    if (key !== undefined && pattern !== undefined) entries.push({ key: keyOf(key), pattern });
  }
  const rest = splat === undefined ? null : splatTarget(reader, splat);
  return { kind: 'mapping', span: tree.span(node), entries, rest };
}

/** Keys are literals or dotted names. */
function keyOf(pattern: Pattern): Expression {
  return pattern.kind === 'value' ? pattern.value : standIn(pattern.span);
}

function readClassPattern(reader: Reader, node: Node): Pattern {
  const { tree } = reader;
  const [name, ...patterns] = tree.children(node).filter((child) => isPattern(tree.kind(child)));
  if (name === undefined) throw new UnreadableError('a class pattern without a class');
  const isKeyword = (pattern: Node) => keywordIn(reader, pattern) !== null;
  return {
    kind: 'class',
    span: tree.span(node),
    type: nameExpression(reader, name),
    positional: readAll(
      reader,
      patterns.filter((pattern) => !isKeyword(pattern)),
    ),
    keywords: patterns.filter(isKeyword).flatMap((pattern) => readKeyword(reader, pattern)),
  };
}

interface KeywordNodes {
  readonly keyword: Node;
  /** Of `name=pattern as alias`: the grammar puts the `as` around the keyword. */
  readonly alias: Node | null;
}

function keywordIn(reader: Reader, node: Node): KeywordNodes | null {
  const { tree } = reader;
  const keyword = tree.child(node, Kind.keyword_pattern);
  if (keyword !== null) return { keyword, alias: null };
  const named = tree.child(node, Kind.as_pattern);
  const inner = named === null ? null : tree.child(named, Kind.case_pattern);
  const around = inner === null ? null : tree.child(inner, Kind.keyword_pattern);
  if (around === null || named === null) return null;
  return { keyword: around, alias: tree.child(named, Kind.identifier) };
}

/** `name=pattern`, `name=pattern as alias` */
function readKeyword(reader: Reader, node: Node): ClassPattern['keywords'] {
  const { tree } = reader;
  const nodes = keywordIn(reader, node);
  if (nodes === null) return [];
  const [name, ...value] = tree.children(nodes.keyword);
  const [read] = readAll(reader, value);
  if (name === undefined || read === undefined) return [];
  const pattern: Pattern =
    nodes.alias === null
      ? read
      : { kind: 'as', span: tree.span(node), pattern: read, target: reader.bind(nodes.alias) };
  return [{ name: tree.textOf(name), nameSpan: tree.span(name), pattern }];
}

/** One name is captured, a dotted one is compared with. */
function readDotted(reader: Reader, node: Node): Pattern {
  const span = reader.tree.span(node);
  const name = dottedName(reader, node);
  if (name === '_') return { kind: 'wildcard', span };
  if (name.includes('.')) return { kind: 'value', span, value: nameExpression(reader, node) };
  return { kind: 'capture', span, target: reader.bind(node) };
}

/** `a.b.c` as attributes of a name. */
function nameExpression(reader: Reader, node: Node): Expression {
  const { start, end } = reader.tree.span(node);
  const [root = '', ...attributes] = dottedName(reader, node).split('.');
  reader.use(root);
  let expression: Expression = { kind: 'name', span: { start, end: start + root.length }, name: root };
  for (const name of attributes) {
    const past = Math.min(end, expression.span.end + 1 + name.length);
    const nameSpan = { start: Math.max(start, past - name.length), end: past };
    expression = { kind: 'attribute', span: { start, end: past }, object: expression, name, nameSpan };
  }
  return expression;
}
