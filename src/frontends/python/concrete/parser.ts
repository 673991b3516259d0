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
const NODE_LIMIT = 2_000_000;

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

function parse(parser: Parser, kinds: Uint8Array, text: string): ParseResult {
  const deadline = performance.now() + TIME_LIMIT;
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
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
