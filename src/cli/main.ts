#!/usr/bin/env node
/**
 * The entry point. `--version` alone is answered before anything else is loaded, because editors and scripts ask for it
 * often.
 */
const words = process.argv.slice(2);

if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  const { toolVersion } = await import('../engine/version.ts');
  process.stdout.write(`${toolVersion()}\n`);
} else {
  const { run } = await import('./command-line.ts');
  process.exitCode = await run(words);
}

export {};
