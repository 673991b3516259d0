/** The models that come with the package, followed by those of the user. */
import { listPackageFolder, readPackageFile } from '../source/package-files.ts';
import type { LoadedModels } from './assemble.ts';
import type { ModelSource } from './document.ts';
import { loadModels } from './loader.ts';

/**
 * Loads models/*.yaml of this package, in the order of their names, and then `userFiles`, which may refine ours.
 *
 * @throws ModelError when a file does not fit
 */
export function loadPackageModels(userFiles: readonly ModelSource[] = []): LoadedModels {
  return loadModels([...packageModelFiles(), ...userFiles], modelSchemaText());
}

export function packageModelFiles(): ModelSource[] {
  return listPackageFolder('models')
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ path: `models/${name}`, text: packageText(`models/${name}`) }));
}

export function modelSchemaText(): string {
  return packageText('schemas/model.schema.json');
}

function packageText(path: string): string {
  const bytes = readPackageFile(path);
  if (bytes === null) throw new Error(`the package lacks ${path}`);
  return new TextDecoder().decode(bytes);
}
