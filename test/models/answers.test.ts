import { describe, expect, test } from 'vitest';
import { callEffect, conditionsHold } from '../../src/models/call-effect.ts';
import { wordsOf } from '../../src/models/identifier.ts';
import { parseSelector, printSelector } from '../../src/models/selector.ts';
import { load } from './load.ts';

describe('conditions', () => {
  const models = load(`apis:
  - { call: a.run, unless: { shell: true }, sink: { command: 0 } }
  - { call: a.run, when: { shell: true }, sink: { shell: 0 } }
  - { call: a.run, remote: true }`);
  const sinksWhen = (constant: string | null) =>
    callEffect(models.apisNamed(['a.run']), () => constant)?.sinks.map(({ kind }) => kind);

  test('an argument that is no known constant fails `when` and passes `unless`', () => {
    expect(sinksWhen(null)).toEqual(['command']);
  });

  test('a constant decides', () => {
    expect(sinksWhen('true')).toEqual(['shell']);
    expect(sinksWhen('false')).toEqual(['command']);
  });

  test('an entry without conditions always holds', () => {
    expect(models.apisNamed(['a.run']).map((api) => conditionsHold(api, () => null))).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('no entry that holds is null', () => {
    expect(callEffect([], () => null)).toBeNull();
  });
});

test('of several entries lists are united, and the last flow, sanitizer and raises count', () => {
  const models = load(`apis:
  - { call: a.*, flows: none, raises: unknown, sink: { log: 0 }, remote: true }
  - { call: a.get, flows: 0 -> result, raises: never, sink: { api: 0 } }`);
  const effect = callEffect(models.apisNamed(['a.get']), () => null);
  expect(effect?.sinks.map(({ kind }) => kind)).toEqual(['log', 'api']);
  expect(effect?.flows).toHaveLength(1);
  expect(effect?.raises).toEqual({ kind: 'never' });
  expect(effect?.remote).toBe(true);
  expect(effect?.declaredAt).toBe('model0.yaml:4');
});

describe('fields', () => {
  const models = load(`aliases: { objects.Node.**: node.Node.** }
fields:
  node.Node.driver_info:
    labels: [origin:operator, secret:credentials]
    keys:
      plain_password: origin:operator
      '*_password': [origin:operator, secret:password]
  node.Node.{uuid,state}: origin:state
  CONF.**: origin:config
  CONF.**.password: secret:password`);

  test.each([
    ['node.Node.driver_info', ['origin:operator', 'secret:credentials']],
    ['node.Node.driver_info[ipmi_password]', ['origin:operator', 'secret:password']],
    ['node.Node.driver_info[plain_password]', ['origin:operator']],
    ['node.Node.driver_info[ipmi_address]', ['origin:operator']],
    ['node.Node.state', ['origin:state']],
    ['objects.Node.uuid', ['origin:state']],
    ['node.Node.unknown', []],
    ['CONF.ironic.password', ['origin:config', 'secret:password']],
    ['CONF.host', ['origin:config']],
  ])('%s', (path, labels) => {
    expect(models.fieldLabels(path)).toEqual(labels);
  });
});

describe('names', () => {
  const models = load(`names:
  - { words: [password, rescue pass], unless: [length, no], labels: secret:password }
  - { words: [token], labels: [secret:token] }`);

  test.each([
    ['password', ['secret:password']],
    ['ipmi_password', ['secret:password']],
    ['ipmiPassword', ['secret:password']],
    ['IPMI-PASSWORD', ['secret:password']],
    ['rescuePass', ['secret:password']],
    ['agent_token', ['secret:token']],
    ['password_length', []],
    ['length_password', []],
    ['passwords', []],
    ['pass', []],
    ['', []],
  ])('%s', (identifier, labels) => {
    expect(models.nameLabels(identifier)).toEqual(labels);
  });

  test('words split at case, digits stay with their word', () => {
    expect(wordsOf('HTTPServerURL2_keyFile')).toEqual(['http', 'server', 'url2', 'key', 'file']);
  });
});

test.each(['0', 'name', '0/name', 'receiver', 'result', 'all', '2..'])('selector %s reads back', (text) => {
  const selector = parseSelector(text);
  expect(selector === null ? null : printSelector(selector)).toBe(text);
});

test.each(['', '-1', '1...', '0/', '/name', 'a b', '..'])('%j is no selector', (text) => {
  expect(parseSelector(text)).toBeNull();
});
