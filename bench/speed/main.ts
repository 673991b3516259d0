/**
 * Times ironvet and, where it is installed, bandit on one tree in turn and prints the ratio of their wall times:
 *
 *     npm run bench:speed -- TREE [--runs N]
 *
 * Each run is a whole process; both read the same files (tests excluded). Only the ratio is meaningful.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

interface Peer {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
}

const output = join(tmpdir(), `ironvet-speed-${process.pid}`);

function peersFor(tree: string): Peer[] {
  const ironvet = join(import.meta.dirname, '../../src/cli/main.js');
  const quiet = ['--quiet', '--fail-on', 'never', '--sarif', `${output}.sarif`];
  const bandit = ['-q', '-r', tree, '-x', '*/tests/*,*/test/*', '-f', 'json', '-o', `${output}.json`];
  return [
    { name: 'ironvet', command: process.execPath, arguments: [ironvet, 'check', tree, ...quiet] },
    { name: 'bandit', command: 'bandit', arguments: bandit },
  ];
}

function isInstalled(peer: Peer): boolean {
  return spawnSync(peer.command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** Seconds of one run. */
function time(peer: Peer): number {
  const start = performance.now();
  const run = spawnSync(peer.command, peer.arguments, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (run.error !== undefined || (run.status !== 0 && run.status !== 1)) {
    throw new Error(`${peer.name} failed: ${run.error?.message ?? run.stderr.trim()}`);
  }
  return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '5' } },
  });
  const [tree] = positionals;
  if (tree === undefined) throw new Error('name the tree: npm run bench:speed -- TREE');
  const peers = peersFor(tree).filter(isInstalled);
  const seconds = new Map(peers.map((peer) => [peer.name, [] as number[]]));
  for (let run = 0; run < Number(values.runs); run++) {
    for (const peer of peers) seconds.get(peer.name)?.push(time(peer));
  }
  report(seconds);
}

function report(seconds: ReadonlyMap<string, readonly number[]>): void {
  for (const [name, times] of seconds) {
    const range = `${Math.min(...times).toFixed(2)} to ${Math.max(...times).toFixed(2)}`;
    process.stdout.write(`${name.padEnd(10)} median ${median(times).toFixed(2)} s (${range})\n`);
  }
  const [ours, theirs] = [seconds.get('ironvet') ?? [], seconds.get('bandit')];
  if (theirs === undefined) {
    process.stdout.write('bandit is not installed: no ratio\n');
    return;
  }
  const ratios = ours.map((own, run) => own / (theirs[run] ?? Number.NaN));
  process.stdout.write(`ratio ironvet / bandit: median ${median(ratios).toFixed(2)}\n`);
}

try {
  main();
} catch (error) {
  process.stderr.write(`bench:speed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
} finally {
  for (const ending of ['sarif', 'json']) rmSync(`${output}.${ending}`, { force: true });
}
