/** Reads statements: one reader for each kind of node that stands in a block. */
import { ERROR, isToken, KIND_COUNT, Kind, tokenText } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import type { AssignStatement, Expression, Statement } from '../syntax.ts';
import { readFor, readIf, readTry, readWhile, readWith } from './compound-statements.ts';
import { readClass, readDecorated, readFunction } from './definitions.ts';
import { readFutureImport, readImport, readImportFrom } from './imports.ts';
import { readMatch } from './matches.ts';
import { readExec, readPrint, readRaise } from './older-statements.ts';
import { binaryOperatorOf } from './operators.ts';
import { readType } from './parameters.ts';
import { type Reader, standIn } from './reader.ts';
import { readTarget } from './targets.ts';

type StatementReader = (reader: Reader, node: Node, into: Statement[]) => void;

const readers: (StatementReader | undefined)[] = new Array(KIND_COUNT).fill(undefined);

readers[Kind.expression_statement] = readExpressionStatement;
readers[Kind.return_statement] = readReturn;
readers[Kind.delete_statement] = readDelete;
readers[Kind.raise_statement] = single(readRaise);
readers[Kind.assert_statement] = readAssert;
readers[Kind.pass_statement] = () => {};
readers[Kind.break_statement] = single((reader, node) => ({ kind: 'break', span: reader.tree.span(node) }));
readers[Kind.continue_statement] = single((reader, node) => ({
  kind: 'continue',
  span: reader.tree.span(node),
}));
readers[Kind.global_statement] = declare((reader, name) => reader.scope.declareGlobal(name));
readers[Kind.nonlocal_statement] = declare((reader, name) => reader.scope.declareNonlocal(name));
readers[Kind.import_statement] = single(readImport);
readers[Kind.import_from_statement] = single(readImportFrom);
readers[Kind.future_import_statement] = single(readFutureImport);
readers[Kind.print_statement] = single(readPrint);
readers[Kind.exec_statement] = single(readExec);
readers[Kind.type_alias_statement] = readTypeAlias;
readers[Kind.if_statement] = single(readIf);
readers[Kind.while_statement] = single(readWhile);
readers[Kind.for_statement] = single(readFor);
readers[Kind.try_statement] = single(readTry);
readers[Kind.with_statement] = single(readWith);
readers[Kind.match_statement] = single(readMatch);
readers[Kind.function_definition] = single((reader, node) => readFunction(reader, node, []));
readers[Kind.class_definition] = single((reader, node) => readClass(reader, node, []));
readers[Kind.decorated_definition] = single(readDecorated);
readers[Kind.block] = readNested;
/** Skipped text is reported from the tree's defects; statements in it are read. */
readers[ERROR] = readNested;

/** Adds what the node means to `into`: nothing for `pass`, declarations and stray text. */
export function readStatement(reader: Reader, node: Node, into: Statement[]): void {
  readers[reader.tree.kind(node)]?.(reader, node, into);
}

function single(read: (reader: Reader, node: Node) => Statement): StatementReader {
  return (reader, node, into) => {
    into.push(read(reader, node));
  };
}

function declare(record: (reader: Reader, name: string) => void): StatementReader {
  return (reader, node) => {
    for (const child of reader.tree.children(node)) record(reader, reader.tree.textOf(child));
  };
}

function readNested(reader: Reader, node: Node, into: Statement[]): void {
  into.push(...reader.block(node));
}

function readExpressionStatement(reader: Reader, node: Node, into: Statement[]): void {
  const { tree } = reader;
  for (const child of tree.children(node)) {
    const kind = tree.kind(child);
    if (kind === Kind.assignment) readAssignment(reader, child, into);
    else if (kind === Kind.augmented_assignment) into.push(readAugmented(reader, child));
    else into.push({ kind: 'expression', span: tree.span(child), value: reader.expression(child) });
  }
}

/** `a = b = value` nests to the right in the tree; `name: type` alone binds the name but writes nothing. */
function readAssignment(reader: Reader, node: Node, into: Statement[]): void {
  const { tree } = reader;
  const targets: Node[] = [];
  let annotation: AssignStatement['annotation'] = null;
  let inner = node;
  let value: Node | undefined;
  do {
    const [left, ...rest] = tree.children(inner);
    if (left !== undefined) targets.push(left);
    value = rest.find((child) => tree.kind(child) !== Kind.type);
    annotation ??= readType(reader, tree.child(inner, Kind.type));
    inner = value ?? inner;
  } while (value !== undefined && tree.kind(value) === Kind.assignment);
  const written = value === undefined ? null : readAssigned(reader, value, into);
  const read = targets.map((target) => readTarget(reader, target));
  if (written !== null)
    into.push({ kind: 'assign', span: tree.span(node), targets: read, value: written, annotation });
}

/** `a = b += c` is no Python, but the grammar lets it pass. */
function readAssigned(reader: Reader, node: Node, into: Statement[]): Expression {
  if (reader.tree.kind(node) !== Kind.augmented_assignment) return reader.expression(node);
  const statement = readAugmented(reader, node);
  into.push(statement);
  return statement.kind === 'augmented' ? statement.target : standIn(statement.span);
}

function readAugmented(reader: Reader, node: Node): Statement {
  const { tree } = reader;
  const span = tree.span(node);
  const [left, token, right] = tree.children(node);
  const target = left === undefined ? standIn(span) : readTarget(reader, left);
  const operator = binaryOperatorOf(token === undefined ? '' : tokenText(tree.kind(token)));
  if (target.kind === 'name') reader.use(target.name);
  return { kind: 'augmented', span, target, operator, value: reader.expressionOr(right, span) };
}

function readReturn(reader: Reader, node: Node, into: Statement[]): void {
  const [value] = reader.tree.children(node);
  const read = value === undefined ? null : reader.expression(value);
  into.push({ kind: 'return', span: reader.tree.span(node), value: read });
}

/** `del a, (b, c)` deletes each; tuples are only a way to write the list. */
function readDelete(reader: Reader, node: Node, into: Statement[]): void {
  const { tree } = reader;
  const targets = tree
    .children(node)
    .filter((child) => !isToken(tree.kind(child)))
    .map((child) => readTarget(reader, child));
  into.push({ kind: 'delete', span: tree.span(node), targets: targets.flatMap(flattened) });
}

function flattened(target: Expression): readonly Expression[] {
  return target.kind === 'tuple' || target.kind === 'list' ? target.elements.flatMap(flattened) : [target];
}

function readAssert(reader: Reader, node: Node, into: Statement[]): void {
  const span = reader.tree.span(node);
  const [test, message] = reader.tree.children(node);
  into.push({
    kind: 'assert',
    span,
    test: reader.expressionOr(test, span),
    message: message === undefined ? null : reader.expression(message),
  });
}

/** `type X = …` binds X; its value is a type, which is not evaluated. */
function readTypeAlias(reader: Reader, node: Node, into: Statement[]): void {
  const { tree } = reader;
  const span = tree.span(node);
  const [left, right] = tree.children(node);
  if (left === undefined) return;
  const name = readType(reader, left)?.name ?? '';
  const start = tree.start(left);
  const target = { kind: 'name', span: { start, end: start + name.length }, name } as const;
  reader.scope.bind(name);
  const annotation = readType(reader, right);
  const constant = { kind: 'string', value: right === undefined ? '' : tree.textOf(right) } as const;
  into.push({
    kind: 'assign',
    span,
    targets: [target],
    value: { kind: 'constant', span, constant },
    annotation,
  });
}
