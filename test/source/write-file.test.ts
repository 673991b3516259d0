import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../../src/source/input-error.ts';
import { realLocation, writeFileAtomically } from '../../src/source/write-file.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ironvet-write-'));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('writeFileAtomically', () => {
  it('replaces a file and leaves nothing else behind', async () => {
    const path = join(directory, 'out.sarif');
    writeFileSync(path, 'old');
    await writeFileAtomically(path, 'new');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(directory)).toEqual(['out.sarif']);
  });

  it('writes through a link', async () => {
    writeFileSync(join(directory, 'target'), 'old');
    symlinkSync('target', join(directory, 'link'));
    await writeFileAtomically(join(directory, 'link'), 'new');
    expect(readFileSync(join(directory, 'target'), 'utf8')).toBe('new');
    expect(readdirSync(directory)).toEqual(['link', 'target']);
  });

  it('never replaces a device', async () => {
    await writeFileAtomically('/dev/null', 'gone');
    expect(readFileSync('/dev/null', 'utf8')).toBe('');
  });

  it('says what it cannot write, and cleans up', async () => {
    const missing = writeFileAtomically(join(directory, 'none/out.sarif'), 'x');
    await expect(missing).rejects.toThrow(InputError);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('finds the place of a file that is not there yet through the links of its directories', () => {
    mkdirSync(join(directory, 'real'));
    symlinkSync('real', join(directory, 'alias'));
    const real = realLocation(join(directory, 'real/out.sarif'));
    expect(realLocation(join(directory, 'alias/out.sarif'))).toBe(real);
  });
});
