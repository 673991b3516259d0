/**
 * Scores ironvet on tests that others wrote: those of semgrep's Python security rules.
 *
 *     npm run bench:semgrep -- DIR [--json FILE]
 *
 * DIR is a git repository (bare or not) of semgrep/semgrep-rules. Each file is analyzed alone, with the rules of ours that
 * answer its question; counterparts.yaml says which those are, and why the other files have none.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { analyze } from '../../src/engine/analyze.ts';
import { standardParts } from '../../src/engine/standard-parts.ts';
import type { FileHost } from '../../src/source/file-host.ts';
import { GitRepository } from '../../src/source/git-repository.ts';
import { MemoryHost } from '../../src/source/memory-host.ts';
import { type Counterpart, readTable } from './counterparts.ts';
import { printScores } from './print.ts';
import { type FileScore, scoreFile } from './score.ts';

const folder = 'python/lang/security';
const data = 'bench/semgrep';
/** The module under which a test file is analyzed; models.yaml names it. */
const analyzedAs = 'tested.py';
const largestFile = 1_000_000;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' } },
  });
  const [directory] = positionals;
  if (directory === undefined) throw new Error('name the repository: npm run bench:semgrep -- DIR');
  const table = readTable(readFileSync(`${data}/counterparts.yaml`, 'utf8'));
  const repository = await GitRepository.open(directory);
  try {
    const host = await repository.revision('HEAD', folder);
    const scores: FileScore[] = [];
    for (const counterpart of table.counterparts) scores.push(await score(counterpart, host));
    const unknown = (await testFiles(host, '')).filter((file) => !isInTable(file));
    process.stdout.write(printScores(scores, { reasons: table.reasons, unknown, commit: host.commit }));
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(scores, null, 2)}\n`);
  } finally {
    await repository.close();
  }

  function isInTable(file: string): boolean {
    return table.reasons.has(file) || table.counterparts.some((one) => one.file === file);
  }
}

async function score(counterpart: Counterpart, host: FileHost): Promise<FileScore> {
  const text = await textOf(counterpart.file, host);
  const report = await analyze({
    host: new MemoryHost({ [analyzedAs]: text }),
    paths: [analyzedAs],
    parts: standardParts,
    models: [{ path: 'models.yaml', text: readFileSync(`${data}/models.yaml`, 'utf8') }],
    rules: { only: counterpart.ours, levels: new Map() },
  });
  return scoreFile(counterpart, text, report);
}

async function textOf(file: string, host: FileHost): Promise<string> {
  const result = await host.read(file, largestFile);
  if (result.kind !== 'bytes') throw new Error(`${file} cannot be read`);
  return Buffer.from(result.bytes).toString('utf8');
}

/** Paths of the Python files beneath `directory`, sorted. */
async function testFiles(host: FileHost, directory: string): Promise<string[]> {
  const listing = await host.list(directory);
  if (listing.kind !== 'entries') return [];
  const files: string[] = [];
  for (const { name, kind } of listing.entries) {
    const path = directory === '' ? name : join(directory, name);
    if (kind === 'directory') files.push(...(await testFiles(host, path)));
    else if (name.endsWith('.py')) files.push(path);
  }
  return files;
}

main().catch((error: unknown) => {
  process.stderr.write(`bench:semgrep: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
