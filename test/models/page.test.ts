import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadPackageModels } from '../../src/models/package-models.ts';

const page = readFileSync(new URL('../../docs/models.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');

test('every YAML block of the page loads on top of ours', () => {
  const files = blocks.map((text, index) => ({ path: `block${index}.yaml`, text }));
  expect(files.length).toBeGreaterThan(5);
  const models = loadPackageModels(files);
  expect(models.apisNamed(['acme.client.Client.run_batch'])[0]?.sinks[0]?.kind).toBe('command');
  expect(models.fieldLabels('ironic.objects.node.Node.driver_info[acme_door_secret]')).toContain(
    'secret:token',
  );
  expect(models.nameLabels('enclosurePin')).toEqual(['secret:password']);
  expect(models.kinds.steps.get('acme.lock')).toBe('Locks the enclosure.');
});

test('the page names every key that an API entry may have', () => {
  const schema: unknown = JSON.parse(
    readFileSync(new URL('../../schemas/model.schema.json', import.meta.url), 'utf8'),
  );
  const keys = Object.keys(propertyOf(propertyOf(propertyOf(schema, '$defs'), 'api'), 'properties'));
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(keys.filter((key) => !rows.some((row) => row.split('|')[1]?.includes(`\`${key}\``)))).toEqual([]);
});

test('the messages shown are the messages given', () => {
  const text = 'library: acme\napis:\n  - call: a.b\n    sinks: { log: 0 }';
  expect(() => loadPackageModels([{ path: 'acme-models.yaml', text }])).toThrow(
    "acme-models.yaml:4: unknown key 'sinks'; did you mean 'sink'?",
  );
});

function propertyOf(value: unknown, key: string): object {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  if (typeof found !== 'object' || found === null) throw new Error(`the schema has no ${key}`);
  return found;
}
