/**
 * gitignore-style patterns that a configuration gives, asked about host paths.
 *
 * Patterns are relative to the configuration's directory, paths to the root of the run. The two need not be the same: with
 * the configuration in `/srv/nova` and the run rooted at `/srv`, the pattern `/nova/virt` is asked about `nova/virt` when the
 * path is `nova/nova/virt`.
 */
import type { Ignore } from 'ignore';
import { patternRules } from './ignore-files.ts';

/** A host path as the patterns see it; null: it lies outside of the configuration's directory, no pattern matches. */
export type PatternView = (path: string) => string | null;

export class PathPatterns {
  readonly isEmpty: boolean;
  private readonly rules: Ignore;
  private readonly view: PatternView;

  constructor(patterns: readonly string[], view: PatternView) {
    this.isEmpty = patterns.length === 0;
    this.rules = patternRules(patterns);
    this.view = view;
  }

  matches(path: string, { directory }: { readonly directory: boolean } = { directory: false }): boolean {
    const seen = this.view(path);
    return seen !== null && seen !== '' && this.rules.ignores(directory ? `${seen}/` : seen);
  }
}
