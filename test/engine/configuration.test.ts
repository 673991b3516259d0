import { describe, expect, it } from 'vitest';
import { noConfiguration, patternView, readConfiguration } from '../../src/engine/configuration.ts';
import type { TextFiles } from '../../src/source/text-file.ts';

/** Files by their absolute paths. */
function memory(files: Readonly<Record<string, string>>): TextFiles {
  const paths = Object.keys(files);
  return {
    read: async (path) => files[path] ?? null,
    exists: async (path) => paths.some((one) => one === path || one.startsWith(`${path}/`)),
    folders: async (path) => {
      const below = paths
        .filter((one) => one.startsWith(`${path}/`))
        .map((one) => one.slice(path.length + 1));
      const names = new Set(below.flatMap((one) => (one.includes('/') ? [one.split('/')[0] ?? ''] : [])));
      return below.length === 0 ? null : [...names].sort();
    },
  };
}

interface Asked {
  readonly named?: string | null;
  readonly paths?: readonly string[];
}

function read(files: Readonly<Record<string, string>>, { named = null, paths = ['/work'] }: Asked = {}) {
  const asked = { named, workingDirectory: '/work', paths, runsRules: true };
  return readConfiguration(asked, memory(files));
}

function readText(text: string) {
  return read({ '/work/.ironvet.yaml': text });
}

describe('readConfiguration', () => {
  it('is empty where there is no file, but a named file must exist', async () => {
    expect(await read({})).toEqual(noConfiguration('/work'));
    await expect(read({}, { named: 'other.yaml' })).rejects.toThrow('no configuration file other.yaml');
    expect(await readText('')).toMatchObject({ include: [] });
  });

  it('reads every key; models and rule folders are relative to the file', async () => {
    const configuration = await read(
      {
        '/work/ci/vet.yaml':
          'include: [nova]\nexclude: [old/]\nrules: {a: off}\nmodels: [m.yaml]\nfail-on: error\nrule-folders: [../own]\n',
        '/work/ci/m.yaml': 'apis: []\n',
        '/work/own/acme-log/rule.yaml': 'id: acme-log\n',
        '/work/own/acme-log/README.md': '# Acme\n',
        '/work/own/notes/readme.txt': '',
      },
      { named: 'ci/vet.yaml' },
    );
    expect(configuration).toEqual({
      directory: '/work/ci',
      include: ['nova'],
      exclude: ['old/'],
      rules: new Map([['a', 'off']]),
      ruleLines: new Map([['a', 'ci/vet.yaml:3']]),
      models: [{ path: 'm.yaml', text: 'apis: []\n' }],
      ownRules: [
        {
          name: 'acme-log',
          path: '../own/acme-log',
          description: 'id: acme-log\n',
          page: '# Acme\n',
          code: null,
        },
      ],
      failOn: 'error',
    });
  });

  it('is looked for upwards from what holds all paths', async () => {
    const files = { '/work/.ironvet.yaml': 'fail-on: error\n', '/work/a/.ironvet.yaml': 'fail-on: note\n' };
    const failOn = async (...paths: readonly string[]) => (await read(files, { paths })).failOn;
    expect(await failOn('/work/a/b/c.py')).toBe('note');
    expect(await failOn('/work/a/b', '/work/a/d/*.py')).toBe('note');
    expect(await failOn('/work/a/b', '/work/ab')).toBe('error');
    expect(await failOn('/elsewhere')).toBe(null);
  });

  it('is not taken from outside of the repository', async () => {
    const files = { '/.ironvet.yaml': 'fail-on: never\n', '/work/.git/HEAD': '' };
    expect((await read(files, { paths: ['/work/a'] })).failOn).toBe(null);
    expect((await read(files, { paths: ['/other/a'] })).failOn).toBe('never');
  });

  it('brings code only when it is named', async () => {
    const files = {
      '/work/.ironvet.yaml': 'rule-folders: [own]\n',
      '/work/own/acme-log/rule.yaml': 'id: acme-log\n',
      '/work/own/acme-log/rule.js': '',
    };
    const found = read(files);
    await expect(found).rejects.toThrow('.ironvet.yaml:1: own/acme-log/rule.js is code, which only');
    await expect(found).rejects.toMatchObject({ hint: 'if you trust it: --config .ironvet.yaml' });
    const named = await read(files, { named: '.ironvet.yaml' });
    expect(named.ownRules[0]?.code).toBe('/work/own/acme-log/rule.js');
  });

  it.each([
    ['include: []\nexlude: [a]\n', ".ironvet.yaml:2: unknown key 'exlude'", "did you mean 'exclude'?"],
    [
      'zebra: 1\n',
      ".ironvet.yaml:1: unknown key 'zebra'",
      'known keys: include, exclude, rules, models, rule-folders, fail-on',
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
    [
      'models: [none.yaml]\n',
      '.ironvet.yaml:1: no model file none.yaml',
      "paths are relative to the configuration's directory",
    ],
    [
      'models:\n\n- none.yaml\n',
      '.ironvet.yaml:3: no model file none.yaml',
      "paths are relative to the configuration's directory",
    ],
    [
      'rule-folders: [none]\n',
      '.ironvet.yaml:1: no rule folder none',
      "paths are relative to the configuration's directory",
    ],
    ["exclude:\n- a\n- '*/*/*/*/*/*/*'\n", '.ironvet.yaml:3: the pattern has more than 6 wildcards', null],
  ])('%j', async (text, message, hint) => {
    const failure = readText(text);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toMatchObject({ name: 'InputError', hint });
  });
});

describe('patternView', () => {
  const view = (configuration: string, root: string, path: string) =>
    patternView(noConfiguration(configuration), root)(path);

  it('puts paths of the run relative to the configuration', () => {
    expect(view('/srv', '/srv', 'nova/a.py')).toBe('nova/a.py');
    expect(view('/srv', '/srv/nova', 'a.py')).toBe('nova/a.py');
    expect(view('/srv/nova', '/srv', 'nova/a.py')).toBe('a.py');
    expect(view('/srv/nova', '/srv', 'ironic/a.py')).toBe(null);
    expect(view('/srv/a', '/srv/b', 'a.py')).toBe(null);
  });
});
