import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryOf, ironvet, packageFolder } from './run-command.ts';

const page = readFileSync(join(packageFolder, 'docs/command-line.md'), 'utf8');

describe('docs/command-line.md', () => {
  it('has every option of `ironvet check`, and no other', () => {
    const help = ironvet(directoryOf({}), ['check', '--help']).output;
    const options = [...help.matchAll(/^ {2}((?:-\w, )?--[\w-]+(?: <\w+>)?)/gm)].map(([, option]) => option);
    const documented = [...page.matchAll(/^\| `((?:-\w, )?--[^`]+)`/gm)].map(([, option]) => option);
    expect(documented).toEqual(options.filter((option) => option !== '-h, --help'));
  });
});
