/** Concrete tree → syntax: puts the parts of the reading together. */
import type { ConcreteTree } from '../concrete/tree.ts';
import type { SyntaxTree } from '../syntax.ts';
import { readExpression } from './expressions.ts';
import { type Parts, Reader } from './reader.ts';
import { readStatement } from './statements.ts';

const PARTS: Parts = { expression: readExpression, statement: readStatement };
const START = { start: 0, end: 0 };

/** Never throws: what cannot be read is listed. */
export function read(tree: ConcreteTree): SyntaxTree {
  const reader = new Reader(tree, PARTS);
  const span = { start: 0, end: tree.text.length };
  const head = { kind: 'module', name: '', span, nameSpan: START, isAsync: false } as const;
  reader.define({ ...head, parameters: [], returnAnnotation: null }, () => ({
    kind: 'statements',
    statements: reader.block(0),
  }));
  return { definitions: reader.definitions, unread: reader.unread };
}
