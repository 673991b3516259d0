/**
 * Text → `ConcreteTree`, through tree-sitter's Python grammar compiled to WebAssembly.
 *
 * The text is hostile: a parse that takes longer than TIME_LIMIT is given up, a tree larger than NODE_LIMIT is not
 * copied; both are answered as data, never thrown.
 */
import { Language, Parser } from 'web-tree-sitter';
import { readDependencyFile, readPackageFile } from '../../../source/package-files.ts';
import type { ConcreteTree } from './tree.ts';
import { copyTree, kindTable, TreeTooLarge } from './walk.ts';

/** Of one file, in milliseconds. The largest file of the standard library takes less than a tenth of a second. */
const TIME_LIMIT = 10_000;
/** Three times what the largest of eighteen thousand installed files has. */
const NODE_LIMIT = 500_000;

export type ParseResult =
  | { readonly kind: 'tree'; readonly tree: ConcreteTree }
  | { readonly kind: 'failure'; readonly reason: string };

export interface PythonParser {
  parse(text: string): ParseResult;
}

/** @throws Error when the grammar is neither in dist/grammars nor among the installed packages. */
export async function loadParser(): Promise<PythonParser> {
  await Parser.init();
  const language = await Language.load(readGrammar());
  const parser = new Parser();
  parser.setLanguage(language);
  const kinds = kindTable(language);
  return { parse: (text) => parse(parser, kinds, text) };
}

function readGrammar(): Uint8Array {
  return (
    readPackageFile('dist/grammars/tree-sitter-python.wasm') ??
    readDependencyFile('tree-sitter-python/tree-sitter-python.wasm')
  );
}

/**
 * Parses twice where the grammar mistakes the builtin `type` for the keyword: the second time the parser, and only the
 * parser, is given another name of the same length there.
 */
function parse(parser: Parser, kinds: Uint8Array, text: string): ParseResult {
  const first = parseOnce(parser, kinds, { text, given: text });
  if (first.kind === 'failure' || first.tree.misreadKeywords.length === 0) return first;
  return parseOnce(parser, kinds, { text, given: renamed(text, first.tree.misreadKeywords) });
}

function renamed(text: string, offsets: readonly number[]): string {
  const pieces: string[] = [];
  let end = 0;
  for (const offset of offsets) {
    pieces.push(text.slice(end, offset), 'TYPE');
    end = offset + 'type'.length;
  }
  return pieces.join('') + text.slice(end);
}

interface ParserInput {
  readonly text: string;
  /** What the parser sees: as long as the text. */
  readonly given: string;
}

function parseOnce(parser: Parser, kinds: Uint8Array, { text, given }: ParserInput): ParseResult {
  const deadline = performance.now() + TIME_LIMIT;
  const tree = parser.parse(given, null, { progressCallback: () => performance.now() > deadline });
  if (tree === null) {
    parser.reset();
    return { kind: 'failure', reason: `parsing took longer than ${TIME_LIMIT / 1000} s` };
  }
  try {
    return { kind: 'tree', tree: copyTree(tree, text, { kinds, limit: NODE_LIMIT }) };
  } catch (error) {
    if (error instanceof TreeTooLarge) return { kind: 'failure', reason: `too large: ${error.message}` };
    throw error;
  } finally {
    tree.delete();
  }
}
