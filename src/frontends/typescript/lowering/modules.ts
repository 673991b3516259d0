/** Lowers what modules give each other: `import`, `export`, `require`, `module.exports`. */
import { ts } from 'ts-morph';
import type { ValueId } from '../../../ir/ir.ts';
import { importedName } from './globals.ts';
import type { Lowering } from './lowering.ts';

export function lowerImport(lowering: Lowering, statement: ts.ImportDeclaration): void {
  const module = specified(lowering, statement.moduleSpecifier);
  const { importClause } = statement;
  if (importClause === undefined) {
    lowering.imported(module, lowering.span(statement));
    return;
  }
  if (importClause.name !== undefined) bind(lowering, importClause.name, { module, member: 'default' });
  const { namedBindings } = importClause;
  if (namedBindings === undefined) return;
  if (ts.isNamespaceImport(namedBindings)) bind(lowering, namedBindings.name, { module, member: null });
  else {
    for (const { propertyName, name } of namedBindings.elements) {
      bind(lowering, name, { module, member: (propertyName ?? name).text });
    }
  }
}

interface Imported {
  readonly module: string;
  readonly member: string | null;
}

function bind(lowering: Lowering, name: ts.Identifier, { module, member }: Imported): void {
  const span = lowering.span(name);
  lowering.write(name.text, lowering.imported(module, span, member), { span });
}

function specified(lowering: Lowering, specifier: ts.Expression): string {
  const text = ts.isStringLiteralLike(specifier) ? specifier.text : '';
  return importedName(lowering.bound.source.path, text);
}

export function lowerImportEquals(lowering: Lowering, statement: ts.ImportEqualsDeclaration): void {
  const { moduleReference, name } = statement;
  if (ts.isExternalModuleReference(moduleReference)) {
    bind(lowering, name, { module: specified(lowering, moduleReference.expression), member: null });
  }
}

/** A module as `require(specifier)` and `import(specifier)` answer it; null when the specifier is computed. */
export function lowerRequired(lowering: Lowering, call: ts.CallExpression): ValueId | null {
  const [specifier] = call.arguments;
  if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return null;
  return lowering.imported(specified(lowering, specifier), lowering.span(call));
}

/* ---- Exports ---- */

export function lowerExport(lowering: Lowering, statement: ts.ExportDeclaration): void {
  const { exportClause, moduleSpecifier } = statement;
  const module = moduleSpecifier === undefined ? null : specified(lowering, moduleSpecifier);
  const span = lowering.span(statement);
  if (exportClause === undefined) {
    if (module !== null) lowering.imported(module, span, '*');
  } else if (ts.isNamedExports(exportClause)) {
    for (const element of exportClause.elements) lowerExported(lowering, element, module);
  } else if (module !== null) {
    lowering.publishGlobal(exportClause.name.text, lowering.imported(module, span), span);
  }
}

function lowerExported(lowering: Lowering, element: ts.ExportSpecifier, module: string | null): void {
  const span = lowering.span(element);
  const { text: name } = element.name;
  const { text: own } = element.propertyName ?? element.name;
  if (module === null && own === name) return;
  const value = module === null ? lowering.read(own, span) : lowering.imported(module, span, own);
  lowering.publishGlobal(name, value, span);
}

/** `export default value` and `export = value`. */
export function lowerExportAssignment(lowering: Lowering, statement: ts.ExportAssignment): void {
  const value = lowering.value(statement.expression);
  lowering.publishGlobal('default', value, lowering.span(statement));
}

/** Whether the module itself declares none of the names that CommonJS gives it. */
function isFree(lowering: Lowering, node: ts.Expression, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name && lowering.scope.lookup(name) === null;
}

/** `module.exports` or `exports`. */
function isExports(lowering: Lowering, node: ts.Expression): boolean {
  if (isFree(lowering, node, 'exports')) return true;
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'exports' &&
    isFree(lowering, node.expression, 'module')
  );
}

/** `module.exports = value`, `exports.name = value`: what the module gives to others. */
export function publishExports(lowering: Lowering, target: ts.Expression, given: Given): void {
  const span = lowering.span(target);
  if (isExports(lowering, target)) {
    lowering.publishGlobal('default', given.value, span);
    for (const name of namesOf(given.written)) {
      lowering.publishGlobal(name, lowering.attribute(given.value, name, { span }), span);
    }
  } else if (ts.isPropertyAccessExpression(target) && isExports(lowering, target.expression)) {
    lowering.publishGlobal(target.name.text, given.value, span);
  }
}

interface Given {
  readonly value: ValueId;
  readonly written: ts.Expression;
}

function namesOf(written: ts.Expression): readonly string[] {
  if (!ts.isObjectLiteralExpression(written)) return [];
  return written.properties.flatMap(({ name }) =>
    name !== undefined && ts.isIdentifier(name) ? [name.text] : [],
  );
}
