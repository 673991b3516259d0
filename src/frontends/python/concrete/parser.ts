/**
 * Text → `ConcreteTree`, through tree-sitter's Python grammar compiled to WebAssembly.
 *
 * The text is hostile: a parse that takes longer than TIME_LIMIT is given up, a tree larger than NODE_LIMIT is not
 * copied; both are answered as data, never thrown.
 */
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { readDependencyFile, readPackageFile } from '../../../source/package-files.ts';
import { mayHoldDirectives } from '../../directives.ts';
import { commentsIn } from './comments.ts';
import { functionsFound, mend } from './mending.ts';
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

/** What one parse needs beside the text. */
interface Session {
  readonly parser: Parser;
  readonly kinds: Uint8Array;
  /** When the file's time is used up, in milliseconds of `performance.now()`. */
  readonly deadline: number;
}

/** Parses once more where damage has spread, and where the grammar mistakes the builtin `type` for the keyword. */
function parse(parser: Parser, kinds: Uint8Array, text: string): ParseResult {
  const session: Session = { parser, kinds, deadline: performance.now() + TIME_LIMIT };
  const first = parseOnce(session, { text, given: text });
  if (first.kind === 'failure') return first;
  const mended = first.tree.defects.length > 0 ? parseMended(session, text, first.tree) : null;
  const { tree, given } = mended ?? { tree: first.tree, given: text };
  if (tree.misreadKeywords.length === 0) return { kind: 'tree', tree };
  return parseOnce(session, { text, given: renamed(given, tree.misreadKeywords) });
}

interface MendedTree {
  readonly tree: ConcreteTree;
  readonly given: string;
}

/** null when mending brings back no function. */
function parseMended(session: Session, text: string, damaged: ConcreteTree): MendedTree | null {
  const mended = mend(text, damaged, (piece) => isSound(session, piece));
  if (mended === null) return null;
  const second = parseOnce(session, { text, given: mended.given });
  if (second.kind === 'failure') return null;
  const { tree } = second;
  if (functionsFound(text, tree) <= functionsFound(text, damaged)) return null;
  tree.defects.push(...mended.replaced);
  return { tree, given: mended.given };
}

/** The same text with another name of the same length for `type`. */
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

function parseOnce(session: Session, { text, given }: ParserInput): ParseResult {
  const tree = parseTree(session, given);
  if (tree === null) return { kind: 'failure', reason: `parsing took longer than ${TIME_LIMIT / 1000} s` };
  try {
    const copy = copyTree(tree, text, { kinds: session.kinds, limit: NODE_LIMIT });
    if (mayHoldDirectives(text)) copy.comments.push(...commentsIn(tree, text));
    return { kind: 'tree', tree: copy };
  } catch (error) {
    if (error instanceof TreeTooLarge) return { kind: 'failure', reason: `too large: ${error.message}` };
    throw error;
  } finally {
    tree.delete();
  }
}

function isSound(session: Session, text: string): boolean {
  const tree = parseTree(session, text);
  if (tree === null) return false;
  const { hasError } = tree.rootNode;
  tree.delete();
  return !hasError;
}

/** null when the time is used up. */
function parseTree({ parser, deadline }: Session, text: string): Tree | null {
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
  if (tree === null) parser.reset();
  return tree;
}
