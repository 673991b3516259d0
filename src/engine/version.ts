/** Which ironvet this is. Imports little: `ironvet --version` answers at once. */
import { readPackageFile } from '../source/package-files.ts';

export interface PackageManifest {
  readonly version: string;
  /** Where ironvet is developed: `https://github.com/…`. */
  readonly repository: string;
}

/** What package.json says. */
export function packageManifest(): PackageManifest {
  const bytes = readPackageFile('package.json');
  const manifest: unknown = bytes === null ? null : JSON.parse(Buffer.from(bytes).toString('utf8'));
  const address = textIn(fieldIn(fieldIn(manifest, 'repository'), 'url'));
  return {
    version: textIn(fieldIn(manifest, 'version')),
    repository: address.replace(/^git\+/, '').replace(/\.git$/, ''),
  };
}

/** The version in package.json. */
export function toolVersion(): string {
  return packageManifest().version;
}

function fieldIn(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : 'unknown';
}
