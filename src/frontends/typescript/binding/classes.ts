/**
 * Binds classes. Fields are set by the constructor, so what they compute belongs to its scope; a field that is a function
 * is a method like others, with the instance as its `this`.
 */
import { ts } from 'ts-morph';
import type { BlockScope, ClassDefinition, MemberRole } from '../scopes.ts';
import type { Binder } from './bind.ts';
import { hasModifier } from './definitions.ts';
import { bindBody } from './functions.ts';

export function bindClass(binder: Binder, node: ts.ClassLikeDeclaration, scope: BlockScope): void {
  const outer = scopeAround(binder, node, scope);
  const definition = binder.made.addClass(node, outer);
  binder.scopes.set(node, definition.scope);
  bindConstruction(binder, definition);
  for (const member of node.members) bindMember(binder, definition, member);
  const bases = (node.heritageClauses ?? []).filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  binder.later(
    bases.flatMap(({ types }) => [...types]),
    scope,
  );
  binder.later(decoratorsOf(node), scope);
}

/** The name of a class declaration is of the block around it, that of an expression of the class alone. */
function scopeAround(binder: Binder, node: ts.ClassLikeDeclaration, scope: BlockScope): BlockScope {
  if (ts.isClassDeclaration(node)) {
    scope.declare(node.name?.text ?? 'default');
    return scope;
  }
  if (node.name === undefined) return scope;
  const around = binder.block(node.name, scope);
  around.declare(node.name.text);
  return around;
}

function bindConstruction(binder: Binder, definition: ClassDefinition): void {
  const { node, scope } = definition;
  const written = node.members.find(
    (member) => ts.isConstructorDeclaration(member) && member.body !== undefined,
  );
  if (written !== undefined && ts.isConstructorDeclaration(written)) {
    definition.construction = bindBody(binder, written, { scope, role: 'constructor' });
  } else if (node.members.some(isInstanceField)) {
    definition.construction = binder.made.addImplicitConstructor(node, scope);
  }
  if (definition.construction !== null) definition.construction.usesSelf = true;
}

/** A field that the constructor sets. */
export function isInstanceField(member: ts.ClassElement): member is ts.PropertyDeclaration {
  return (
    ts.isPropertyDeclaration(member) &&
    !isStatic(member) &&
    member.initializer !== undefined &&
    !isMethodField(member)
  );
}

/** A field whose value is a function. */
export function isMethodField(member: ts.ClassElement): boolean {
  if (!ts.isPropertyDeclaration(member) || isStatic(member) || member.initializer === undefined) return false;
  return ts.isArrowFunction(member.initializer) || ts.isFunctionExpression(member.initializer);
}

export function isStatic(member: ts.ClassElement): boolean {
  return hasModifier(member, ts.SyntaxKind.StaticKeyword);
}

function bindMember(binder: Binder, owner: ClassDefinition, member: ts.ClassElement): void {
  binder.later(decoratorsOf(member), owner.scope);
  if (ts.isConstructorDeclaration(member)) return;
  if (ts.isPropertyDeclaration(member)) bindField(binder, owner, member);
  else if (ts.isMethodDeclaration(member) || ts.isAccessor(member)) {
    if (member.body !== undefined) bindBody(binder, member, { scope: owner.scope, role: roleOf(member) });
  } else if (ts.isClassStaticBlockDeclaration(member)) binder.later([member.body], owner.scope);
}

function bindField(binder: Binder, owner: ClassDefinition, field: ts.PropertyDeclaration): void {
  const { initializer } = field;
  binder.made.hint(initializer, field.name);
  if (initializer === undefined) return;
  if (isMethodField(field) && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))) {
    bindBody(binder, initializer, { scope: owner.scope, role: 'method' });
  } else {
    const scope = isStatic(field) ? owner.scope : (owner.construction?.scope ?? owner.scope);
    binder.later([initializer], scope);
  }
}

function roleOf(member: ts.MethodDeclaration | ts.AccessorDeclaration): MemberRole {
  if (isStatic(member)) return 'static';
  if (ts.isGetAccessor(member)) return 'getter';
  return ts.isSetAccessor(member) ? 'setter' : 'method';
}

export function decoratorsOf(node: ts.Node): readonly ts.Expression[] {
  if (!ts.canHaveDecorators(node)) return [];
  return (ts.getDecorators(node) ?? []).map(({ expression }) => expression);
}
