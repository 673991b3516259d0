/** Which front end reads which file. A front end is loaded when the first file of its language is met. */
import type { Frontend } from '../frontends/frontend.ts';
import type { Language } from '../ir/ir.ts';

/** Makes the front end of a language; tests give their own. */
export type FrontendLoader = (language: Language) => Promise<Frontend>;

const languageOfExtension: ReadonlyMap<string, Language> = new Map([
  ['py', 'python'],
  ...['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'].map((extension): [string, Language] => [
    extension,
    'typescript',
  ]),
]);

/** The language of a file by its name; null: it is not analyzed. */
export function languageOf(path: string): Language | null {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? null : (languageOfExtension.get(path.slice(dot + 1)) ?? null);
}

/** Loads each front end once. */
export function rememberFrontends(load: FrontendLoader): FrontendLoader {
  const loaded = new Map<Language, Promise<Frontend>>();
  return (language) => {
    const known = loaded.get(language) ?? load(language);
    loaded.set(language, known);
    return known;
  };
}
