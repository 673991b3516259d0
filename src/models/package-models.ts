/** The models that come with the package, followed by those of the user. */
import type { LoadedModels } from './assemble.ts';
import { loadModels } from './loader.ts';
import { type ModelSource, modelSchemaText, packageModelFiles } from './model-files.ts';

/**
 * Loads models/*.yaml of this package, in the order of their names, and then `userFiles`, which may refine ours.
 *
 * @throws ModelError when a file does not fit
 */
export function loadPackageModels(userFiles: readonly ModelSource[] = []): LoadedModels {
  return loadModels([...packageModelFiles(), ...userFiles], modelSchemaText());
}
