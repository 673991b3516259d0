import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainRule } from '../../src/engine/rule-pages.ts';
import { directoryOf, ironvet, packageFolder, program } from './run-command.ts';

const empty = directoryOf({});

describe('ironvet', () => {
  it('tells its version', () => {
    const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
    expect(ironvet(empty, ['--version'])).toEqual({ code: 0, output: `${manifest.version}\n`, errors: '' });
    expect(ironvet(empty, ['-V']).output).toBe(`${manifest.version}\n`);
  });

  it('tells its version without loading the rest', () => {
    const entry = join(program, '../../engine/version.js');
    const loaded = [...importsOf(entry, new Set())].map((file) => relative(join(program, '../..'), file));
    expect(loaded.sort()).toEqual(['engine/version.js', 'source/package-files.js']);
  });

  it('helps', () => {
    const { code, output } = ironvet(empty, ['--help']);
    expect(code).toBe(0);
    for (const command of ['check', 'rules', 'explain', 'dev']) expect(output).toContain(command);
    expect(ironvet(empty, ['check', '--help']).output).toContain('--fail-on');
  });

  it.each([
    [['chekc'], "error: unknown command 'chekc'", 'hint: did you mean check?'],
    [['check', '--sarf', 'x'], "error: unknown option '--sarf'", 'hint: did you mean --sarif?'],
    [['check', '--fail-on', 'fatal'], "argument 'fatal' is invalid", 'hint: see `ironvet --help`'],
    [['check', '--max-file-size', '0'], 'a number of bytes is needed', 'hint: see `ironvet --help`'],
    [['check', 'drvier'], 'error: no such file or directory: drvier', 'hint: check the spelling'],
    [
      ['check', '--rule', 'secret-in-lgo'],
      "error: no rule 'secret-in-lgo'",
      "hint: did you mean 'secret-in-log'?",
    ],
    [['explain', 'secret-in-lgo'], "error: no rule 'secret-in-lgo'", "hint: did you mean 'secret-in-log'?"],
    [['check', '--config', 'none.yaml'], 'error: no configuration file none.yaml', 'hint: check --config'],
    [['check', '--rev', 'HEAD'], 'is not in a git repository', 'hint: name one with --repo'],
    [
      ['check', '--sarif', 'x.py'],
      'error: --sarif would overwrite the source file',
      'hint: give another file name',
    ],
    [
      ['check', '--sarif', 'a', '--json', './a'],
      'error: --sarif and --json name the same file',
      'hint: give each',
    ],
    [['check', '--sarif', 'none/x.sarif'], 'error: cannot write', 'hint: check that the directory exists'],
    [['dev', 'ir', 'none.py'], 'error: none.py', 'no such file'],
    [['dev', 'cfg', 'none.txt', 'f'], 'error: none.txt is in no language', ''],
  ])('%j fails with exit code 2, one clear line and a hint', (words, message, hint) => {
    const { code, output, errors } = ironvet(empty, words);
    expect(code).toBe(2);
    expect(output).toBe('');
    expect(errors).toContain(message);
    expect(errors).toContain(hint);
    expect(errors.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });

  it('lists and explains every rule', async () => {
    const { code, output } = ironvet(empty, ['rules']);
    expect(code).toBe(0);
    const ids = output
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')[0] ?? '');
    expect(ids).toContain('secret-in-log');
    for (const id of ids) expect(await explainRule(id, empty)).toContain(`Rule: ${id}\n`);
    expect(ironvet(empty, ['explain', 'secret-in-log'])).toEqual({
      code: 0,
      output: await explainRule('secret-in-log', empty),
      errors: '',
    });
  });
});

/** The built modules that loading `file` loads too, over static imports. */
function importsOf(file: string, seen: Set<string>): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path] of text.matchAll(/^(?:import|export)\b[^'"]*['"](\.[^'"]+)['"]/gm)) {
    importsOf(join(dirname(file), path ?? ''), seen);
  }
  return seen;
}
