/** Runs the built command as a user would, in a directory of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const packageFolder = fileURLToPath(new URL('../..', import.meta.url));
export const program = join(packageFolder, 'dist/src/cli/main.js');

export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs `ironvet` with these words. */
export function ironvet(
  workingDirectory: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): CommandResult {
  if (!existsSync(program)) throw new Error('the command is not built: npm run build');
  const { NO_COLOR: _noColor, FORCE_COLOR: _forceColor, ...inherited } = process.env;
  const result = spawnSync(process.execPath, [program, ...words], {
    cwd: workingDirectory,
    encoding: 'utf8',
    env: { ...inherited, ...environment },
    maxBuffer: 1 << 28,
  });
  return { code: result.status, output: result.stdout, errors: result.stderr };
}

/** A new directory with these files. */
export function directoryOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'ironvet-cli-'));
  for (const [path, content] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return directory;
}
