/** The model files that come with the package, as text. */
import { listPackageFolder, readPackageFile } from '../source/package-files.ts';

export interface ModelSource {
  /** For messages; unique among the files of one run. */
  readonly path: string;
  readonly text: string;
}

/** models/*.yaml, in the order of their names. */
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
