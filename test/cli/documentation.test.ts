import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../src/engine/configuration.ts';
import { directoryOf, ironvet, packageFolder } from './run-command.ts';

const page = readFileSync(join(packageFolder, 'docs/command-line.md'), 'utf8');

describe('docs/command-line.md', () => {
  it('has every option of `ironvet check`, and no other', () => {
    const help = ironvet(directoryOf({}), ['check', '--help']).output;
    const options = [...help.matchAll(/^ {2}((?:-\w, )?--[\w-]+(?: <\w+>)?)/gm)].map(([, option]) => option);
    const documented = [...page.matchAll(/^\| `((?:-\w, )?--[^`]+)`/gm)].map(([, option]) => option);
    expect(documented).toEqual(options.filter((option) => option !== '-h, --help'));
  });

  it('shows a configuration that is valid', async () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    const files = new Map([
      ['/work/.ironvet.yaml', example],
      ['/work/models/vendor.yaml', ''],
    ]);
    const configuration = await readConfiguration(null, '/work', async (path) => files.get(path) ?? null);
    expect(configuration.failOn).toBe('error');
    expect([...configuration.rules.keys()]).toEqual(['secret-in-log', 'console-reset-unsafe']);
    expect(configuration.models.map((model) => model.path)).toEqual(['models/vendor.yaml']);
  });
});
