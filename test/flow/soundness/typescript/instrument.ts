/**
 * Writes calls into a JavaScript program that report what it does: which statement begins, when an exception arrives at a
 * `catch` or `finally`, and how each call of a function ends. The program otherwise does what it did.
 *
 * A statement is reported by the line on which it starts; tests of loops and of `else if` each time they run. `try`, `do`,
 * blocks and declarations of functions are not reported: nothing of them is evaluated.
 */
import { ts } from 'ts-morph';
import { lineAt, lineStartsOf } from '../../../../src/source/text.ts';

export interface Instrumented {
  readonly text: string;
  /** Offsets of the functions by number; number 0 is the module. */
  readonly functions: readonly number[];
  /** Lines that are reported, by function. */
  readonly lines: readonly (readonly number[])[];
  /** Lines of statements that evaluate nothing but names: they need no instruction. */
  readonly plain: readonly number[];
}

export function instrument(text: string): Instrumented {
  const tree = ts.createSourceFile('program.mjs', text, ts.ScriptTarget.Latest, true);
  return new Instrumenter(tree).run();
}

class Instrumenter {
  private readonly tree: ts.SourceFile;
  private readonly lineStarts: readonly number[];
  private readonly edits: { readonly at: number; readonly text: string }[] = [];
  private readonly functions: number[] = [0];
  private readonly lines: Set<number>[] = [new Set()];
  private readonly plain = new Set<number>();

  constructor(tree: ts.SourceFile) {
    this.tree = tree;
    this.lineStarts = lineStartsOf(tree.text);
  }

  run(): Instrumented {
    this.insert(0, 'const __f = __enter(0);');
    this.statements(this.tree.statements, 0);
    this.insert(this.tree.end, '\n__leave(__f);');
    return {
      text: this.edited(),
      functions: this.functions,
      plain: [...this.plain],
      lines: this.lines.map((lines) => [...lines].sort((one, other) => one - other)),
    };
  }

  private edited(): string {
    const { text } = this.tree;
    const sorted = this.edits.map((edit, order) => ({ ...edit, order }));
    sorted.sort((one, other) => one.at - other.at || one.order - other.order);
    let result = '';
    let from = 0;
    for (const edit of sorted) {
      result += text.slice(from, edit.at) + edit.text;
      from = edit.at;
    }
    return result + text.slice(from);
  }

  private insert(at: number, text: string): void {
    this.edits.push({ at, text });
  }

  private report(node: ts.Node, owner: number): string {
    const line = lineAt(this.lineStarts, node.getStart(this.tree));
    this.lines[owner]?.add(line);
    return `__at(__f, ${line})`;
  }

  private statements(nodes: readonly ts.Statement[], owner: number): void {
    for (const node of nodes) {
      if (isPlain(node)) this.plain.add(this.lineOf(node));
      if (isReported(node)) this.insert(node.getStart(this.tree), `${this.report(node, owner)}; `);
      this.visit(node, owner);
    }
  }

  /** A statement that is no part of a list: it becomes a block. */
  private body(node: ts.Statement, owner: number): void {
    if (ts.isBlock(node)) {
      this.statements(node.statements, owner);
      return;
    }
    this.insert(node.getStart(this.tree), '{ ');
    this.statements([node], owner);
    this.insert(node.end, ' }');
  }

  private test(node: ts.Expression, owner: number): void {
    this.insert(node.getStart(this.tree), `(${this.report(node, owner)}, `);
    this.visit(node, owner);
    this.insert(node.end, ')');
  }

  private visit(node: ts.Node, owner: number): void {
    if (isFunction(node)) this.enterFunction(node);
    else if (ts.isBlock(node)) this.statements(node.statements, owner);
    else if (ts.isIfStatement(node)) this.visitIf(node, owner);
    else if (ts.isTryStatement(node)) this.visitTry(node, owner);
    else if (ts.isCaseClause(node) || ts.isDefaultClause(node)) this.statements(node.statements, owner);
    else if (ts.isIterationStatement(node, false)) this.visitLoop(node, owner);
    else if (ts.isLabeledStatement(node)) this.visit(node.statement, owner);
    else ts.forEachChild(node, (child) => this.visit(child, owner));
  }

  private visitIf(node: ts.IfStatement, owner: number): void {
    this.visit(node.expression, owner);
    this.body(node.thenStatement, owner);
    const { elseStatement } = node;
    if (elseStatement === undefined) return;
    if (!ts.isIfStatement(elseStatement)) this.body(elseStatement, owner);
    else {
      const at = elseStatement.expression.getStart(this.tree);
      this.insert(at, `(${this.report(elseStatement.expression, owner)}, `);
      this.insert(elseStatement.expression.end, ')');
      this.visitIf(elseStatement, owner);
    }
  }

  private visitLoop(node: ts.IterationStatement, owner: number): void {
    if (ts.isForOfStatement(node)) {
      this.insert(node.expression.getStart(this.tree), `__each(__f, ${this.lineOf(node)}, `);
      this.visit(node.expression, owner);
      this.insert(node.expression.end, ')');
    } else if (ts.isForStatement(node)) {
      if (node.condition !== undefined) this.test(node.condition, owner);
      if (node.incrementor !== undefined) this.test(node.incrementor, owner);
    } else if (ts.isWhileStatement(node) || ts.isDoStatement(node)) this.test(node.expression, owner);
    this.body(node.statement, owner);
  }

  private lineOf(node: ts.Node): number {
    return lineAt(this.lineStarts, node.getStart(this.tree));
  }

  /** Every way into a `catch` or `finally` by an exception passes a report. */
  private visitTry(node: ts.TryStatement, owner: number): void {
    this.statements(node.tryBlock.statements, owner);
    const { catchClause, finallyBlock } = node;
    if (catchClause === undefined)
      this.insert(node.tryBlock.end, ' catch (__e) { __caught(__f); throw __e; }');
    else {
      const { block } = catchClause;
      this.insert(block.getStart(this.tree) + 1, ' __caught(__f); try {');
      this.statements(block.statements, owner);
      this.insert(block.end - 1, '} catch (__e) { __caught(__f); throw __e; } ');
    }
    if (finallyBlock !== undefined) this.statements(finallyBlock.statements, owner);
  }

  private enterFunction(node: FunctionLike): void {
    const { body } = node;
    if (body === undefined) return;
    const owner = this.functions.length;
    this.functions.push(node.getStart(this.tree));
    this.lines.push(new Set());
    const begin = ` const __f = __enter(${owner}); try {`;
    const end = '} catch (__e) { __raised(__f); throw __e; } finally { __leave(__f); } ';
    if (ts.isBlock(body)) {
      this.insert(body.getStart(this.tree) + 1, begin);
      this.statements(body.statements, owner);
      this.insert(body.end - 1, end);
    } else {
      this.insert(body.getStart(this.tree), `{${begin} ${this.report(body, owner)}; return (`);
      this.visit(body, owner);
      this.insert(body.end, `); ${end}}`);
    }
  }
}

type FunctionLike =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.AccessorDeclaration;

function isFunction(node: ts.Node): node is FunctionLike {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node)
  );
}

function isReported(node: ts.Statement): boolean {
  const isSilent = ts.isTryStatement(node) || ts.isBlock(node) || ts.isDoStatement(node);
  return !isSilent && !ts.isFunctionDeclaration(node);
}

/** `break`, a label, `switch (name)`, `let name = other`, `name = other`. */
function isPlain(node: ts.Statement): boolean {
  if (ts.isBreakOrContinueStatement(node) || ts.isLabeledStatement(node)) return true;
  if (ts.isSwitchStatement(node)) return ts.isIdentifier(node.expression);
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.every(
      ({ name, initializer }) =>
        ts.isIdentifier(name) && initializer !== undefined && ts.isIdentifier(initializer),
    );
  }
  if (!ts.isExpressionStatement(node) || !ts.isBinaryExpression(node.expression)) return false;
  return ts.isIdentifier(node.expression.left) && ts.isIdentifier(node.expression.right);
}
