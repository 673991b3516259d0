/**
 * The front end of TypeScript and JavaScript: text → the parser's tree → variables → IR.
 *
 *     source.ts   the parser (ts-morph's); comments.ts the comments to the analyzer
 *     configuration.ts  what tsconfig.json says about names of modules
 *     binding/    one walk: definitions, scopes, which variables nested functions share, what frameworks register
 *     lowering/   the tree → blocks in SSA form
 *
 * ECMAScript modules, CommonJS and scripts; JSX; TypeScript with its types as annotations. No type checker runs: a file's
 * IR depends on its bytes and path alone.
 */
import type { Gap, Module } from '../../ir/ir.ts';
import type { SourceText } from '../../source/text.ts';
import type { Frontend } from '../frontend.ts';
import { gapsOfDefects, mergeGaps } from '../lowering/gaps.ts';
import { bind } from './binding/bind.ts';
import { readDirectives } from './comments.ts';
import { configuration } from './configuration.ts';
import { moduleName } from './lowering/globals.ts';
import { lowerDefinitions } from './lowering/lower.ts';
import { defectsOf, type ParsedSource, parse } from './source.ts';

export function createTypescriptFrontend(): Frontend {
  return { lower, configuration };
}

function lower(source: SourceText): Module {
  try {
    return lowerParsed(parse(source.path, source.text));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const gap: Gap = {
      span: { start: 0, end: source.text.length },
      function: '',
      reason: 'nested too deeply',
    };
    return { ...lowerParsed(parse(source.path, '')), gaps: [gap] };
  }
}

function lowerParsed(source: ParsedSource): Module {
  const bound = bind(source);
  const { functions, gaps } = lowerDefinitions(bound);
  const defects = gapsOfDefects(defectsOf(source), bound.definitions);
  return {
    path: source.path,
    language: 'typescript',
    name: moduleName(source.path),
    functions,
    gaps: mergeGaps([...defects, ...gaps]),
    directives: readDirectives(source),
  };
}
