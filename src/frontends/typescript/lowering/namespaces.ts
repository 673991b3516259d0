/** Lowers what TypeScript adds to statements: `enum` and `namespace`, both objects when the program runs. */
import { ts } from 'ts-morph';
import type { BuildElement, ValueId } from '../../../ir/ir.ts';
import { hasModifier, staticName } from '../binding/definitions.ts';
import { declaredNames } from '../binding/patterns.ts';
import type { Lowering } from './lowering.ts';

export function lowerEnum(lowering: Lowering, statement: ts.EnumDeclaration): void {
  const elements = statement.members.map((member, index): BuildElement => {
    const span = lowering.span(member);
    const key = lowering.constant({ kind: 'string', value: staticName(member.name) ?? '' }, span);
    const value =
      member.initializer === undefined
        ? lowering.constant({ kind: 'number', value: String(index) }, span)
        : lowering.value(member.initializer);
    return { key, value, spread: false };
  });
  const span = lowering.span(statement.name);
  lowering.write(statement.name.text, object(lowering, elements, statement), { span });
}

export function lowerNamespace(lowering: Lowering, statement: ts.ModuleDeclaration): void {
  const { name, body } = statement;
  if (!ts.isIdentifier(name) || body === undefined) return;
  lowering.within(statement, () => {
    const elements = lowerParts(lowering, body);
    const value = object(lowering, elements, statement);
    lowering.write(name.text, value, { span: lowering.span(name) });
  });
}

function lowerParts(lowering: Lowering, body: ts.Node): BuildElement[] {
  if (ts.isModuleDeclaration(body)) {
    lowerNamespace(lowering, body);
    return ts.isIdentifier(body.name) ? [member(lowering, body.name.text, body)] : [];
  }
  if (!ts.isModuleBlock(body)) return [];
  for (const statement of body.statements) lowering.statement(statement);
  return body.statements
    .filter((statement) => hasModifier(statement, ts.SyntaxKind.ExportKeyword))
    .flatMap((statement) => namesOf(statement).map((name) => member(lowering, name, statement)));
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => declaredNames(name).names);
  }
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

function member(lowering: Lowering, name: string, node: ts.Node): BuildElement {
  const span = lowering.span(node);
  const key = lowering.constant({ kind: 'string', value: name }, span);
  return { key, value: lowering.read(name, span), spread: false };
}

function object(lowering: Lowering, elements: BuildElement[], node: ts.Node): ValueId {
  const { builder } = lowering;
  const span = lowering.span(node);
  return builder.define({ op: 'build', span, result: builder.fresh(), kind: 'object', elements });
}
