/**
 * The package's models as the build leaves them: read, checked, and stored in the form that only needs indexing.
 *
 * Reading the YAML and checking it against the schema takes longer than analyzing a driver; the stored form carries the
 * hash of what it was made from, and is not used when a model file has changed since.
 */
import { deserialize, serialize } from 'node:v8';
import { sha256 } from '../source/hash.ts';
import { readPackageFile } from '../source/package-files.ts';
import { assembleModels, type LoadedModels, type ModelParts } from './assemble.ts';
import { type ModelSource, modelSchemaText, packageModelFiles } from './model-files.ts';

/** Where the build puts them, relative to the package's root. */
export const compiledModelsFile = 'dist/models.bin';

interface CompiledModels {
  /** Of the files and the schema. */
  readonly hash: string;
  readonly parts: ModelParts;
}

/** The package's models; null when none are stored, or others than those of the model files. */
export function loadCompiledModels(): LoadedModels | null {
  const bytes = readPackageFile(compiledModelsFile);
  if (bytes === null) return null;
  const compiled = deserialize(bytes) as CompiledModels;
  const isCurrent = compiled.hash === hashOf(packageModelFiles(), modelSchemaText());
  return isCurrent ? assembleModels(compiled.parts) : null;
}

/** The bytes to store for `parts`, which were read from `files`. */
export function compileModels(
  parts: ModelParts,
  files: readonly ModelSource[],
  schemaText: string,
): Uint8Array {
  const compiled: CompiledModels = { hash: hashOf(files, schemaText), parts };
  return serialize(compiled);
}

function hashOf(files: readonly ModelSource[], schemaText: string): string {
  return sha256(JSON.stringify([schemaText, ...files.map(({ path, text }) => [path, text])]));
}
