import { describe, expect, test } from 'vitest';
import { loadModels } from '../../src/models/loader.ts';
import { modelSchemaText } from '../../src/models/model-files.ts';
import { kindsFile, load, problemsOf } from './load.ts';

describe('an API entry', () => {
  test('is found under every path that its pattern stands for', () => {
    const models = load('apis:\n  - call: a.Logger.{debug,info}\n    sink: { log: all }\n    raises: never');
    const found = models.apisNamed(['a.Logger.info']);
    expect(found.map((api) => api.declaredAt)).toEqual(['model0.yaml:3']);
    expect(found[0]?.sinks).toEqual([{ kind: 'log', selectors: [{ kind: 'arguments', from: 0 }] }]);
    expect(found[0]?.raises).toEqual({ kind: 'never' });
    expect(models.apisNamed(['a.Logger.warning'])).toEqual([]);
  });

  test('reads every property into its model', () => {
    const [api] = load(`apis:
  - call: [a.b, a.c]
    when: { 1/mode: [true, 3] }
    unless: { receiver: none }
    source: [origin:tenant, secret:token]
    flows: [receiver -> result, '0, name -> 1']
    sink: { api: [0, 2/value], path: 1.. }
    sanitizes: { removes: 'secret:*', keys: [password], sinks: log }
    validates: [{ argument: 0 }, { argument: text, removes: origin:tenant, holds: false, sinks: path }]
    acquires: { vif: 0 }
    releases: console
    transfers: { node-lock: receiver }
    step: console.read
    raises: [a.Error, builtins.OSError]
    remote: true
    timeout: 2/timeout
    verification: { argument: insecure, by-default: false, off: true }
    no-return: true`).apisNamed(['a.c']);
    const argument = (position: number | null, name: string | null) => ({ kind: 'argument', position, name });
    expect(api).toEqual({
      declaredAt: 'model0.yaml:3',
      names: ['a.b', 'a.c'],
      conditions: [
        { selector: argument(1, 'mode'), values: ['true', '3'], negated: false },
        { selector: { kind: 'receiver' }, values: ['none'], negated: true },
      ],
      source: ['origin:tenant', 'secret:token'],
      flows: [
        { from: [{ kind: 'receiver' }], to: { kind: 'result' } },
        { from: [argument(0, null), argument(null, 'name')], to: argument(1, null) },
      ],
      sinks: [
        { kind: 'api', selectors: [argument(0, null), argument(2, 'value')] },
        { kind: 'path', selectors: [{ kind: 'arguments', from: 1 }] },
      ],
      sanitizer: { removes: ['secret:*'], keys: ['password'], sinks: ['log'] },
      validators: [
        { selector: argument(0, null), removes: ['origin:*'], holds: 'returned', sinks: null },
        { selector: argument(null, 'text'), removes: ['origin:tenant'], holds: 'false', sinks: ['path'] },
      ],
      resources: [
        { action: 'acquire', resource: 'vif', subject: argument(0, null) },
        { action: 'release', resource: 'console', subject: null },
        { action: 'transfer', resource: 'node-lock', subject: { kind: 'receiver' } },
      ],
      steps: ['console.read'],
      raises: { kind: 'classes', classes: ['a.Error', 'builtins.OSError'] },
      remote: true,
      timeout: argument(2, 'timeout'),
      verification: { selector: argument(null, 'insecure'), byDefault: false, off: 'true' },
      noReturn: true,
    });
  });

  test('`flows: none` is no flow at all, and nothing stated is the default', () => {
    const models = load('apis:\n  - { call: a.none, flows: none }\n  - { call: a.default }');
    expect(models.apisNamed(['a.none'])[0]?.flows).toEqual([]);
    expect(models.apisNamed(['a.default'])[0]?.flows).toBeNull();
  });

  test('entries of several names come in the order of declaration, each once', () => {
    const models = load('apis:\n  - { call: a.** }\n  - { call: a.b }\n  - { call: c.b }');
    const lines = models.apisNamed(['c.b', 'a.b']).map((api) => api.declaredAt);
    expect(lines).toEqual(['model0.yaml:3', 'model0.yaml:4', 'model0.yaml:5']);
  });

  test('is found under an alias, also through two of them', () => {
    const models = load(`aliases: { old.log.**: middle.**, middle.**: new.log.** }
apis:
  - { call: new.log.Logger.debug }`);
    expect(models.apisNamed(['old.log.Logger.debug'])).toHaveLength(1);
    expect(models.namesUnderAliases('old.log.x')).toEqual(['old.log.x', 'middle.x', 'new.log.x']);
  });

  test('aliases in a circle end', () => {
    const models = load('aliases: { a.**: b.**, b.**: a.** }');
    expect(models.namesUnderAliases('a.x')).toEqual(['a.x', 'b.x']);
  });
});

describe('files of a user', () => {
  test('come after ours and may declare kinds of their own', () => {
    const models = load(
      'apis:\n  - { call: a.b, raises: never }',
      'kinds: { sinks: { fax: paper } }\napis:\n  - { call: a.b, raises: unknown, sink: { fax: 0 } }',
    );
    expect(models.apisNamed(['a.b']).map((api) => api.raises?.kind)).toEqual(['never', 'unknown']);
    expect(models.kinds.sinks.get('fax')).toBe('paper');
  });
});

describe('the parts beside APIs', () => {
  test('entry points: one per path, labels by parameter', () => {
    const { entryPoints } = load(`entry-points:
  - method: base.Driver.{destroy,cleanup}
    kind: virt-driver
    role: teardown
    parameters: { '{new_pass,old_pass}': [origin:tenant, secret:password], task: [] }`);
    expect(entryPoints.map((entry) => entry.match)).toEqual([
      { by: 'method', path: 'base.Driver.destroy' },
      { by: 'method', path: 'base.Driver.cleanup' },
    ]);
    expect(entryPoints[0]?.role).toBe('teardown');
    expect([...(entryPoints[0]?.parameters ?? [])]).toEqual([
      ['new_pass', ['origin:tenant', 'secret:password']],
      ['old_pass', ['origin:tenant', 'secret:password']],
      ['task', []],
    ]);
  });

  test('conventions: braces are expanded, defaults filled in', () => {
    const { conventions } = load(`parameter-types: [{ name: [node, n], type: a.Node, within: a.** }]
return-types: { 'a.{f,g}': a.Node }
attribute-types: { a.Task.node: a.Node }
string-dispatch: [{ call: a.call, target: 'api.{}' }]
remote-procedures: [{ client: a.Client, server: a.Server }]
callbacks: [{ call: a.spawn, function: 0, arguments-from: 1, runs: later }]
exceptions: { a.Base: 'a.{One,Two}' }`);
    expect(conventions.parameterTypes.map(({ name }) => name)).toEqual(['node', 'n']);
    expect(conventions.returnTypes.map(({ path }) => path)).toEqual(['a.f', 'a.g']);
    expect(conventions.stringDispatch).toEqual([{ call: 'a.call', argument: 0, target: 'api.{}' }]);
    expect(conventions.callbacks).toEqual([
      {
        call: 'a.spawn',
        function: 0,
        argumentsFrom: 1,
        unknownFirst: 0,
        tuple: null,
        dictionary: null,
        runs: 'later',
      },
    ]);
    expect(conventions.externalBases).toEqual([
      { path: 'a.One', base: 'a.Base' },
      { path: 'a.Two', base: 'a.Base' },
    ]);
  });

  test('trust, pairs and protocols', () => {
    const models = load(`trust: { shell: { 'origin:tenant': error, 'origin:operator': note } }
pairs: [{ resource: vif, setup: _plug, teardown: [_unplug, detach] }]
protocols:
  - name: reset
    clauses:
      - { step: console.disable, dominated-by: console.read, message: m1 }
      - { step: console.disable, followed-by: [console.enable], message: m2 }
      - { on-failure: console.enable, after: console.disable, message: m3 }`);
    expect(models.trust).toEqual([
      { sink: 'shell', label: 'origin:tenant', level: 'error' },
      { sink: 'shell', label: 'origin:operator', level: 'note' },
    ]);
    expect(models.pairs).toEqual([{ resource: 'vif', setup: ['_plug'], teardown: ['_unplug', 'detach'] }]);
    expect(models.protocols[0]?.clauses).toEqual([
      { kind: 'dominated-by', step: 'console.disable', by: ['console.read'], message: 'm1' },
      { kind: 'followed-by', step: 'console.disable', by: ['console.enable'], message: 'm2' },
      { kind: 'on-failure', step: 'console.enable', after: 'console.disable', message: 'm3' },
    ]);
  });
});

describe('what is wrong is told in one line with its place', () => {
  const wrong = (text: string) => problemsOf(`library: test\n${text}`);

  test.each([
    [
      'apis:\n  - call: a.b\n    sinks: { log: 0 }',
      "model.yaml:4: unknown key 'sinks'; did you mean 'sink'?",
    ],
    ['apis:\n  - sink: { log: 0 }', "model.yaml:3: the key 'call' is missing"],
    [
      'apis:\n  - call: a.b\n    sink: { lod: 0 }',
      "model.yaml:4: unknown kind of sink 'lod'; did you mean 'log'?",
    ],
    [
      'apis:\n  - call: a.b\n    source: secret:tokn',
      "model.yaml:4: unknown kind of secret 'tokn'; did you mean 'token'?",
    ],
    [
      'apis:\n  - call: a.b\n    acquires: { vib: 0 }',
      "model.yaml:4: unknown kind of resource 'vib'; did you mean 'vif'?",
    ],
    [
      'entry-points:\n  - kind: step\n    method: a.b\n    role: tear',
      'model.yaml:5: "tear" is not one of setup, teardown',
    ],
    [
      'trust:\n  log:\n    origin:tenant: fatal',
      'model.yaml:4: "fatal" is not one of error, warning, note, none',
    ],
    [
      'apis:\n  - call: a.b\n    flows: 0 => result',
      "model.yaml:4: '0 => result' is no flow; expected: none, or arrows like 'receiver, 1 -> result'",
    ],
    ['aliases: { a.b: c.** }', "model.yaml:2: 'c.**' has more wildcards than 'a.b'"],
    ['apis: []\napis: []', 'model.yaml:3: Map keys must be unique'],
    [
      'apis: [',
      'model.yaml:2: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  ])('%s', (text, expected) => {
    expect(wrong(text)).toEqual([expected]);
  });

  test('a selector that is none names the forms that are', () => {
    expect(wrong('apis:\n  - call: a.b\n    sink: { log: 0-2 }')[0]).toContain(
      "model.yaml:4: '0-2' is no selector",
    );
  });

  test('problems of all files are told together', () => {
    const files = [kindsFile, ...['x.yaml', 'y.yaml'].map((path) => ({ path, text: 'libary: z' }))];
    expect(() => loadModels(files, modelSchemaText())).toThrow(/x\.yaml:1: .*\n(.*\n)*y\.yaml:1: /);
  });

  test('an empty file is told, not accepted', () => {
    expect(problemsOf('')).toEqual(['model.yaml:1: null does not fit; expected: object']);
  });
});
