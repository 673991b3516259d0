/** Runs one rule over files in memory, through the same pipeline as `ironvet check`. */
import { type AnalyzeOptions, analyze } from '../../src/engine/analyze.ts';
import type { Parts } from '../../src/engine/parts.ts';
import { standardParts } from '../../src/engine/standard-parts.ts';
import type { Report } from '../../src/findings/finding.ts';
import type { Rule } from '../../src/rules/contract.ts';
import { MemoryHost } from '../../src/source/memory-host.ts';
import { type CaseFile, textOf } from './case-file.ts';

/** The package's own parts; models and rules are loaded once for all cases. */
const parts: Parts = {
  ...standardParts,
  models: once(() => standardParts.models([])),
  rules: once(() => standardParts.rules()),
};

/** One rule of the package. */
export function runRule(rule: string, caseFile: CaseFile): Promise<Report> {
  return run(caseFile, { parts, rules: { only: [rule], levels: new Map() } });
}

/** A rule that the test itself brings. */
export function runOwnRule(rule: Rule, caseFile: CaseFile): Promise<Report> {
  return run(caseFile, { parts: { ...parts, rules: async () => [rule] } });
}

function run(caseFile: CaseFile, options: Pick<AnalyzeOptions, 'parts' | 'rules'>): Promise<Report> {
  const files = Object.fromEntries(caseFile.sources.map((source) => [source.path, textOf(source)]));
  return analyze({ ...options, host: new MemoryHost(files), paths: [''], includeTests: true });
}

function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | null = null;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}
