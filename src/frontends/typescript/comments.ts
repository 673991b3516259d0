/** Comments of a file, and the statements, members and clauses that they can belong to. */
import { ts } from 'ts-morph';
import type { Directive } from '../../ir/ir.ts';
import { type Comment, directivesOf, mayHoldDirectives, type Unit } from '../directives.ts';
import type { ParsedSource } from './source.ts';

/** The comments to the analyzer, in the order of the text. */
export function readDirectives(source: ParsedSource): readonly Directive[] {
  const { text } = source.tree;
  if (!mayHoldDirectives(text)) return [];
  const collector = new Collector(source);
  collector.run();
  const comments = [...collector.comments.values()].sort((one, other) => one.span.start - other.span.start);
  const written = comments.filter((comment) => !collector.isInside(comment));
  return directivesOf({ text, comments: written, units: collector.units });
}

class Collector {
  readonly comments = new Map<number, Comment>();
  readonly units: Unit[] = [];
  private readonly source: ParsedSource;
  /** Text between JSX tags, where nothing is a comment. */
  private readonly texts: ts.Node[] = [];

  constructor(source: ParsedSource) {
    this.source = source;
  }

  run(): void {
    const work: ts.Node[] = [this.source.tree];
    for (let node = work.pop(); node !== undefined; node = work.pop()) {
      this.visit(node);
      ts.forEachChild(node, (child) => {
        work.push(child);
      });
    }
  }

  isInside({ span }: Comment): boolean {
    return this.texts.some((node) => node.pos <= span.start && span.start < node.end);
  }

  private visit(node: ts.Node): void {
    if (ts.isJsxText(node)) this.texts.push(node);
    else {
      this.commentsAt(node.pos);
      this.commentsAt(node.end);
      if (ts.isBlock(node)) this.commentsAt(node.getStart(this.source.tree) + 1);
    }
    if (ts.isStatement(node) || ts.isClassElement(node) || isClause(node)) this.units.push(this.unitAt(node));
  }

  private commentsAt(position: number): void {
    const { text } = this.source.tree;
    const ranges = [
      ...(ts.getLeadingCommentRanges(text, position) ?? []),
      ...(ts.getTrailingCommentRanges(text, position) ?? []),
    ];
    for (const { pos: start, end, kind } of ranges) {
      const closing = kind === ts.SyntaxKind.MultiLineCommentTrivia ? 2 : 0;
      this.comments.set(start, { span: { start, end }, words: text.slice(start + 2, end - closing) });
    }
  }

  private unitAt(node: ts.Node): Unit {
    const span = this.source.span(node);
    if (ts.isBlock(node)) return { span, headEnd: span.start + 1 };
    const body = bodyOf(node);
    return { span, headEnd: body === undefined ? span.end : this.source.span(body).start };
  }
}

function isClause(node: ts.Node): boolean {
  return ts.isCatchClause(node) || ts.isCaseOrDefaultClause(node);
}

/** The first part of a statement that is a statement itself. */
function bodyOf(node: ts.Node): ts.Node | undefined {
  if (ts.isVariableStatement(node)) return undefined;
  if (ts.isClassLike(node)) return node.members[0];
  if (ts.isSwitchStatement(node)) return node.caseBlock;
  if (ts.isCaseOrDefaultClause(node)) return node.statements[0];
  return ts.forEachChild(node, (child) => (ts.isStatement(child) ? child : undefined));
}
