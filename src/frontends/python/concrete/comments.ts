/** Comments of a text, and the statements and clauses that they can belong to. Only asked for where a directive may be. */
import type { Tree } from 'web-tree-sitter';
import type { Span } from '../../../source/text.ts';
import type { Comment, Unit } from '../../directives.ts';
import { Kind } from './kinds.ts';
import type { ConcreteTree, Node } from './tree.ts';

/** All comments, in the order of the text. Strings that look like comments are none: the parser tells them apart. */
export function commentsIn(tree: Tree, text: string): Comment[] {
  const cursor = tree.rootNode.walk();
  const comments: Comment[] = [];
  try {
    let depth = 0;
    for (;;) {
      if (cursor.nodeType === 'comment') comments.push(commentAt(cursor, text));
      if (cursor.gotoFirstChild()) {
        depth++;
        continue;
      }
      while (depth > 0 && !cursor.gotoNextSibling()) {
        cursor.gotoParent();
        depth--;
      }
      if (depth === 0) return comments;
    }
  } finally {
    cursor.delete();
  }
}

function commentAt(
  { startIndex: start, endIndex: end }: { startIndex: number; endIndex: number },
  text: string,
) {
  return { span: { start, end }, words: text.slice(start + 1, end) };
}

const CLAUSES: ReadonlySet<Kind> = new Set([
  Kind.case_clause,
  Kind.elif_clause,
  Kind.else_clause,
  Kind.except_clause,
  Kind.finally_clause,
]);

/** The statements and clauses of a tree. */
export function unitsIn(tree: ConcreteTree): Unit[] {
  const units: Unit[] = [];
  for (let node = 0; node < tree.count; node++) {
    const kind = tree.kind(node);
    if (CLAUSES.has(kind)) units.push(unitAt(tree, node));
    else if (kind === Kind.block || kind === Kind.module) {
      for (const statement of tree.children(node)) units.push(unitAt(tree, statement));
    } else if (kind === Kind.decorated_definition) {
      for (const part of tree.children(node)) {
        if (tree.kind(part) !== Kind.decorator) units.push(unitAt(tree, part));
      }
    }
  }
  return units;
}

function unitAt(tree: ConcreteTree, node: Node): Unit {
  const span: Span = tree.span(node);
  const body = bodyOf(tree, node);
  return { span, headEnd: body === null ? span.end : tree.start(body) };
}

/** The block of a statement, a clause, or a decorated definition. */
function bodyOf(tree: ConcreteTree, node: Node): Node | null {
  for (const child of tree.children(node)) {
    if (tree.kind(child) === Kind.block) return child;
    const isDefinition = tree.kind(node) === Kind.decorated_definition && tree.kind(child) !== Kind.decorator;
    if (isDefinition) return bodyOf(tree, child);
  }
  return null;
}
