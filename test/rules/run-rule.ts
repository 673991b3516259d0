/** Runs one rule over files in memory, through the same pipeline as `ironvet check`. */
import { analyze } from '../../src/engine/analyze.ts';
import type { Parts } from '../../src/engine/parts.ts';
import { standardParts } from '../../src/engine/standard-parts.ts';
import type { Report } from '../../src/findings/finding.ts';
import type { Rule } from '../../src/rules/contract.ts';
import { loadRule } from '../../src/rules/registry.ts';
import { checkTaintPolicy } from '../../src/rules/taint-policy.ts';
import { MemoryHost } from '../../src/source/memory-host.ts';
import { type CaseFile, textOf } from './case-file.ts';

/** The package's own parts; models are loaded once for all cases. */
const models = once(() => standardParts.models([]));
const parts: Omit<Parts, 'rules'> = { ...standardParts, models: () => models() };

/** One rule of the package, whatever may be wrong with the others. */
export async function runRule(rule: string, caseFile: CaseFile): Promise<Report> {
  return runOwnRule(await loadRule(rule, { checkTaintPolicy }), caseFile);
}

/** A rule that the test itself brings. */
export function runOwnRule(rule: Rule, caseFile: CaseFile): Promise<Report> {
  const files = Object.fromEntries(caseFile.sources.map((source) => [source.path, textOf(source)]));
  return analyze({
    host: new MemoryHost(files),
    paths: [''],
    parts: { ...parts, rules: async () => [rule] },
    includeTests: true,
  });
}

function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | null = null;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}
