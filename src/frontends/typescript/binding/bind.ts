/**
 * One walk over a file: makes definitions and scopes, declares variables, and then, when all of them are known, finds out
 * which of them nested functions share. It keeps its own list of work, because the text may be nested deeper than a stack.
 */
import { ts } from 'ts-morph';
import { injectionOf, type Registration, registrationOf } from '../angular.ts';
import { BlockScope, type Definition, type FunctionDefinition, noteUse } from '../scopes.ts';
import type { ParsedSource } from '../source.ts';
import { bindClass } from './classes.ts';
import { Definitions, hasModifier } from './definitions.ts';
import { bindFunction, isFunctionNode } from './functions.ts';
import { declaredNames, targetNames } from './patterns.ts';

export interface Bound {
  readonly source: ParsedSource;
  readonly definitions: readonly Definition[];
  readonly byNode: Definitions['byNode'];
  readonly scopes: ReadonlyMap<ts.Node, BlockScope>;
  readonly registrations: ReadonlyMap<ts.Node, Registration>;
}

export function bind(source: ParsedSource): Bound {
  const binder = new Binder(source);
  binder.run();
  return binder;
}

interface Use {
  readonly scope: BlockScope;
  readonly name: string;
  readonly writes: boolean;
}

interface Work {
  readonly node: ts.Node;
  readonly scope: BlockScope;
}

export class Binder implements Bound {
  readonly source: ParsedSource;
  readonly made: Definitions;
  readonly scopes = new Map<ts.Node, BlockScope>();
  readonly registrations = new Map<ts.Node, Registration>();
  private readonly work: Work[] = [];
  private readonly uses: Use[] = [];
  private readonly injections: { readonly scope: BlockScope; readonly assignment: ts.BinaryExpression }[] =
    [];
  private readonly registered: { readonly scope: BlockScope; readonly registration: Registration }[] = [];

  constructor(source: ParsedSource) {
    this.source = source;
    this.made = new Definitions(source);
  }

  get definitions(): readonly Definition[] {
    return this.made.all;
  }

  get byNode(): Definitions['byNode'] {
    return this.made.byNode;
  }

  run(): void {
    const { module } = this.made;
    this.scopes.set(module.node, module.scope);
    this.later(module.node.statements, module.scope);
    for (let item = this.work.pop(); item !== undefined; item = this.work.pop())
      this.visit(item.node, item.scope);
    for (const { scope, name, writes } of this.uses) noteUse(scope, name, writes);
    this.inject();
  }

  /** Visits the nodes next, in their order. */
  later(nodes: readonly (ts.Node | undefined)[], scope: BlockScope): void {
    for (let index = nodes.length - 1; index >= 0; index--) {
      const node = nodes[index];
      if (node !== undefined) this.work.push({ node, scope });
    }
  }

  use(scope: BlockScope, name: string, writes = false): void {
    this.uses.push({ scope, name, writes });
  }

  /** A block with variables of its own. */
  block(node: ts.Node, scope: BlockScope): BlockScope {
    const inner = new BlockScope(scope, scope.definition);
    this.scopes.set(node, inner);
    return inner;
  }

  private visit(node: ts.Node, scope: BlockScope): void {
    if (ts.isIdentifier(node)) this.use(scope, node.text);
    else if (isFunctionNode(node)) bindFunction(this, node, scope);
    else if (ts.isClassLike(node)) bindClass(this, node, scope);
    else if (ts.isStatement(node) || ts.isCaseBlock(node) || ts.isCatchClause(node))
      this.visitStatement(node, scope);
    else if (!this.visitNamed(node, scope)) this.visitExpression(node, scope);
  }

  /* ---- Statements ---- */

  private visitStatement(node: ts.Node, scope: BlockScope): void {
    if (hasModifier(node, ts.SyntaxKind.DeclareKeyword)) return;
    if (ts.isVariableStatement(node)) this.visit(node.declarationList, scope);
    else if (ts.isBlock(node) || ts.isCaseBlock(node)) this.children(node, this.block(node, scope));
    else if (isLoop(node)) this.children(node, this.block(node, scope));
    else if (ts.isCatchClause(node)) this.visitCatch(node, scope);
    else if (ts.isLabeledStatement(node)) this.later([node.statement], scope);
    else if (ts.isBreakOrContinueStatement(node)) return;
    else if (!this.visitDeclaration(node, scope)) this.children(node, scope);
  }

  /** Statements that declare a name; answers whether it was one. */
  private visitDeclaration(node: ts.Node, scope: BlockScope): boolean {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
    if (ts.isImportDeclaration(node)) this.visitImport(node, scope);
    else if (ts.isImportEqualsDeclaration(node)) scope.declare(node.name.text);
    else if (ts.isEnumDeclaration(node)) this.visitEnum(node, scope);
    else if (ts.isModuleDeclaration(node)) this.visitNamespace(node, scope);
    else if (ts.isExportDeclaration(node)) this.visitExport(node, scope);
    else return false;
    return true;
  }

  private visitCatch(node: ts.CatchClause, scope: BlockScope): void {
    const inner = this.block(node, scope);
    if (node.variableDeclaration !== undefined) this.declare(node.variableDeclaration.name, inner);
    this.later([node.block], inner);
  }

  private visitImport(node: ts.ImportDeclaration, scope: BlockScope): void {
    const { importClause } = node;
    if (importClause === undefined) return;
    if (importClause.name !== undefined) scope.declare(importClause.name.text);
    const { namedBindings } = importClause;
    if (namedBindings === undefined) return;
    if (ts.isNamespaceImport(namedBindings)) scope.declare(namedBindings.name.text);
    else for (const element of namedBindings.elements) scope.declare(element.name.text);
  }

  private visitExport(node: ts.ExportDeclaration, scope: BlockScope): void {
    const { exportClause, moduleSpecifier } = node;
    if (moduleSpecifier !== undefined || exportClause === undefined || !ts.isNamedExports(exportClause))
      return;
    for (const { propertyName, name } of exportClause.elements) this.use(scope, (propertyName ?? name).text);
  }

  private visitEnum(node: ts.EnumDeclaration, scope: BlockScope): void {
    scope.declare(node.name.text);
    this.later(
      node.members.map(({ initializer }) => initializer),
      scope,
    );
  }

  /** The last part of `namespace a.b {}` is what gets its statements. */
  private visitNamespace(node: ts.ModuleDeclaration, scope: BlockScope): void {
    if (!ts.isIdentifier(node.name)) return;
    scope.declare(node.name.text);
    if (node.body !== undefined) this.later([node.body], this.block(node, scope));
  }

  /* ---- Declarations, properties, expressions ---- */

  private visitNamed(node: ts.Node, scope: BlockScope): boolean {
    if (ts.isVariableDeclarationList(node)) this.visitVariables(node, scope);
    else if (ts.isPropertyAssignment(node)) {
      this.made.hint(node.initializer, node.name);
      this.later([computed(node.name), node.initializer], scope);
    } else if (ts.isShorthandPropertyAssignment(node)) this.use(scope, node.name.text);
    else if (ts.isPropertyAccessExpression(node)) this.later([node.expression], scope);
    else if (ts.isJsxAttribute(node)) this.later([node.initializer], scope);
    else if (ts.isMetaProperty(node)) return true;
    else if (ts.isExpressionWithTypeArguments(node)) this.later([node.expression], scope);
    else return ts.isTypeNode(node);
    return true;
  }

  private visitVariables(list: ts.VariableDeclarationList, scope: BlockScope): void {
    const isBlockScoped = (list.flags & ts.NodeFlags.BlockScoped) !== 0;
    for (const declaration of list.declarations) {
      this.made.hint(declaration.initializer, declaration.name);
      this.declare(declaration.name, isBlockScoped ? scope : scope.definition.scope, scope);
    }
    this.later(
      list.declarations.map(({ initializer }) => initializer),
      scope,
    );
  }

  /** Declares the names of a pattern; what it computes is visited in `around`. */
  declare(name: ts.BindingName, scope: BlockScope, around: BlockScope = scope): void {
    const { names, expressions } = declaredNames(name);
    for (const declared of names) {
      scope.declare(declared);
      this.use(around, declared, true);
    }
    this.later(expressions, around);
  }

  private visitExpression(node: ts.Node, scope: BlockScope): void {
    if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) {
      this.useSelf(scope);
    } else if (ts.isCallExpression(node)) {
      this.noteRegistration(node, scope);
      this.children(node, scope);
    } else if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) {
      this.visitAssignment(node, scope);
    } else {
      if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
        this.writes(node.operand, scope);
      this.children(node, scope);
    }
  }

  private visitAssignment(node: ts.BinaryExpression, scope: BlockScope): void {
    this.made.hint(node.right, node.left);
    this.writes(node.left, scope);
    if (injectionOf(node) !== null) this.injections.push({ scope, assignment: node });
    this.children(node, scope);
  }

  writes(target: ts.Expression, scope: BlockScope): void {
    for (const name of targetNames(target)) this.use(scope, name, true);
  }

  private useSelf(scope: BlockScope): void {
    this.use(scope, 'this');
    const owner = scope.lookup('this')?.owner;
    if (owner?.form === 'function') owner.usesSelf = true;
  }

  children(node: ts.Node, scope: BlockScope): void {
    if ((ts.isForInStatement(node) || ts.isForOfStatement(node)) && ts.isExpression(node.initializer)) {
      this.writes(node.initializer, scope);
    }
    const nodes: ts.Node[] = [];
    ts.forEachChild(node, (child) => {
      nodes.push(child);
    });
    this.later(nodes, scope);
  }

  /* ---- Frameworks ---- */

  private noteRegistration(call: ts.CallExpression, scope: BlockScope): void {
    const registration = registrationOf(call);
    if (registration === null) return;
    this.registrations.set(call, registration);
    const [name] = call.arguments;
    if (registration.name !== null && name !== undefined) this.made.hint(registration.target, name);
    this.registered.push({ scope, registration });
  }

  /** Says what registered functions receive: as written beside them, by `$inject`, or by the names of parameters. */
  private inject(): void {
    for (const { scope, registration } of this.registered) {
      if (registration.kind === 'value') continue;
      const target = this.functionAt(registration.target, scope);
      if (target === null) continue;
      target.injected = registration.injected ?? target.injected ?? parameterNames(target);
      target.isConstructor ||= registration.kind === 'constructor';
    }
    for (const { scope, assignment } of this.injections) {
      const injection = injectionOf(assignment);
      const target = injection === null ? null : (scope.lookup(injection.name)?.declares ?? null);
      if (injection !== null && target?.form === 'function') target.injected = injection.injected;
    }
  }

  private functionAt(target: ts.Expression, scope: BlockScope): FunctionDefinition | null {
    const declared = ts.isIdentifier(target) ? scope.lookup(target.text)?.declares : this.byNode.get(target);
    return declared?.form === 'function' ? declared : null;
  }
}

function parameterNames({ node }: FunctionDefinition): readonly string[] {
  if (ts.isClassLike(node)) return [];
  return node.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
}

function computed(name: ts.PropertyName): ts.Expression | undefined {
  return ts.isComputedPropertyName(name) ? name.expression : undefined;
}

function isLoop(node: ts.Node): boolean {
  return ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node);
}

export function isAssignment(operator: ts.SyntaxKind): boolean {
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}
