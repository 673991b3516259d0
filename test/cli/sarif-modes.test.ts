/** The SARIF of every mode, as the command writes it, before the validator. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { complaintsAbout } from '../reporters/validator.ts';
import { directoryOf, ironvet } from './run-command.ts';

const head = 'import logging\n\nLOG = logging.getLogger(__name__)\n';

function leak(name: string, comment = ''): string {
  return `\n\ndef ${name}(host, password):\n    LOG.error('no ${name} %s %s', host, password)${comment}\n`;
}

it('every mode passes with "Sarif;Ghas", without an error or a warning', { timeout: 300_000 }, () => {
  const directory = directoryOf({
    'kept.py': head + leak('power'),
    'odd [name](x) \u202e.py': head + leak('boot'),
    'repaired.py': head + leak('deploy'),
    'suppressed.py': head + leak('console', '  # ironvet: ignore[secret-in-log] a [test](x) token \u202e'),
    'unused.py': `${head}x = 1  # ironvet: ignore[secret-in-lgo] why\n`,
  });
  const write = (...words: readonly string[]) => ironvet(directory, ['check', '--quiet', ...words]);
  expect(write('--sarif', 'plain.sarif', '--evidence', 'evidence.sarif', '--category', 'a/b').code).toBe(1);
  writeFileSync(join(directory, 'repaired.py'), head);
  writeFileSync(join(directory, 'new.py'), head + leak('rescue'));
  const words = ['--baseline', 'plain.sarif', '--sarif', 'compared.sarif', '--code-scanning', 'upload.sarif'];
  expect(write(...words).code).toBe(1);
  const textOf = (name: string) => readFileSync(join(directory, `${name}.sarif`), 'utf8');
  for (const name of ['plain', 'evidence', 'compared', 'upload']) {
    expect([name, ...complaintsAbout(name, textOf(name))]).toEqual([name]);
  }
  for (const state of ['new', 'unchanged', 'absent']) {
    expect(textOf('compared')).toContain(`"baselineState": "${state}"`);
  }
  expect(textOf('compared')).toContain('"justification": ');
  expect(textOf('upload')).not.toMatch(/justification|baselineState/);
});
