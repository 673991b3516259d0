import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discover } from '../../src/source/discover.ts';
import { DiskHost } from '../../src/source/disk-host.ts';
import { loadSource } from '../../src/source/load.ts';
import { PathPatterns } from '../../src/source/patterns.ts';

let directory = '';
let root = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ironvet-disk-'));
  root = join(directory, 'tree');
  mkdirSync(root);
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
}

const isRoot = process.getuid?.() === 0;

describe('DiskHost', () => {
  it('lists kinds, sorted', async () => {
    write('b.py', '');
    write('a/x.py', '');
    symlinkSync('b.py', join(root, 'c.py'));
    expect(await new DiskHost(root).list('')).toEqual({
      kind: 'entries',
      entries: [
        { name: 'a', kind: 'directory' },
        { name: 'b.py', kind: 'file' },
        { name: 'c.py', kind: 'link' },
      ],
    });
    expect(await new DiskHost(root).kind('nothing')).toBe('missing');
  });

  it('reads up to the limit', async () => {
    write('a.py', 'x = 1\n');
    const host = new DiskHost(root);
    expect(await host.read('a.py', 6)).toEqual({ kind: 'bytes', bytes: Buffer.from('x = 1\n') });
    expect(await host.read('a.py', 5)).toEqual({ kind: 'too-large', size: 6 });
    expect(await host.read('b.py', 5)).toEqual({ kind: 'failed', reason: 'no such file or directory' });
    expect(await host.read('', 5)).toMatchObject({ kind: 'failed' });
  });

  it('does not wait for the writer of a named pipe', async () => {
    execFileSync('mkfifo', [join(root, 'pipe.py')]);
    expect(await new DiskHost(root).read('pipe.py', 10)).toEqual({
      kind: 'failed',
      reason: 'not a regular file',
    });
    expect(await new DiskHost(root).kind('pipe.py')).toBe('other');
  });

  it('tells links that stay inside from those that lead out', async () => {
    write('a/x.py', '');
    writeFileSync(join(directory, 'secret.py'), '');
    symlinkSync('../a/x.py', join(root, 'a/near.py'));
    symlinkSync('../../secret.py', join(root, 'a/far.py'));
    symlinkSync('gone.py', join(root, 'a/broken.py'));
    symlinkSync('a', join(root, 'directory'));
    const host = new DiskHost(root);
    expect(await host.linkTarget('a/near.py', '')).toEqual({
      kind: 'inside',
      path: 'a/x.py',
      target: 'file',
    });
    expect(await host.linkTarget('a/far.py', '')).toMatchObject({ kind: 'outside' });
    expect(await host.linkTarget('a/broken.py', '')).toMatchObject({ kind: 'broken' });
    expect(await host.linkTarget('directory', '')).toMatchObject({ kind: 'inside', target: 'directory' });
  });

  it('follows a link that the user names, and knows what lies beneath it', async () => {
    mkdirSync(join(directory, 'elsewhere'));
    writeFileSync(join(directory, 'elsewhere/x.py'), '');
    symlinkSync('x.py', join(directory, 'elsewhere/link.py'));
    symlinkSync('../elsewhere', join(root, 'named'));
    const supports = (path: string) => path.endsWith('.py');
    const none = new PathPatterns([], (path) => path);
    const options = {
      supports,
      includeTests: false,
      includeEnvironments: false,
      include: none,
      exclude: none,
    };
    expect(await discover(new DiskHost(root), { ...options, paths: ['named'] })).toEqual({
      files: ['named/x.py'],
      problems: [],
    });
    expect((await discover(new DiskHost(root), { ...options, paths: [''] })).problems).toMatchObject([
      { id: 'outside-root', path: 'named' },
    ]);
  });

  it('takes hostile names as they are', async () => {
    const names = ['-rf.py', 'a\nb.py', '$(id).py', '..py', ' .py', '\u202egnp.py'];
    for (const name of names) write(name, 'x = 1\n');
    const host = new DiskHost(root);
    for (const name of names) expect(await host.read(name, 10)).toMatchObject({ kind: 'bytes' });
  });

  it.skipIf(isRoot)('says when it may not read', async () => {
    write('a.py', 'x');
    chmodSync(join(root, 'a.py'), 0);
    expect(await loadSource(new DiskHost(root), 'a.py', 10)).toMatchObject({
      problem: { id: 'unreadable', message: 'could not be read: permission denied' },
    });
  });
});
