/** Binds functions: their names, parameters and bodies. */
import { ts } from 'ts-morph';
import { BlockScope, type FunctionDefinition, type FunctionNode, type MemberRole } from '../scopes.ts';
import type { Binder } from './bind.ts';

export function isFunctionNode(node: ts.Node): node is FunctionNode {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isGetAccessorDeclaration(node) ||
    ts.isSetAccessorDeclaration(node)
  );
}

/** A function that is no member of a class; one without a body is a declaration for the checker alone. */
export function bindFunction(binder: Binder, node: FunctionNode, scope: BlockScope): void {
  if (node.body === undefined) return;
  if (ts.isFunctionDeclaration(node)) {
    const variable = scope.declare(node.name?.text ?? 'default');
    binder.use(scope, variable.name, true);
    variable.declares = bindBody(binder, node, { scope, role: null });
    return;
  }
  if (!ts.isFunctionExpression(node) || node.name === undefined) {
    bindBody(binder, node, { scope, role: null });
    return;
  }
  const around = new BlockScope(scope, scope.definition);
  binder.scopes.set(node.name, around);
  const variable = around.declare(node.name.text);
  variable.declares = bindBody(binder, node, { scope: around, role: null });
}

export function bindBody(
  binder: Binder,
  node: FunctionNode,
  { scope, role }: { readonly scope: BlockScope; readonly role: MemberRole },
): FunctionDefinition {
  const definition = binder.made.addFunction(node, scope, role);
  const inner = definition.scope;
  binder.scopes.set(node, inner);
  const { body } = node;
  if (body !== undefined) binder.later(ts.isBlock(body) ? body.statements : [body], inner);
  binder.later(
    node.parameters.map(({ initializer }) => initializer),
    inner,
  );
  for (const parameter of node.parameters) binder.declare(parameter.name, inner);
  if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) {
    if (ts.isComputedPropertyName(node.name)) binder.later([node.name.expression], scope);
  }
  return definition;
}
