/**
 * The Python front end: text → concrete tree → syntax → IR.
 *
 *     concrete/   the parser, and one walk that copies its tree into arrays
 *     reading/    the arrays → syntax.ts, names recorded in scopes.ts on the way
 *     lowering/   syntax → blocks in SSA form
 *
 * Python 3.6 to 3.13; statements of Python 2 where the grammar knows them.
 */
import type { Directive, Gap, Module } from '../../ir/ir.ts';
import type { SourceText } from '../../source/text.ts';
import { directivesOf } from '../directives.ts';
import type { Frontend } from '../frontend.ts';
import { gapsOfDefects, mergeGaps } from '../lowering/gaps.ts';
import { unitsIn } from './concrete/comments.ts';
import { loadParser, type PythonParser } from './concrete/parser.ts';
import { ConcreteTree } from './concrete/tree.ts';
import { lowerDefinitions } from './lowering/lower.ts';
import { read } from './reading/read.ts';

/** Loads the grammar; what it answers lowers any number of files, synchronously. */
export async function createPythonFrontend(): Promise<Frontend> {
  const parser = await loadParser();
  return { lower: (source) => lower(parser, source) };
}

function lower(parser: PythonParser, source: SourceText): Module {
  const parsed = parser.parse(source.text);
  if (parsed.kind === 'failure') return unparsed(source, parsed.reason);
  const { tree } = parsed;
  const syntax = read(tree);
  const { functions, gaps } = lowerDefinitions(syntax);
  const defects = gapsOfDefects(tree.defects, syntax.definitions);
  return {
    path: source.path,
    language: 'python',
    functions,
    gaps: mergeGaps([...defects, ...syntax.unread, ...gaps]),
    directives: readDirectives(tree),
  };
}

/** A module without content. */
function unparsed(source: SourceText, reason: string): Module {
  const gap: Gap = { span: { start: 0, end: source.text.length }, function: '', reason };
  const { functions } = lowerDefinitions(read(new ConcreteTree('')));
  return { path: source.path, language: 'python', functions, gaps: [gap], directives: [] };
}

function readDirectives(tree: ConcreteTree): readonly Directive[] {
  const { text, comments } = tree;
  return comments.length === 0 ? [] : directivesOf({ text, comments, units: unitsIn(tree) });
}
