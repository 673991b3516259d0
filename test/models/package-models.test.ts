import { describe, expect, test } from 'vitest';
import { callEffect } from '../../src/models/call-effect.ts';
import type { ApiModel, Label } from '../../src/models/model.ts';
import { packageModelFiles } from '../../src/models/model-files.ts';
import { loadPackageModels } from '../../src/models/package-models.ts';

const models = loadPackageModels();

function effectOf(path: string, constants: Readonly<Record<string, string>> = {}): ApiModel | null {
  return callEffect(models.apisNamed([path]), (selector) =>
    selector.kind === 'argument' ? (constants[selector.name ?? String(selector.position)] ?? null) : null,
  );
}

const sinksOf = (api: ApiModel | null) => [...new Set(api?.sinks.map(({ kind }) => kind))].sort();

describe('bookkeeping', () => {
  test('each file says what it is about and where its facts come from', () => {
    for (const { path, text } of packageModelFiles()) {
      expect(text.split('\n')[0], path).toBe('# yaml-language-server: $schema=../schemas/model.schema.json');
      expect(text.split('\n')[1], path).toMatch(/^# .{20}/);
    }
  });

  test('no two entries of one file name the same path without a condition and state the same thing', () => {
    const twice: string[] = [];
    const seen = new Map<string, ApiModel>();
    for (const api of models.apis.filter(({ conditions }) => conditions.length === 0)) {
      for (const name of api.names) {
        const key = `${api.declaredAt.split(':')[0]} ${name}`;
        const earlier = seen.get(key);
        if (earlier !== undefined && statedTwice(earlier, api))
          twice.push(`${name}: ${earlier.declaredAt}, ${api.declaredAt}`);
        seen.set(key, api);
      }
    }
    expect(twice).toEqual([]);
  });

  test('every kind has its meaning in one line, and every kind of sink, resource and step is used', () => {
    const used = {
      sinks: new Set([
        ...models.apis.flatMap((api) => api.sinks.map(({ kind }) => kind)),
        ...models.trust.map(({ sink }) => sink),
      ]),
      resources: new Set([
        ...models.apis.flatMap((api) => api.resources.map(({ resource }) => resource)),
        ...models.pairs.map(({ resource }) => resource),
      ]),
      steps: new Set(models.apis.flatMap((api) => api.steps)),
      'entry-points': new Set(models.entryPoints.map(({ kind }) => kind)),
    };
    for (const meanings of Object.values(models.kinds)) {
      for (const [kind, meaning] of meanings) expect(meaning, kind).toMatch(/^[A-Z].*\.$/);
    }
    for (const group of ['sinks', 'resources', 'steps', 'entry-points'] as const) {
      expect(
        [...models.kinds[group].keys()].filter((kind) => !used[group].has(kind)),
        group,
      ).toEqual([]);
    }
  });

  test('an exception class has one base at most', () => {
    const bases = new Map<string, Set<string>>();
    for (const { path, base } of models.conventions.externalBases ?? []) {
      bases.set(path, (bases.get(path) ?? new Set()).add(base));
    }
    expect([...bases].filter(([, found]) => found.size > 1)).toEqual([]);
  });
});

/** A single-valued statement that the later entry would silently replace. */
function statedTwice(earlier: ApiModel, later: ApiModel): boolean {
  return (
    (earlier.raises !== null && later.raises !== null) ||
    (earlier.sanitizer !== null && later.sanitizer !== null) ||
    (earlier.flows !== null && later.flows !== null && earlier.flows.length + later.flows.length > 0)
  );
}

describe('what the models know', () => {
  test.each([
    ['logging.Logger.warning'],
    ['oslo_log.log.KeywordArgumentAdapter.exception'],
    ['ironic.openstack.common.log.ContextAdapter.debug'],
    ['nova.openstack.common.log.ContextAdapter.audit'],
  ])('%s writes the log and never raises', (path) => {
    expect(sinksOf(effectOf(path))).toEqual(['log']);
    expect(effectOf(path)?.raises).toEqual({ kind: 'never' });
  });

  test.each([
    'oslo_concurrency.processutils.execute',
    'ironic.openstack.common.processutils.execute',
    'ironic.common.utils.execute',
    'ironic_lib.utils.execute',
    'ironic_python_agent.utils.execute',
    'nova.utils.execute',
  ])('%s runs a command, through a shell only when asked to', (path) => {
    expect(sinksOf(effectOf(path))).toEqual(['command']);
    expect(sinksOf(effectOf(path, { shell: 'true' }))).toEqual(['shell']);
    expect(effectOf(path)?.remote).toBe(true);
  });

  test.each([
    ['ironicclient.client.Client.node.set_provision_state', { state: 'deleted' }],
    ['openstack.baremetal.v1._proxy.Proxy.set_node_provision_state', { target: 'deleted' }],
  ])('%s hands over what the node holds when it is unprovisioned', (path, constants) => {
    const effect = effectOf(path, constants);
    expect(effect?.steps).toEqual(['node.unprovision']);
    expect(
      effect?.resources.filter(({ action }) => action === 'transfer').map(({ resource }) => resource),
    ).toEqual(['vif', 'instance-info', 'volume', 'console']);
    expect(effectOf(path)?.steps).toEqual(['node.provision']);
  });

  test('the console of ironicclient is switched by a constant', () => {
    const path = 'ironicclient.client.Client.node.set_console_mode';
    expect(effectOf(path, { enabled: 'true' })?.steps).toEqual(['console.enable']);
    expect(effectOf(path, { enabled: 'false' })?.steps).toEqual(['console.disable']);
    expect(effectOf(path)?.steps).toEqual([]);
  });

  test('nodes have their secrets masked only when asked to', () => {
    const path = 'ironic.objects.node.Node.as_dict';
    expect(effectOf(path)?.source).toEqual(['secret:credentials']);
    expect(effectOf(path, { secure: 'true' })?.sanitizer?.removes).toEqual(['secret:*']);
    expect(effectOf(path, { secure: 'true' })?.source).toEqual([]);
  });

  test('deleting trees raises, unless errors are ignored', () => {
    expect(effectOf('shutil.rmtree', { ignore_errors: 'true' })?.raises).toEqual({ kind: 'never' });
    expect(effectOf('shutil.rmtree')?.raises).toEqual({ kind: 'classes', classes: ['builtins.OSError'] });
  });

  const operatorPassword: readonly Label[] = ['origin:operator', 'secret:password'];
  test.each<[string, readonly Label[]]>([
    ['ironic.objects.node.Node.driver_info[ipmi_password]', operatorPassword],
    ['ironic.objects.Node.driver_info[acme_password]', operatorPassword],
    ['ironic.objects.node.Node.driver_info[ipmi_address]', ['origin:operator']],
    ['ironic.objects.node.Node.driver_internal_info[agent_secret_token]', ['origin:state', 'secret:token']],
    ['ironic.objects.node.Node.driver_internal_info[agent_url]', ['origin:unauthenticated']],
    ['ironic.objects.node.Node.uuid', ['origin:state']],
    ['nova.objects.instance.Instance.display_name', ['origin:tenant']],
    ['nova.conf.CONF.ironic.api_max_retries', ['origin:config']],
    ['oslo_config.cfg.CONF.ironic.password', ['origin:config', 'secret:password']],
  ])('%s', (path, labels) => {
    expect(models.fieldLabels(path)).toEqual(labels);
  });

  test.each<[string, readonly Label[]]>([
    ['admin_password', ['secret:password']],
    ['agentToken', ['secret:token']],
    ['swift_temp_url_key', ['secret:key']],
    ['password_file', []],
    ['token_expiry', []],
    ['is_configdrive', []],
    ['next_token', []],
    ['key', []],
  ])('name %s', (identifier, labels) => {
    expect(models.nameLabels(identifier)).toEqual(labels);
  });

  test('conventions reach the targets that calls hide', () => {
    const { stringDispatch, remoteProcedures, attributeTypes } = models.conventions;
    expect(stringDispatch.map(({ target }) => target)).toContain('ironicclient.client.Client.{}');
    expect(remoteProcedures.map(({ server }) => server)).toContain(
      'ironic.conductor.manager.ConductorManager',
    );
    expect(attributeTypes).toContainEqual({
      path: 'ironic.drivers.base.BareDriver.console',
      type: 'ironic.drivers.base.ConsoleInterface',
    });
  });
});
