/**
 * Draws findings to be read against the code, as a table to fill in:
 *
 *     npm run bench:triage -- --seed N --count N [--area A]… [--level L]… NAME=REPORT.json…
 *
 * REPORT.json is what `ironvet check --json` wrote for the tree NAME. Without --level errors and warnings are drawn.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Candidate, drawn, type ReportedFinding } from './draw.ts';

interface WrittenReport {
  readonly findings: readonly ReportedFinding[];
  readonly rules: readonly { readonly id: string; readonly area: string }[];
}

const several = { type: 'string', multiple: true, default: [] } as {
  type: 'string';
  multiple: true;
  default: string[];
};

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '60' },
      area: several,
      level: several,
    },
  });
  const areas = new Set(values.area);
  const levels = new Set(values.level.length === 0 ? ['error', 'warning'] : values.level);
  const candidates = positionals.flatMap((word) => candidatesOf(word, areas, levels));
  const sample = drawn(candidates, Number(values.count), Number(values.seed));
  process.stdout.write(`${tableOf(sample, candidates.length, values.seed)}\n`);
}

function candidatesOf(
  word: string,
  areas: ReadonlySet<string>,
  levels: ReadonlySet<string>,
): readonly Candidate[] {
  const [tree = '', file = ''] = word.split('=', 2);
  if (file === '') throw new Error(`${word} is not NAME=REPORT.json`);
  const report: WrittenReport = JSON.parse(readFileSync(file, 'utf8'));
  const wanted = new Set(
    report.rules.filter((rule) => areas.size === 0 || areas.has(rule.area)).map((rule) => rule.id),
  );
  return report.findings
    .filter((finding) => wanted.has(finding.rule) && levels.has(finding.level))
    .map((finding) => ({ tree, finding }));
}

function tableOf(sample: readonly Candidate[], of: number, seed: string): string {
  const rows = sample.map(({ tree, finding }) => {
    const { path, startLine } = finding.place;
    return `| ${tree} | ${path}:${startLine ?? '?'} | ${finding.rule} | ${finding.level} | | |`;
  });
  return [
    `${sample.length} of ${of} findings, seed ${seed}.`,
    '',
    '| tree | place | rule | level | verdict | reason |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

main();
