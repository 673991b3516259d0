/** Puts what was read from all files together and indexes it. */

import { expandBraces, rewriterOf } from '../project/path-pattern.ts';
import type { Conventions } from '../project/project.ts';
import { type Field, indexFields } from './fields.ts';
import type { KindTable } from './kinds.ts';
import type {
  ApiModel,
  EntryPointModel,
  Models,
  NameModel,
  PairModel,
  ProtocolModel,
  TrustLevel,
} from './model.ts';
import { indexNames } from './names.ts';
import { indexPaths } from './path-index.ts';

/** The parts of all files, in their order. */
export interface ModelParts {
  readonly conventions: Conventions;
  readonly apis: readonly ApiModel[];
  readonly fields: readonly Field[];
  readonly entryPoints: readonly EntryPointModel[];
  readonly names: readonly NameModel[];
  readonly pairs: readonly PairModel[];
  readonly trust: readonly TrustLevel[];
  readonly protocols: readonly ProtocolModel[];
  readonly kinds: KindTable;
}

export interface LoadedModels extends Models {
  readonly apis: readonly ApiModel[];
  readonly names: readonly NameModel[];
  /** Every kind, with its meaning in one line. */
  readonly kinds: KindTable;
  /** Every path under which the thing at `path` is known: itself, then what aliases make of it. */
  namesUnderAliases(path: string): readonly string[];
}

export function assembleModels(parts: ModelParts): LoadedModels {
  const aliasesOf = indexAliases(parts.conventions.aliases);
  const fieldLabels = indexFields(parts.fields);
  return {
    conventions: parts.conventions,
    entryPoints: parts.entryPoints,
    pairs: parts.pairs,
    trust: parts.trust,
    protocols: parts.protocols,
    apis: parts.apis,
    names: parts.names,
    kinds: parts.kinds,
    apisNamed: indexApis(parts.apis, aliasesOf),
    fieldLabels: (path) => {
      const names = aliasesOf(path);
      if (names.length === 1) return fieldLabels(path);
      return [...new Set(names.flatMap(fieldLabels))].sort();
    },
    nameLabels: indexNames(parts.names),
    namesUnderAliases: aliasesOf,
  };
}

/** An alias may lead to a path that has one itself; so many times, and no more. */
const longestAliasChain = 4;

function indexAliases(aliases: Conventions['aliases']): (path: string) => readonly string[] {
  const rewriters = aliases.flatMap((alias) =>
    expandBraces(alias.from).map((from) => ({ from, rewrite: rewriterOf(from, alias.to) })),
  );
  const index = indexPaths(rewriters, (rewriter) => [rewriter.from]);
  const remembered = new Map<string, readonly string[]>();
  return (path) => {
    const known = remembered.get(path);
    if (known !== undefined) return known;
    const names = [path];
    let current: string | null = path;
    while (current !== null && names.length <= longestAliasChain) {
      const from: string = current;
      const next: string | null = index.matching(from)[0]?.rewrite(from) ?? null;
      current = next === null || names.includes(next) ? null : next;
      if (current !== null) names.push(current);
    }
    remembered.set(path, names);
    return names;
  };
}

/**
 * Memoized per list of names: analyses ask for every call of a tree, again and again. A project hands out one list for a
 * target, so the list itself is looked up first.
 */
function indexApis(
  apis: readonly ApiModel[],
  aliasesOf: (path: string) => readonly string[],
): Models['apisNamed'] {
  const index = indexPaths(
    apis.map((api, order) => ({ api, order })),
    (entry) => entry.api.names,
  );
  const remembered = new Map<string, readonly ApiModel[]>();
  const byList = new WeakMap<readonly string[], readonly ApiModel[]>();
  const find = (names: readonly string[]) => {
    const key = names.join('\n');
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const found = new Set(names.flatMap(aliasesOf).flatMap((name) => index.matching(name)));
    const answer = [...found].sort((left, right) => left.order - right.order).map((entry) => entry.api);
    remembered.set(key, answer);
    return answer;
  };
  return (names) => {
    const known = byList.get(names);
    if (known !== undefined) return known;
    const answer = find(names);
    byList.set(names, answer);
    return answer;
  };
}
