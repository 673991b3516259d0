/** What kept a file, or a part of the tree, from being analyzed; told by name, never silently dropped. */
export interface SourceProblem {
  readonly level: 'error' | 'warning' | 'note';
  /** Stable, kebab-case. */
  readonly id:
    | 'file-too-large'
    | 'undecodable'
    | 'unreadable'
    | 'outside-root'
    | 'link-not-followed'
    | 'submodule-not-followed'
    | 'unsupported-file'
    | 'excluded'
    | 'ignore-pattern-skipped';
  /** null: it concerns the whole run. */
  readonly path: string | null;
  readonly message: string;
}
