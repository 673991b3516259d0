/** Lowers statements, one function for each kind. */
import { ts } from 'ts-morph';
import { hasModifier } from '../binding/definitions.ts';
import { lowerClassDeclaration } from './classes.ts';
import { lowerCondition } from './conditions.ts';
import { lowerTry } from './exceptions.ts';
import { lowerJump, lowerReturn } from './exits.ts';
import { declareFunctions } from './functions.ts';
import { lowerDoWhile, lowerFor, lowerForEach, lowerWhile } from './loops.ts';
import type { Lowering } from './lowering.ts';
import { lowerExport, lowerExportAssignment, lowerImport, lowerImportEquals } from './modules.ts';
import { lowerEnum, lowerNamespace } from './namespaces.ts';
import { lowerReturned } from './promises.ts';
import { lowerSwitch } from './switches.ts';
import { lowerVariables } from './variables.ts';

/** Statements of one block; its functions exist before the first of them. */
export function lowerStatements(lowering: Lowering, statements: readonly ts.Statement[]): void {
  declareFunctions(lowering, statements);
  for (const statement of statements) lowering.statement(statement);
}

export function lowerStatement(lowering: Lowering, statement: ts.Statement): void {
  if (hasModifier(statement, ts.SyntaxKind.DeclareKeyword)) return;
  if (ts.isExpressionStatement(statement)) lowering.value(statement.expression);
  else if (ts.isVariableStatement(statement)) lowerVariables(lowering, statement.declarationList);
  else if (ts.isBlock(statement))
    lowering.within(statement, () => lowerStatements(lowering, statement.statements));
  else if (ts.isIfStatement(statement)) lowerIf(lowering, statement);
  else if (ts.isReturnStatement(statement)) lowerReturnStatement(lowering, statement);
  else if (ts.isThrowStatement(statement)) lowerThrow(lowering, statement);
  else if (ts.isTryStatement(statement)) lowerTry(lowering, statement);
  else if (!lowerLoop(lowering, statement, [])) lowerRest(lowering, statement);
}

/** Statements that a label may name; answers whether it was one. */
function lowerLoop(lowering: Lowering, statement: ts.Statement, labels: readonly string[]): boolean {
  if (ts.isForStatement(statement)) lowerFor(lowering, statement, labels);
  else if (ts.isForOfStatement(statement) || ts.isForInStatement(statement)) {
    lowerForEach(lowering, statement, labels);
  } else if (ts.isWhileStatement(statement)) lowerWhile(lowering, statement, labels);
  else if (ts.isDoStatement(statement)) lowerDoWhile(lowering, statement, labels);
  else if (ts.isSwitchStatement(statement)) lowerSwitch(lowering, statement, labels);
  else return false;
  return true;
}

function lowerRest(lowering: Lowering, statement: ts.Statement): void {
  if (ts.isBreakOrContinueStatement(statement)) {
    const kind = ts.isBreakStatement(statement) ? 'break' : 'continue';
    lowerJump(lowering, kind, { label: statement.label?.text ?? null, span: lowering.span(statement) });
  } else if (ts.isLabeledStatement(statement)) lowerLabelled(lowering, statement);
  else if (ts.isWithStatement(statement)) {
    lowering.value(statement.expression);
    lowering.statement(statement.statement);
  } else lowerDeclaration(lowering, statement);
}

function lowerDeclaration(lowering: Lowering, statement: ts.Statement): void {
  if (ts.isClassDeclaration(statement)) lowerClassDeclaration(lowering, statement);
  else if (ts.isImportDeclaration(statement)) lowerImport(lowering, statement);
  else if (ts.isImportEqualsDeclaration(statement)) lowerImportEquals(lowering, statement);
  else if (ts.isExportDeclaration(statement)) lowerExport(lowering, statement);
  else if (ts.isExportAssignment(statement)) lowerExportAssignment(lowering, statement);
  else if (ts.isEnumDeclaration(statement)) lowerEnum(lowering, statement);
  else if (ts.isModuleDeclaration(statement)) lowerNamespace(lowering, statement);
}

/** `else if` in a row does not nest, however long. */
function lowerIf(lowering: Lowering, statement: ts.IfStatement): void {
  const { builder } = lowering;
  const after = builder.newBlock();
  let rest: ts.Statement | undefined = statement;
  while (rest !== undefined && ts.isIfStatement(rest)) {
    const [then, otherwise] = [builder.newBlock(), builder.newBlock()];
    lowerCondition(lowering, rest.expression, { then, otherwise, origin: 'if' });
    builder.startSealed(then);
    lowering.statement(rest.thenStatement);
    builder.jump(after, lowering.span(rest.expression));
    builder.startSealed(otherwise);
    rest = rest.elseStatement;
  }
  if (rest !== undefined) lowering.statement(rest);
  builder.jump(after, lowering.span(statement));
  builder.startSealed(after);
}

function lowerReturnStatement(lowering: Lowering, statement: ts.ReturnStatement): void {
  const span = lowering.span(statement);
  const { expression } = statement;
  if (expression === undefined) lowerReturn(lowering, lowering.none(span), { span, implicit: false });
  else lowerReturned(lowering, expression, span);
}

function lowerThrow(lowering: Lowering, statement: ts.ThrowStatement): void {
  const exception = lowering.value(statement.expression);
  lowering.builder.raise({ exception, cause: null, implicit: false }, lowering.span(statement));
}

function lowerLabelled(lowering: Lowering, statement: ts.LabeledStatement): void {
  const labels: string[] = [];
  let inner: ts.Statement = statement;
  while (ts.isLabeledStatement(inner)) {
    labels.push(inner.label.text);
    inner = inner.statement;
  }
  if (lowerLoop(lowering, inner, labels)) return;
  const { builder } = lowering;
  const after = builder.newBlock();
  lowering.frames.push({ kind: 'target', labels, breakTo: after, continueTo: null, isPlain: false });
  lowering.statement(inner);
  lowering.frames.pop();
  builder.jump(after, lowering.span(statement));
  builder.startSealed(after);
}
