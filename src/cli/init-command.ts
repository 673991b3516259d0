/** `ironvet init`: writes the first files, and tells of those that were there. */
import { type InitFile, init } from '../engine/init.ts';
import { type ExitCode, exitCodes, outputColors, print } from './terminal.ts';

export async function initCommand(options: { readonly force: boolean }): Promise<ExitCode> {
  const files = await init({ directory: process.cwd(), force: options.force });
  for (const file of files) print(described(file));
  return exitCodes.clean;
}

function described({ path, purpose, outcome, text }: InitFile): string {
  const { bold, dim } = outputColors();
  if (outcome !== 'kept') return `${outcome} ${bold(path)}, ${purpose}`;
  const lines = text.trimEnd().split('\n');
  const shown = lines.map((line) => dim(`    ${line}`)).join('\n');
  return `kept ${bold(path)}, which is there; ${purpose} would be (--force replaces the file):\n${shown}`;
}
