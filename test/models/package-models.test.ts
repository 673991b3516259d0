import { expect, test } from 'vitest';
import { loadPackageModels } from '../../src/models/package-models.ts';

test('every model file validates', () => {
  const t = performance.now();
  const m = loadPackageModels();
  console.log(performance.now() - t, m.apis.length);
  expect(m.apis.length).toBeGreaterThan(0);
});
