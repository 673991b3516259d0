/**
 * What `tsconfig.json` and `jsconfig.json` say about names of modules.
 *
 * Worked example: `{ "compilerOptions": { "baseUrl": ".", "paths": { "stores/*": ["./src/stores/*"] } } }` in `web/` means
 * that the package path `npm.stores.**` is the tree's `web.src.stores.**`. Bundlers take such an alias for the folder
 * itself too, so `npm.stores` is included.
 */
import { ts } from 'ts-morph';
import type { ConfigurationReader, ModuleAlias } from '../frontend.ts';
import { importedName } from './lowering/globals.ts';

export const configuration: ConfigurationReader = {
  names: ['tsconfig.json', 'jsconfig.json'],
  aliasesOf,
};

function aliasesOf(path: string, text: string): readonly ModuleAlias[] {
  const { config } = ts.parseConfigFileTextToJson(path, text) as { readonly config?: unknown };
  const options = recordAt(config, 'compilerOptions');
  const base = options === null ? null : options.baseUrl;
  const from = typeof base === 'string' ? base : '.';
  return Object.entries(recordAt(options, 'paths') ?? {}).flatMap(([pattern, targets]) => {
    const target: unknown = Array.isArray(targets) ? targets[0] : null;
    return typeof target === 'string' ? aliasOf(path, pattern, `${from}/${target}`) : [];
  });
}

function recordAt(value: unknown, key: string): Readonly<Record<string, unknown>> | null {
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = (value as Readonly<Record<string, unknown>>)[key];
  return typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>) : null;
}

const anything = /\/\*$/;

/** A `*` in the middle of a pattern is not followed. */
function aliasOf(path: string, pattern: string, target: string): ModuleAlias[] {
  const isFolder = anything.test(pattern);
  const from = importedName(path, pattern.replace(anything, ''));
  const to = importedName(path, `./${target.replace(anything, '')}`);
  if (pattern === '*' || from.includes('*') || to.includes('*')) return [];
  return isFolder ? [{ from: `${from}.**`, to: `${to}.**` }] : [{ from, to }];
}
