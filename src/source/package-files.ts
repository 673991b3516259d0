/**
 * Data files that belong to a package: grammars, models, schemas.
 *
 * The package root is the nearest folder upward, from the module that asks, whose package.json is named `ironvet`. It is
 * the same folder whether the code runs from src/ (under the tests) or from dist/ (as installed).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE_NAME = 'ironvet';

/**
 * The root folder of this package.
 * @param from `import.meta.url` of the asking module.
 * @throws Error when no folder upward is the package's root.
 */
export function packageRoot(from: string = import.meta.url): string {
  const known = roots.get(from);
  if (known !== undefined) return known;
  const root = findRoot(from);
  roots.set(from, root);
  return root;
}

/** A package does not move while it runs. */
const roots = new Map<string, string>();

function findRoot(from: string): string {
  let folder = dirname(fileURLToPath(from));
  for (;;) {
    if (isPackageRoot(folder)) return folder;
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error(`no package.json named ${PACKAGE_NAME} above ${fileURLToPath(from)}`);
    folder = parent;
  }
}

function isPackageRoot(folder: string): boolean {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return false;
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return (
    typeof manifest === 'object' && manifest !== null && 'name' in manifest && manifest.name === PACKAGE_NAME
  );
}

/**
 * The bytes of a file of this package, the path relative to its root; null when there is no such file.
 * @throws Error when the file exists and cannot be read.
 */
export function readPackageFile(path: string): Uint8Array | null {
  const file = join(packageRoot(), path);
  return existsSync(file) ? readFileSync(file) : null;
}

/**
 * The bytes of a file of a package that this one depends on: `readDependencyFile('yaml/package.json')`.
 * @throws Error when the dependency is not installed.
 */
export function readDependencyFile(specifier: string): Uint8Array {
  return readFileSync(createRequire(import.meta.url).resolve(specifier));
}

/** The names in a folder of this package, sorted, folders with a trailing slash; empty when there is no such folder. */
export function listPackageFolder(path: string): string[] {
  const folder = join(packageRoot(), path);
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
}
