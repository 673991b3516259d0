import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commonDirectory,
  isBeneath,
  joinPath,
  parentOf,
  relativeTo,
  resolvePath,
} from '../../src/source/paths.ts';

const segment = fc.stringMatching(/^[a-z_]{1,4}$/);
const hostPath = fc.array(segment, { maxLength: 5 }).map((segments) => segments.join('/'));

describe('host paths', () => {
  it('resolves dots and refuses to climb above the root', () => {
    expect(resolvePath('a/b', '../c/./d//e')).toBe('a/c/d/e');
    expect(resolvePath('a', '../..')).toBeNull();
    expect(resolvePath('', 'a/..')).toBe('');
  });

  it('does not take a longer name for a directory', () => {
    expect(isBeneath('ab/c', 'a')).toBe(false);
    expect(isBeneath('a', 'a')).toBe(true);
    expect(isBeneath('anything', '')).toBe(true);
  });

  it('puts together what it takes apart', () => {
    fc.assert(
      fc.property(hostPath, segment, (directory, name) => {
        const path = joinPath(directory, name);
        expect(parentOf(path)).toBe(directory);
        expect(joinPath(directory, relativeTo(path, directory))).toBe(path);
        expect(resolvePath(directory, name)).toBe(path);
      }),
    );
  });

  it('finds the deepest common directory', () => {
    fc.assert(
      fc.property(fc.array(hostPath, { minLength: 1 }), (directories) => {
        const common = commonDirectory(directories);
        expect(directories.every((directory) => isBeneath(directory, common))).toBe(true);
      }),
    );
    expect(commonDirectory(['a/b/c', 'a/b/d', 'a/bc'])).toBe('a');
  });
});
