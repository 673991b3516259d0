/** Microsoft's SARIF validator, with the rules of GitHub Advanced Security. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The validator's program; its package is installed without install scripts and so lacks the execute bit. */
function validator(): string {
  const path: unknown = createRequire(import.meta.url)('@microsoft/sarif-multitool');
  if (typeof path !== 'string') throw new Error('the SARIF multitool does not say where its program is');
  const program = path.replace(/^"|"$/g, '');
  chmodSync(program, 0o755);
  return program;
}

/** What the validator says about a SARIF text: `level rule message`, notes left out. */
export function complaintsAbout(name: string, sarif: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'ironvet-sarif-'));
  const [input, output] = [join(folder, `${name}.sarif`), join(folder, `${name}.log.sarif`)];
  writeFileSync(input, sarif);
  execFileSync(validator(), ['validate', '--rule-kind', 'Sarif;Ghas', '--output', output, input], {
    encoding: 'utf8',
  });
  const run = JSON.parse(readFileSync(output, 'utf8')).runs[0];
  rmSync(folder, { recursive: true });
  const notifications = run.invocations[0].toolExecutionNotifications ?? [];
  return [...(run.results ?? []), ...notifications].map(
    (result: { level?: string; ruleId?: string; message: { text?: string; arguments?: string[] } }) =>
      `${result.level ?? 'warning'} ${result.ruleId} ${result.message.text ?? result.message.arguments?.join(' ')}`,
  );
}
