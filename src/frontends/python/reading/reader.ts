/**
 * The state of reading one file, and what its parts share: where names are recorded, how definitions are opened, how
 * deep the text may nest.
 *
 * The parts (expressions, statements, patterns …) call each other through the reader, so that none imports the other.
 *
 * Depth: DEPTH_LIMIT is the number of expressions and statements inside each other. Chains (`a.b().c`, `x + y + z`,
 * `elif`) do not count. CPython itself refuses 200 open brackets and 100 levels of indentation.
 */
import type { FunctionId, FunctionKind, TypeExpression } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import type { ConcreteTree, Node } from '../concrete/tree.ts';
import { Scope } from '../scopes.ts';
import type {
  Body,
  Definition,
  Expression,
  NameExpression,
  ParameterSyntax,
  Statement,
  Unread,
} from '../syntax.ts';

const DEPTH_LIMIT = 320;

/** Reading was given up; the message is the gap's reason. */
export class UnreadableError extends Error {}

export interface Parts {
  expression(reader: Reader, node: Node): Expression;
  statement(reader: Reader, node: Node, into: Statement[]): void;
}

/** What is known of a definition before its body is read. */
export interface DefinitionHead {
  readonly kind: FunctionKind;
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly isAsync: boolean;
  readonly parameters: readonly ParameterSyntax[];
  readonly returnAnnotation: TypeExpression | null;
}

export class Reader {
  readonly tree: ConcreteTree;
  readonly definitions: Definition[] = [];
  readonly unread: Unread[] = [];
  scope: Scope = new Scope(0, 'module', null);
  private readonly parts: Parts;
  private readonly names: string[] = [];
  private depth = 0;
  private opened = 0;

  constructor(tree: ConcreteTree, parts: Parts) {
    this.tree = tree;
    this.parts = parts;
  }

  expression(node: Node): Expression {
    this.deeper();
    const expression = this.parts.expression(this, node);
    this.depth--;
    return expression;
  }

  /** Counts one level around what `read` reads. */
  nested<Result>(read: () => Result): Result {
    this.deeper();
    const result = read();
    this.depth--;
    return result;
  }

  /** The expression, or a stand-in where damaged text has none. */
  expressionOr(node: Node | undefined | null, span: Span): Expression {
    return node === undefined || node === null ? standIn(span) : this.expression(node);
  }

  /** The statements of a block, a suite on one line, or the module. */
  block(node: Node | undefined | null): Statement[] {
    const statements: Statement[] = [];
    if (node === undefined || node === null) return statements;
    const { tree } = this;
    const past = tree.after(node);
    for (let child = tree.first(node); child < past; child = tree.after(child))
      this.statement(child, statements);
    return statements;
  }

  private statement(node: Node, into: Statement[]): void {
    const { depth } = this;
    try {
      this.deeper();
      this.parts.statement(this, node, into);
    } catch (error) {
      this.giveUp(node, error);
    }
    this.depth = depth;
  }

  /** Reads a definition's body in a scope of its own; answers its id. */
  define(head: DefinitionHead, read: () => Body): FunctionId {
    const id = this.opened++;
    const outer = this.scope;
    const scope = new Scope(id, head.kind, id === 0 ? null : outer);
    for (const parameter of head.parameters) scope.bind(parameter.name);
    if (head.name !== '') this.names.push(head.name);
    const qualifiedName = this.names.join('.');
    const parent = scope.parent?.id ?? null;
    this.scope = scope;
    const body = this.guarded(head, read);
    const isAsync = head.isAsync || (head.kind === 'comprehension' && scope.hasAwait);
    const { kind, name, span, nameSpan, parameters, returnAnnotation } = head;
    this.definitions[id] = {
      id,
      kind,
      name,
      qualifiedName,
      parent,
      span,
      nameSpan,
      parameters,
      returnAnnotation,
      isAsync,
      scope,
      body,
    };
    this.scope = outer;
    scope.leave();
    if (head.name !== '') this.names.pop();
    return id;
  }

  private guarded(head: DefinitionHead, body: () => Body): Body {
    const { depth } = this;
    try {
      return body();
    } catch (error) {
      this.unread.push({ span: head.span, function: this.names.join('.'), reason: reasonOf(error) });
      return { kind: 'statements', statements: [] };
    } finally {
      this.depth = depth;
    }
  }

  /** A name that is read. */
  use(name: string): void {
    this.scope.use(name);
  }

  /** A name that is written here. */
  bind(node: Node): NameExpression {
    const name = this.tree.textOf(node);
    this.scope.bind(name);
    return { kind: 'name', span: this.tree.span(node), name };
  }

  giveUp(node: Node, error: unknown): void {
    this.unread.push({ span: this.tree.span(node), function: this.names.join('.'), reason: reasonOf(error) });
  }

  private deeper(): void {
    if (++this.depth > DEPTH_LIMIT) throw new UnreadableError(`nested deeper than ${DEPTH_LIMIT} levels`);
  }
}

/** In the place of an expression that damaged text lacks. */
export function standIn(span: Span): Expression {
  return { kind: 'constant', span, constant: { kind: 'unbound' } };
}

function reasonOf(error: unknown): string {
  if (error instanceof UnreadableError) return error.message;
  return `could not be read: ${error instanceof Error ? error.message : String(error)}`;
}
