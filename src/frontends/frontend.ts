import type { Module } from '../ir/ir.ts';
import type { SourceText } from '../source/text.ts';

/**
 * Turns one file into the IR. Synchronous, never throws on the text: what cannot be read or lowered becomes a gap of
 * the module, and the rest is there.
 */
export interface Frontend {
  lower(source: SourceText): Module;
}
