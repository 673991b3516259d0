/** Runs one rule over files in memory, through the same pipeline as `ironvet check`. */
import { analyze } from '../../src/engine/analyze.ts';
import type { Parts } from '../../src/engine/parts.ts';
import { standardParts } from '../../src/engine/standard-parts.ts';
import type { Report } from '../../src/findings/finding.ts';
import { MemoryHost } from '../../src/source/memory-host.ts';
import { type CaseFile, textOf } from './case-file.ts';

/** The package's own parts; models and rules are loaded once for all cases. */
const parts: Parts = {
  ...standardParts,
  models: once(() => standardParts.models([])),
  rules: once(() => standardParts.rules()),
};

export function runRule(rule: string, caseFile: CaseFile): Promise<Report> {
  const files = Object.fromEntries(caseFile.sources.map((source) => [source.path, textOf(source)]));
  return analyze({
    host: new MemoryHost(files),
    paths: [''],
    parts,
    includeTests: true,
    rules: { only: [rule], levels: new Map() },
  });
}

function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | null = null;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}
