import type { Module } from '../ir/ir.ts';
import type { SourceText } from '../source/text.ts';

/**
 * Turns one file into the IR. Synchronous, never throws on the text: what cannot be read or lowered becomes a gap of
 * the module, and the rest is there.
 */
export interface Frontend {
  lower(source: SourceText): Module;
  /** Files that say what names of modules mean; absent where the language has none. */
  readonly configuration?: ConfigurationReader;
}

/** Base names of configuration files, and what one of them says. */
export interface ConfigurationReader {
  readonly names: readonly string[];
  /** Never throws: a file that cannot be read says nothing. */
  aliasesOf(path: string, text: string): readonly ModuleAlias[];
}

/** Paths under `from` are those under `to`; both may end in `.**`. */
export interface ModuleAlias {
  readonly from: string;
  readonly to: string;
}
