/**
 * Scores ironvet on real upstream fixes:
 *
 *     npm run bench:fixes -- --mirrors DIR [--cases FILE] [--class C]… [--reach R]… [--sure S]… [--id ID]… [--json FILE]
 *
 * DIR holds a bare git repository DIR/<owner>+<name>/repo for each repository of the cases.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCases, selectCases } from './cases.ts';
import { printRows } from './print.ts';
import { runCases } from './run.ts';

const several = { type: 'string', multiple: true, default: [] } as {
  type: 'string';
  multiple: true;
  default: string[];
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: 'bench/cases/fixes.yaml' },
      mirrors: { type: 'string' },
      class: several,
      reach: several,
      sure: several,
      id: several,
      json: { type: 'string' },
    },
  });
  if (values.mirrors === undefined) throw new Error('--mirrors DIR is missing');
  const cases = selectCases(readCases(readFileSync(values.cases, 'utf8')), {
    classes: values.class,
    reaches: values.reach,
    sures: values.sure,
    ids: values.id,
  });
  const rows = await runCases(cases, { mirrors: values.mirrors, progress: showProgress });
  process.stdout.write(printRows(rows));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
}

function showProgress(done: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total} cases${done === total ? '\n' : ''}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`bench:fixes: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
