/** Writes output files so that a reader sees the old content or the new one, never half of it. */
import { randomBytes } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError, messageOf } from './input-error.ts';

/** Links are written through; a device or pipe (`/dev/stdout`) is written directly. Throws an InputError on failure. */
export async function writeFileAtomically(path: string, content: string): Promise<void> {
  const target = realLocation(path);
  try {
    if (await isSpecial(target)) await writeFile(target, content);
    else await replaceFile(target, content);
  } catch (error) {
    throw new InputError(
      `cannot write ${path}: ${messageOf(error)}`,
      'check that the directory exists and that you may write to it',
    );
  }
}

/** Makes a directory, and those above it. Throws an InputError on failure. */
export async function createDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw new InputError(`cannot create ${path}: ${messageOf(error)}`);
  }
}

async function isSpecial(path: string): Promise<boolean> {
  const status = await stat(path).catch(() => null);
  return status !== null && !status.isFile();
}

async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, content, { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Where a path leads in the end, links resolved; a file that is not there yet is looked up by its directory. */
export function realLocation(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realLocation(parent), basename(absolute));
  }
}
