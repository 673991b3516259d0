/** Names of what lies outside of the file: the environment under `js`, packages under `npm`. */

/** Names of the object whose attributes the globals are. */
export const GLOBAL_OBJECTS: ReadonlySet<string> = new Set(['window', 'globalThis', 'self', 'global']);

export function globalPath(name: string): string {
  return `js.${name}`;
}

const extension = /\.([cm]?[jt]sx?)$/;

/**
 * The dotted name of the module that a file is: all of its path, because a file has no other name.
 * `src/client/ironic/index.js` is `src.client.ironic`.
 */
export function moduleName(path: string): string {
  const stem = path.replace(extension, '').replace(/(^|\/)index$/, '');
  return stem === '' ? 'index' : stem.replaceAll('/', '.');
}

/** The dotted name of what a specifier means in the file at `path`: `./base` a module of the tree, `axios` a package. */
export function importedName(path: string, specifier: string): string {
  if (!specifier.startsWith('.')) return `npm.${specifier.replace(/\/$/, '').replaceAll('/', '.')}`;
  const parts = path.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return moduleName(parts.join('/'));
}
