import { describe, expect, it } from 'vitest';
import { packageRoot, readDependencyFile, readPackageFile } from '../../src/source/package-files.ts';

describe('package files', () => {
  it('are found from any module of the package', () => {
    expect(packageRoot(import.meta.url)).toBe(packageRoot());
  });

  it('are read by their path from the root', () => {
    const manifest = readPackageFile('package.json');
    expect(manifest === null ? null : JSON.parse(Buffer.from(manifest).toString()).name).toBe('ironvet');
    expect(readPackageFile('no/such/file')).toBeNull();
  });

  it('are not found outside of the package', () => {
    expect(() => packageRoot('file:///somewhere/else.js')).toThrow('no package.json named ironvet');
  });

  it('of a dependency are found where it is installed', () => {
    expect(readDependencyFile('yaml/package.json').length).toBeGreaterThan(0);
    expect(() => readDependencyFile('no-such-package/file')).toThrow();
  });
});
