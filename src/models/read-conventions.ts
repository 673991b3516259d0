/** Reads the parts of a file that the linker needs. Braces are expanded; `*` and `**` stay. */

import { expandBraces } from '../project/path-pattern.ts';
import { type Callback, type Conventions, noConventions } from '../project/project.ts';
import { listOf, type RawCallback, type RawMap, type RawModelFile } from './raw.ts';
import type { Reading } from './reading.ts';

export function readConventions(file: RawModelFile, reading: Reading): Conventions {
  checkAliases(file, reading);
  return {
    parameterTypes: readParameterTypes(file),
    returnTypes: typed(file['return-types']),
    attributeTypes: typed(file['attribute-types']),
    stringDispatch: (file['string-dispatch'] ?? []).flatMap((entry) =>
      pathsOf(entry.call).map((call) => ({ call, argument: entry.argument ?? 0, target: entry.target })),
    ),
    remoteProcedures: (file['remote-procedures'] ?? []).flatMap((entry) =>
      expandBraces(entry.client).map((client) => ({ client, server: entry.server })),
    ),
    callbacks: (file.callbacks ?? []).flatMap(readCallback),
    aliases: Object.entries(file.aliases ?? {}).flatMap(([from, to]) =>
      expandBraces(from).map((path) => ({ from: path, to })),
    ),
    externalBases: Object.entries(file.exceptions ?? {}).flatMap(([base, classes]) =>
      pathsOf(classes).map((path) => ({ path, base })),
    ),
  };
}

/** Each wildcard of the new path needs one in the old path to stand for. */
function checkAliases(file: RawModelFile, reading: Reading): void {
  for (const [from, to] of Object.entries(file.aliases ?? {})) {
    const missing = expandBraces(from).some((path) => wildcardsIn(path) < wildcardsIn(to));
    if (missing) reading.problem(['aliases', from], `'${to}' has more wildcards than '${from}'`);
  }
}

function wildcardsIn(path: string): number {
  return path.match(/\*+/g)?.length ?? 0;
}

/** Everything of all files, in their order. */
export function mergeConventions(all: readonly Conventions[]): Conventions {
  return all.reduce(
    (merged, next) => ({
      parameterTypes: [...merged.parameterTypes, ...next.parameterTypes],
      returnTypes: [...merged.returnTypes, ...next.returnTypes],
      attributeTypes: [...merged.attributeTypes, ...next.attributeTypes],
      stringDispatch: [...merged.stringDispatch, ...next.stringDispatch],
      remoteProcedures: [...merged.remoteProcedures, ...next.remoteProcedures],
      callbacks: [...merged.callbacks, ...next.callbacks],
      aliases: [...merged.aliases, ...next.aliases],
      externalBases: [...(merged.externalBases ?? []), ...(next.externalBases ?? [])],
    }),
    noConventions,
  );
}

function pathsOf(written: string | readonly string[]): string[] {
  return listOf(written).flatMap(expandBraces);
}

function typed(written: RawMap<string> | undefined): { path: string; type: string }[] {
  return Object.entries(written ?? {}).flatMap(([pattern, type]) =>
    expandBraces(pattern).map((path) => ({ path, type })),
  );
}

function readParameterTypes(file: RawModelFile): Conventions['parameterTypes'] {
  return (file['parameter-types'] ?? []).flatMap((entry) =>
    listOf(entry.name).flatMap((name) =>
      pathsOf(entry.within).map((within) => ({ name, type: entry.type, within })),
    ),
  );
}

function readCallback(raw: RawCallback): Callback[] {
  return pathsOf(raw.call).map((call) => ({
    call,
    function: raw.function,
    argumentsFrom: raw['arguments-from'] ?? null,
    unknownFirst: raw['unknown-first'] ?? 0,
    tuple: raw.tuple ?? null,
    dictionary: raw.dictionary ?? null,
    runs: raw.runs ?? 'now',
  }));
}
