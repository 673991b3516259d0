/** What configuration files around the analyzed ones say about names of modules. */
import type { ModuleAlias } from '../frontends/frontend.ts';
import type { Language, Module } from '../ir/ir.ts';
import type { FileHost } from '../source/file-host.ts';
import { loadSource } from '../source/load.ts';
import { comparePaths, joinPath, parentOf } from '../source/paths.ts';
import type { FrontendLoader } from './languages.ts';

/** Bytes; a configuration file is small. */
const largest = 200_000;

/** Asks the front ends of the languages that occur; deeper files come first, as they know more about what is near. */
export async function moduleAliases(
  modules: readonly Module[],
  host: FileHost,
  frontends: FrontendLoader,
): Promise<readonly ModuleAlias[]> {
  const languages = [...new Set(modules.map(({ language }) => language))].sort();
  const found: ModuleAlias[] = [];
  for (const language of languages) {
    const { configuration } = await frontends(language);
    if (configuration === undefined) continue;
    for (const path of configurationPaths(modules, language, configuration.names)) {
      if ((await host.kind(path)) !== 'file') continue;
      const loaded = await loadSource(host, path, largest);
      if (loaded.kind === 'source') found.push(...configuration.aliasesOf(path, loaded.source.text));
    }
  }
  return found;
}

function configurationPaths(
  modules: readonly Module[],
  language: Language,
  names: readonly string[],
): readonly string[] {
  const directories = new Set(['']);
  for (const module of modules) {
    if (module.language !== language) continue;
    for (let at = parentOf(module.path); at !== '' && !directories.has(at); at = parentOf(at))
      directories.add(at);
  }
  const deepestFirst = [...directories].sort(
    (one, other) => other.length - one.length || comparePaths(one, other),
  );
  return deepestFirst.flatMap((directory) => names.map((name) => joinPath(directory, name)));
}
