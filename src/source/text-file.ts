/** Small text files that the user names: configuration and models. */
import { readFile } from 'node:fs/promises';
import { InputError, messageOf } from './input-error.ts';

/** The text of a file by its absolute path; null when there is none. Throws an InputError when it cannot be read. */
export async function readTextFile(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new InputError(`cannot read ${path}: ${messageOf(error)}`);
  }
}
