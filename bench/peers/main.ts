/**
 * Scores a peer on the same real upstream fixes, for a comparison:
 *
 *     npm run bench:peers -- --mirrors DIR [--cases FILE]
 *
 * Bandit, where it is installed, reads the file of each case before and after its fix. Caught, more generously than for
 * ironvet: any of its tests alerts on the defect's lines ± 2, and the same test not on the fixed lines.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { GitRepository } from '../../src/source/git-repository.ts';
import { type FixCase, type LineRange, readCases } from '../fixes/cases.ts';

const tolerance = 2;
const largest = 10_000_000;

interface Alert {
  readonly test: string;
  readonly lines: LineRange;
}

type Side = 'before' | 'after';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { cases: { type: 'string', default: 'bench/cases/fixes.yaml' }, mirrors: { type: 'string' } },
  });
  if (values.mirrors === undefined) throw new Error('--mirrors DIR is missing');
  const cases = readCases(readFileSync(values.cases, 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'ironvet-peers-'));
  try {
    await writeSides(cases, values.mirrors, folder);
    const alerts = banditAlerts(folder);
    const caught = cases.filter((one) => isCaught(one, alerts)).map((one) => one.id);
    process.stdout.write(`${banditVersion()}: ${caught.length} of ${cases.length} caught\n`);
    for (const id of caught) process.stdout.write(`  ${id}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeSides(cases: readonly FixCase[], mirrors: string, folder: string): Promise<void> {
  const repositories = [...new Set(cases.map((one) => one.repo))].sort();
  for (const name of repositories) {
    const repository = await GitRepository.open(join(mirrors, name.replace('/', '+'), 'repo'));
    for (const one of cases.filter((candidate) => candidate.repo === name)) {
      await writeSide(
        repository,
        { revision: one.parent, path: one.file },
        join(folder, fileOf(one.id, 'before')),
      );
      await writeSide(
        repository,
        { revision: one.fix, path: one.fixedFile },
        join(folder, fileOf(one.id, 'after')),
      );
    }
    await repository.close();
  }
}

async function writeSide(
  repository: GitRepository,
  { revision, path }: { readonly revision: string; readonly path: string },
  file: string,
): Promise<void> {
  const host = await repository.revision(revision);
  const content = await host.read(path, largest);
  if (content.kind !== 'bytes') throw new Error(`${path} at ${revision} cannot be read`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content.bytes);
}

/** Below the folder of the run. */
function fileOf(id: string, side: Side): string {
  return join(id, `${side}.py`);
}

/** Alerts by file, as `fileOf` names it. */
function banditAlerts(folder: string): ReadonlyMap<string, readonly Alert[]> {
  const run = spawnSync('bandit', ['-q', '-r', folder, '-f', 'json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.error !== undefined) throw new Error(`bandit is not installed: ${run.error.message}`);
  const results: readonly { filename: string; test_id: string; line_range: number[] }[] = JSON.parse(
    run.stdout,
  ).results;
  const alerts = new Map<string, Alert[]>();
  for (const { filename, test_id, line_range } of results) {
    const alert: Alert = { test: test_id, lines: [Math.min(...line_range), Math.max(...line_range)] };
    const file = relative(folder, filename);
    alerts.set(file, [...(alerts.get(file) ?? []), alert]);
  }
  return alerts;
}

function isCaught(one: FixCase, alerts: ReadonlyMap<string, readonly Alert[]>): boolean {
  const testsAt = (side: Side, lines: LineRange) =>
    (alerts.get(fileOf(one.id, side)) ?? [])
      .filter((alert) => alert.lines[0] <= lines[1] + tolerance && alert.lines[1] >= lines[0] - tolerance)
      .map((alert) => alert.test);
  const silenced = new Set(testsAt('after', one.fixedLines));
  return testsAt('before', one.defectLines).some((test) => !silenced.has(test));
}

function banditVersion(): string {
  const [line = 'bandit'] = spawnSync('bandit', ['--version'], { encoding: 'utf8' }).stdout.split('\n');
  return line;
}

await main();
