/**
 * What `.gitignore` files leave out, nested ones included, as git reads them: the deepest file that says anything about
 * a path decides, and within a file the last line that matches.
 *
 * A pattern becomes a regular expression, and a hostile one with many wildcards would take for ever to match: lines with
 * more wildcards than any real one needs are skipped and reported.
 */
import ignore, { type Ignore } from 'ignore';
import type { FileHost } from './file-host.ts';
import { joinPath, parentOf, relativeTo } from './paths.ts';
import type { SourceProblem } from './problem.ts';

const mostWildcards = 6;
const largestIgnoreFile = 256_000;

/** The rules of one ignore file, and of those above it. */
export interface IgnoreRules {
  readonly directory: string;
  readonly matcher: Ignore;
  readonly above: IgnoreRules | null;
}

/** Whether the rules leave out `path`. Its directories must have been asked before: git never looks into an ignored one. */
export function isIgnored(
  rules: IgnoreRules | null,
  path: string,
  { directory }: { readonly directory: boolean },
): boolean {
  for (let current = rules; current !== null; current = current.above) {
    const name = relativeTo(path, current.directory) + (directory ? '/' : '');
    const verdict = current.matcher.test(name);
    if (verdict.ignored || verdict.unignored) return verdict.ignored;
  }
  return false;
}

/** Rules of gitignore-style patterns given by the user, relative to the root. */
export function patternRules(patterns: readonly string[]): Ignore {
  return ignore().add([...patterns]);
}

/** Adds the rules of `directory`'s own `.gitignore`. */
export async function withIgnoreFile(
  host: FileHost,
  above: { readonly rules: IgnoreRules | null; readonly directory: string },
  report: (problem: SourceProblem) => void,
): Promise<IgnoreRules | null> {
  const path = joinPath(above.directory, '.gitignore');
  const read = await host.read(path, largestIgnoreFile);
  if (read.kind !== 'bytes') return above.rules;
  const lines = Buffer.from(read.bytes).toString('utf8').split(/\r?\n/);
  const usable = lines.filter((line) => wildcardsOf(line) <= mostWildcards);
  if (usable.length < lines.length) report(skippedPatterns(path, lines.length - usable.length));
  return { directory: above.directory, matcher: ignore().add(usable), above: above.rules };
}

/**
 * The rules in force in `directory`: those of the repository's directories above it, outermost first, without its own.
 * Where there is no repository, files above the directory do not count.
 */
export async function rulesAbove(
  host: FileHost,
  directory: string,
  report: (problem: SourceProblem) => void,
): Promise<IgnoreRules | null> {
  const top = await repositoryTop(host, directory);
  if (top === null || top === directory) return null;
  const chain: string[] = [];
  for (let current = parentOf(directory); ; current = parentOf(current)) {
    chain.unshift(current);
    if (current === top) break;
  }
  let rules: IgnoreRules | null = null;
  for (const held of chain) rules = await withIgnoreFile(host, { rules, directory: held }, report);
  return rules;
}

/** The nearest directory, from `directory` upwards inside the host, that holds `.git`. */
async function repositoryTop(host: FileHost, directory: string): Promise<string | null> {
  for (let current = directory; ; current = parentOf(current)) {
    if ((await host.kind(joinPath(current, '.git'))) !== 'missing') return current;
    if (current === '') return null;
  }
}

function wildcardsOf(line: string): number {
  return line.split(/\*+|\?|\[/).length - 1;
}

function skippedPatterns(path: string, count: number): SourceProblem {
  const message = `${count} line(s) with more than ${mostWildcards} wildcards were skipped`;
  return { level: 'warning', id: 'ignore-pattern-skipped', path, message };
}
