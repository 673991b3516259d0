/** A parsed file: its tree, places in it, and where the text does not follow the grammar. */
import { ts } from 'ts-morph';
import type { Span } from '../../source/text.ts';

export class ParsedSource {
  readonly path: string;
  readonly tree: ts.SourceFile;

  constructor(path: string, tree: ts.SourceFile) {
    this.path = path;
    this.tree = tree;
  }

  span(node: ts.Node): Span {
    return { start: Math.min(node.getStart(this.tree), node.end), end: node.end };
  }

  text(node: ts.Node): string {
    return node.getText(this.tree);
  }
}

/** A place where the text does not follow the grammar. */
export interface Defect {
  readonly span: Span;
  readonly reason: string;
}

/**
 * Reads the text. JavaScript may hold JSX in any file; in TypeScript only `.tsx` may.
 * @throws RangeError when the text is nested deeper than the parser's stack.
 */
export function parse(path: string, text: string): ParsedSource {
  const { Latest } = ts.ScriptTarget;
  return new ParsedSource(path, ts.createSourceFile(path, text, Latest, false, kindOf(path)));
}

function kindOf(path: string): ts.ScriptKind {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  if (extension === 'tsx') return ts.ScriptKind.TSX;
  return extension.endsWith('ts') ? ts.ScriptKind.TS : ts.ScriptKind.JSX;
}

/** Files with thousands of errors are no program; the first ones tell enough. */
const mostDefects = 200;

export function defectsOf(source: ParsedSource): Defect[] {
  const { parseDiagnostics = [] } = source.tree as ts.SourceFile & {
    readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  return parseDiagnostics.slice(0, mostDefects).map(({ start, length, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    return { span: { start, end: start + length }, reason: `syntax error: ${message}` };
  });
}
