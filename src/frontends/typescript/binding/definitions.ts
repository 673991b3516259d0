/** Makes the definitions of a file, numbered in the order of the text, and names them as the language does. */
import { ts } from 'ts-morph';
import type { FunctionKind } from '../../../ir/ir.ts';
import { CONSTRUCTOR } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import {
  BlockScope,
  type ClassDefinition,
  type Definition,
  type FunctionDefinition,
  type FunctionNode,
  type MemberRole,
  type ModuleDefinition,
} from '../scopes.ts';
import type { ParsedSource } from '../source.ts';
import { typeExpression } from '../types.ts';

export const ANONYMOUS = '<anonymous>';

export class Definitions {
  readonly all: Definition[] = [];
  readonly module: ModuleDefinition;
  /** By the node of a function or class. */
  readonly byNode = new Map<ts.Node, FunctionDefinition | ClassDefinition>();
  private readonly source: ParsedSource;
  /** Names that an assignment or property gives to a function without one. */
  private readonly hints = new Map<ts.Node, ts.Node>();

  constructor(source: ParsedSource) {
    this.source = source;
    const scope = new BlockScope(null);
    const end = source.tree.end;
    const none = { start: 0, end: 0 };
    const own = { name: '', qualifiedName: '', parent: null, span: { start: 0, end }, nameSpan: none };
    const rest = { isAsync: false, isGenerator: false, declared: new Map<string, number>() };
    this.module = { form: 'module', kind: 'module', id: 0, node: source.tree, scope, ...own, ...rest };
    scope.belongTo(this.module);
    this.all.push(this.module);
  }

  hint(value: ts.Node | undefined, name: ts.Node): void {
    if (value !== undefined) this.hints.set(value, name);
  }

  addFunction(node: FunctionNode, parent: BlockScope, role: MemberRole): FunctionDefinition {
    const isLexical = ts.isArrowFunction(node) && role === null;
    const definition = this.make(node, parent, {
      role,
      isLexical,
      isAsync: hasModifier(node, ts.SyntaxKind.AsyncKeyword),
      isGenerator: 'asteriskToken' in node && node.asteriskToken !== undefined,
    });
    this.byNode.set(node, definition);
    return definition;
  }

  /** The constructor of a class that has fields but writes none. */
  addImplicitConstructor(node: ts.ClassLikeDeclaration, parent: BlockScope): FunctionDefinition {
    const traits = { isLexical: false, isAsync: false, isGenerator: false };
    return this.make(node, parent, { role: 'constructor', ...traits });
  }

  addClass(node: ts.ClassLikeDeclaration, parent: BlockScope): ClassDefinition {
    const scope = new BlockScope(parent);
    const definition: ClassDefinition = {
      form: 'class',
      kind: 'class',
      node,
      construction: null,
      isAsync: false,
      isGenerator: false,
      ...this.head(node, parent, this.nameOf(node)),
      scope,
    };
    scope.belongTo(definition);
    scope.declare('this');
    this.all.push(definition);
    this.byNode.set(node, definition);
    return definition;
  }

  private make(
    node: FunctionNode | ts.ClassLikeDeclaration,
    parent: BlockScope,
    traits: {
      readonly role: MemberRole;
      readonly isLexical: boolean;
      readonly isAsync: boolean;
      readonly isGenerator: boolean;
    },
  ): FunctionDefinition {
    const { role, isLexical, isAsync, isGenerator } = traits;
    const scope = new BlockScope(parent);
    const named = role === 'constructor' ? { name: 'constructor', node } : this.nameOf(node);
    const head = this.head(node, parent, named);
    const kind: FunctionKind = head.name === ANONYMOUS ? 'lambda' : 'function';
    const draft = { form: 'function', role, isAsync, isGenerator, ...head, kind, node, scope } as const;
    const definition: FunctionDefinition & { self: FunctionDefinition['self'] } = {
      ...draft,
      name: role === 'constructor' ? CONSTRUCTOR : head.name,
      self: null,
      returnAnnotation: ts.isClassLike(node) ? null : typeExpression(node.type),
      usesSelf: false,
      injected: null,
      isConstructor: false,
    };
    scope.belongTo(definition);
    if (!isLexical) definition.self = scope.declare('this');
    this.all.push(definition);
    return definition;
  }

  private head(node: ts.Node, scope: BlockScope, named: Named) {
    const parent = scope.definition;
    const outer = parent.name === ANONYMOUS && parent.parent?.form === 'module' ? '' : parent.qualifiedName;
    return {
      id: this.all.length,
      name: named.name,
      qualifiedName: outer === '' ? named.name : `${outer}.${named.name}`,
      parent,
      span: this.source.span(node),
      nameSpan: this.nameSpan(node, named.node),
      declared: new Map<string, number>(),
    };
  }

  /** A function without a name is pointed at by its first characters. */
  private nameSpan(node: ts.Node, name: ts.Node): Span {
    const { start, end } = this.source.span(name);
    return name === node ? { start, end: Math.min(end, start + 1) } : { start, end };
  }

  private nameOf(node: ts.Node & { readonly name?: ts.Node }): Named {
    const name = node.name ?? this.hints.get(node);
    const text = name === undefined ? null : staticName(name);
    return name === undefined || text === null ? { name: ANONYMOUS, node } : { name: text, node: name };
  }
}

interface Named {
  readonly name: string;
  readonly node: ts.Node;
}

/** The name that a node spells; null when it is computed. */
export function staticName(name: ts.Node): string | null {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  if (ts.isPrivateIdentifier(name)) return name.text;
  if (ts.isPropertyAccessExpression(name)) return name.name.text;
  if (!ts.isComputedPropertyName(name)) return null;
  return ts.isStringLiteralLike(name.expression) ? name.expression.text : null;
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind)
  );
}
