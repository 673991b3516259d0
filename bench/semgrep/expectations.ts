/**
 * What a test file of semgrep says about its own lines.
 *
 *     # ruleid: dangerous-system-call      the statement on the next line is a finding
 *     # ok: dangerous-system-call          it is none
 *     # fn: …, # todoruleid: …             it should be one, and semgrep does not find it: not scored
 *     # fp: …, # todook: …                 it should be none, and semgrep finds it: not scored
 *
 * A statement reaches from its first line to the next line that is empty or a comment: a finding inside of it counts.
 */
export type Expectation = 'finding' | 'none' | 'unscored';

export interface ExpectedStatement {
  readonly expectation: Expectation;
  /** Ids of semgrep's rules. */
  readonly rules: readonly string[];
  /** Lines from 1, both inclusive. */
  readonly first: number;
  readonly last: number;
}

const MEANINGS: ReadonlyMap<string, Expectation> = new Map([
  ['ruleid', 'finding'],
  ['ok', 'none'],
  ['fn', 'unscored'],
  ['fp', 'unscored'],
  ['todoruleid', 'unscored'],
  ['todook', 'unscored'],
]);
const ANNOTATION = /^\s*#\s*(ruleid|ok|fn|fp|todoruleid|todook)\s*:\s*(.+)$/;
const GAP = /^\s*(#.*)?$/;

export function expectationsIn(text: string): ExpectedStatement[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const [, word = '', rules = ''] = ANNOTATION.exec(line) ?? [];
    const expectation = MEANINGS.get(word);
    if (expectation === undefined) return [];
    const first = firstStatement(lines, index + 1);
    if (first === null) return [];
    const ids = rules.split(',').map((id) => id.trim());
    return [{ expectation, rules: ids, first: first + 1, last: lastOf(lines, first) + 1 }];
  });
}

/** Annotations may stand above one another. */
function firstStatement(lines: readonly string[], from: number): number | null {
  const index = lines.findIndex((line, at) => at >= from && !GAP.test(line));
  return index < 0 ? null : index;
}

function lastOf(lines: readonly string[], first: number): number {
  const next = lines.findIndex((line, at) => at > first && GAP.test(line));
  return (next < 0 ? lines.length : next) - 1;
}
