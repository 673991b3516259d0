import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../src/engine/configuration.ts';

function read(files: Readonly<Record<string, string>>, named: string | null = null) {
  return readConfiguration(named, '/work', async (path) => files[path] ?? null);
}

function readText(text: string) {
  return read({ '/work/.ironvet.yaml': text });
}

describe('readConfiguration', () => {
  it('is empty where there is no file, but a named file must exist', async () => {
    expect(await read({})).toMatchObject({ include: [], exclude: [], models: [], failOn: null });
    await expect(read({}, 'other.yaml')).rejects.toThrow('no configuration file other.yaml');
    expect(await readText('')).toMatchObject({ include: [] });
  });

  it('reads every key; models are relative to the file', async () => {
    const configuration = await read(
      {
        '/work/ci/vet.yaml':
          'include: [nova]\nexclude: [old/]\nrules: {a: off}\nmodels: [m.yaml]\nfail-on: error\n',
        '/work/ci/m.yaml': 'apis: []\n',
      },
      'ci/vet.yaml',
    );
    expect(configuration).toEqual({
      include: ['nova'],
      exclude: ['old/'],
      rules: new Map([['a', 'off']]),
      models: [{ path: 'm.yaml', text: 'apis: []\n' }],
      failOn: 'error',
    });
  });

  it.each([
    ['include: []\nexlude: [a]\n', ".ironvet.yaml:2: unknown key 'exlude'", "did you mean 'exclude'?"],
    [
      'zebra: 1\n',
      ".ironvet.yaml:1: unknown key 'zebra'",
      'known keys: include, exclude, rules, models, fail-on',
    ],
    [
      '\nrules:\n  secret-in-log: fatal\n',
      '.ironvet.yaml:3: rules.secret-in-log must be one of off, note, warning, error',
      null,
    ],
    [
      'exclude: old\n',
      '.ironvet.yaml:1: exclude must be array',
      'expected: gitignore-style patterns of the files to leave out',
    ],
    ['- a\n', '.ironvet.yaml:1: the file must be object', null],
    ['a: [\n', /^\.ironvet\.yaml:\d: /, 'the file must be valid YAML'],
    ['models: [none.yaml]\n', 'no model file none.yaml', '/work/.ironvet.yaml names it under models'],
  ])('%j', async (text, message, hint) => {
    const failure = readText(text);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toMatchObject({ name: 'InputError', hint });
  });
});
