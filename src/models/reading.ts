/** What the readers of the parts of a file share: where they are, which kinds exist, and where problems go. */

import { expandBraces } from '../project/path-pattern.ts';
import type { Keys, ModelDocument } from './document.ts';
import { type KindTable, undeclaredKind, undeclaredLabel } from './kinds.ts';
import type { Label, Selector } from './model.ts';
import type { ModelProblem } from './problem.ts';
import { type KindGroup, listOf, type OneOrMany, type RawSelector } from './raw.ts';
import { parseSelector } from './selector.ts';

export class Reading {
  readonly problems: ModelProblem[] = [];

  constructor(
    readonly document: ModelDocument,
    readonly kinds: KindTable,
  ) {}

  problem(keys: Keys, message: string): void {
    this.problems.push({ path: this.document.path, line: this.document.lineOf(keys), message });
  }

  /** `file:line` of a part. */
  placeOf(keys: Keys): string {
    return `${this.document.path}:${this.document.lineOf(keys)}`;
  }

  paths(written: OneOrMany<string> | undefined): string[] {
    return listOf(written).flatMap(expandBraces);
  }

  kind(group: KindGroup, used: string, keys: Keys): string {
    const wrong = undeclaredKind(this.kinds, group, used);
    if (wrong !== null) this.problem(keys, wrong);
    return used;
  }

  /** Labels, or patterns of labels; the schema has checked their form. */
  labels(written: OneOrMany<string> | undefined, keys: Keys): Label[] {
    return listOf(written).map((label) => {
      const wrong = undeclaredLabel(this.kinds, label);
      if (wrong !== null) this.problem(keys, wrong);
      return label as Label;
    });
  }

  selector(written: RawSelector, keys: Keys): Selector {
    const selector = parseSelector(written);
    if (selector !== null) return selector;
    this.problem(
      keys,
      `'${written}' is no selector; expected: 0, name, 0/name, receiver, result, all or 1..`,
    );
    return { kind: 'result' };
  }
}
