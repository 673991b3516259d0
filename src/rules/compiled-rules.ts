/**
 * The descriptions of the package's rules as the build leaves them: read, checked, and stored.
 *
 * Reading fifty YAML files and checking them against a schema takes longer than analyzing a driver; the stored form
 * carries the hash of what it was made from, and is not used when a folder or the schema has changed since.
 */
import { deserialize, serialize } from 'node:v8';
import { sha256 } from '../source/hash.ts';
import { readPackageFile } from '../source/package-files.ts';
import type { RuleFile, RuleFolder } from './rule-file.ts';

/** Where the build puts them, relative to the package's root. */
export const compiledRulesFile = 'dist/rules.bin';
const schemaFile = 'schemas/rule.schema.json';

interface CompiledRules {
  /** Of the folders and the schema. */
  readonly hash: string;
  readonly files: readonly RuleFile[];
}

/** What the folders describe, in their order; null when nothing is stored, or what other folders describe. */
export function loadCompiledRules(folders: readonly RuleFolder[]): readonly RuleFile[] | null {
  const bytes = readPackageFile(compiledRulesFile);
  if (bytes === null) return null;
  const compiled = deserialize(bytes) as CompiledRules;
  return compiled.hash === hashOf(folders) ? compiled.files : null;
}

/** The bytes to store for `files`, which were read from `folders`. */
export function compileRules(files: readonly RuleFile[], folders: readonly RuleFolder[]): Uint8Array {
  const compiled: CompiledRules = { hash: hashOf(folders), files };
  return serialize(compiled);
}

function hashOf(folders: readonly RuleFolder[]): string {
  const schema = readPackageFile(schemaFile);
  const texts = folders.map(({ name, description, page }) => [name, description, page]);
  return sha256(JSON.stringify([schema === null ? null : new TextDecoder().decode(schema), ...texts]));
}
