/**
 * Analyzes the tree of each case before and after its fix, straight from bare repositories.
 *
 * Lowered files are shared between revisions by content; cases of one repository are taken in the order of their dates,
 * so that neighbours share most of their files.
 */
import { join } from 'node:path';
import { analyze } from '../../src/engine/analyze.ts';
import { ModuleCache } from '../../src/engine/module-cache.ts';
import { standardParts } from '../../src/engine/standard-parts.ts';
import type { Report } from '../../src/findings/finding.ts';
import { GitRepository } from '../../src/source/git-repository.ts';
import type { FixCase } from './cases.ts';
import { failedCase, type Row, scoreCase } from './score.ts';

export interface BenchOptions {
  /** Holds <owner>+<name>/repo for each repository. */
  readonly mirrors: string;
  readonly progress: (done: number, total: number, row: Row) => void;
}

/** Rows in the order of `cases`. */
export async function runCases(cases: readonly FixCase[], options: BenchOptions): Promise<Row[]> {
  const rows = new Map<string, Row>();
  const repositories = [...new Set(cases.map((one) => one.repo))].sort();
  for (const name of repositories) {
    const members = cases.filter((one) => one.repo === name).sort(byDate);
    await runRepository(join(options.mirrors, name.replace('/', '+'), 'repo'), members, (row) => {
      rows.set(row.id, row);
      options.progress(rows.size, cases.length, row);
    });
  }
  return cases.flatMap((one) => rows.get(one.id) ?? []);
}

function byDate(left: FixCase, right: FixCase): number {
  const [first, second] = [`${left.date} ${left.id}`, `${right.date} ${right.id}`];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

async function runRepository(
  directory: string,
  cases: readonly FixCase[],
  report: (row: Row) => void,
): Promise<void> {
  const repository = await GitRepository.open(directory);
  const cache = new ModuleCache();
  try {
    for (const fixCase of cases) report(await runCase(fixCase, repository, cache));
  } finally {
    await repository.close();
  }
}

async function runCase(fixCase: FixCase, repository: GitRepository, cache: ModuleCache): Promise<Row> {
  try {
    const before = await analyzeAt(fixCase.parent, fixCase.file, { repository, cache });
    const after = await analyzeAt(fixCase.fix, fixCase.fixedFile, { repository, cache });
    return scoreCase(fixCase, before, after);
  } catch (error) {
    return failedCase(fixCase, `not analyzed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function analyzeAt(
  revision: string,
  path: string,
  { repository, cache }: { readonly repository: GitRepository; readonly cache: ModuleCache },
): Promise<Report> {
  const host = await repository.revision(revision);
  return analyze({ host, paths: [path], parts: standardParts, cache });
}
