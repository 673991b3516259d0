import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitRepository } from '../../src/source/git-repository.ts';
import { sha256 } from '../../src/source/hash.ts';

let directory = '';
let work = '';
let bare = '';

function git(...parameters: readonly string[]): string {
  const identity = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.org'];
  return execFileSync('git', [...identity, '-C', work, ...parameters], { encoding: 'utf8' });
}

const hostile = ['-n.py', 'line\nbreak.py', 'tab\t.py', '"quoted".py', '$(touch x).py', 'ü.py'];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ironvet-git-'));
  work = join(directory, 'work');
  bare = join(directory, 'bare.git');
  mkdirSync(join(work, 'nova/virt'), { recursive: true });
  git('init', '-q', '-b', 'main');
  writeFileSync(join(work, 'nova/__init__.py'), '');
  writeFileSync(join(work, 'nova/virt/driver.py'), 'x = 1\n');
  writeFileSync(join(work, 'big.py'), `x = '${'y'.repeat(300_000)}'\n`);
  for (const name of hostile) writeFileSync(join(work, name), `name = ${JSON.stringify(name)}\n`);
  symlinkSync('virt/driver.py', join(work, 'nova/link.py'));
  symlinkSync('/etc/passwd', join(work, 'nova/outside.py'));
  git('add', '.');
  const nothing = '0'.repeat(39);
  git('update-index', '--add', '--cacheinfo', `160000,${nothing}1,vendor`);
  git('commit', '-q', '-m', 'First');
  git('tag', 'first');
  writeFileSync(join(work, 'nova/virt/driver.py'), 'x = 2\n');
  git('commit', '-q', '-a', '-m', 'Second');
  execFileSync('git', ['clone', '-q', '--bare', work, bare]);
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function textOf(place: string, revision: string, path: string): Promise<string> {
  const repository = await GitRepository.open(place);
  try {
    const read = await (await repository.revision(revision)).read(path, 1_000_000);
    return read.kind === 'bytes' ? Buffer.from(read.bytes).toString('utf8') : read.kind;
  } finally {
    await repository.close();
  }
}

describe('GitRepository', () => {
  it('reads revisions without a checkout, also of a bare repository', async () => {
    expect(await textOf(work, 'first', 'nova/virt/driver.py')).toBe('x = 1\n');
    expect(await textOf(bare, 'main', 'nova/virt/driver.py')).toBe('x = 2\n');
    expect(await textOf(bare, 'main~1', 'nova/virt/driver.py')).toBe('x = 1\n');
    expect(await textOf(bare, 'main', 'nova/none.py')).toBe('failed');
  });

  it('lists the whole tree from any directory, and knows where it is', async () => {
    const repository = await GitRepository.open(join(work, 'nova/virt'));
    const revision = await repository.revision('main');
    expect(repository.prefix).toBe('nova/virt');
    expect(await revision.list('nova')).toEqual({
      kind: 'entries',
      entries: [
        { name: '__init__.py', kind: 'file' },
        { name: 'link.py', kind: 'link' },
        { name: 'outside.py', kind: 'link' },
        { name: 'virt', kind: 'directory' },
      ],
    });
    expect(await (await repository.revision('first')).kind('vendor')).toBe('submodule');
    expect(await revision.rebased('nova').list('virt')).toMatchObject({ entries: [{ name: 'driver.py' }] });
    await repository.close();
  });

  it('reads files with hostile names', async () => {
    const repository = await GitRepository.open(bare);
    const revision = await repository.revision('main');
    for (const name of hostile) {
      const read = await revision.read(name, 1000);
      expect(read).toEqual({ kind: 'bytes', bytes: Buffer.from(`name = ${JSON.stringify(name)}\n`) });
    }
    await repository.close();
  });

  it('answers many questions at a time, large ones among them, each with its own', async () => {
    const repository = await GitRepository.open(bare);
    const revision = await repository.revision('main');
    const questions = Array.from({ length: 200 }, (_, index) =>
      index % 3 === 0 ? revision.read('big.py', 100) : revision.read('nova/virt/driver.py', 100),
    );
    for (const [index, answer] of (await Promise.all(questions)).entries()) {
      expect(answer).toMatchObject(
        index % 3 === 0
          ? { kind: 'too-large', size: 300_007 }
          : { kind: 'bytes', bytes: Buffer.from('x = 2\n') },
      );
    }
    const whole = await revision.read('big.py', 1_000_000);
    expect(whole.kind === 'bytes' && sha256(whole.bytes)).toBe(sha256(`x = '${'y'.repeat(300_000)}'\n`));
    await repository.close();
  });

  it('says where links lead', async () => {
    const repository = await GitRepository.open(bare);
    const revision = await repository.revision('main');
    expect(await revision.linkTarget('nova/link.py')).toEqual({
      kind: 'inside',
      path: 'nova/virt/driver.py',
      target: 'file',
    });
    expect(await revision.linkTarget('nova/outside.py')).toEqual({ kind: 'outside', path: '/etc/passwd' });
    expect(await revision.read('nova/link.py', 100)).toMatchObject({ bytes: Buffer.from('x = 2\n') });
    expect(await revision.read('nova/outside.py', 100)).toMatchObject({ kind: 'failed' });
    await repository.close();
  });

  it('identifies content by the blob', async () => {
    const repository = await GitRepository.open(bare);
    const [first, second] = [await repository.revision('first'), await repository.revision('main')];
    expect(first.contentId('big.py')).toBe(second.contentId('big.py'));
    expect(first.contentId('nova/virt/driver.py')).not.toBe(second.contentId('nova/virt/driver.py'));
    await repository.close();
  });

  it.each(['none', '--help', '--output=x', 'main:nova', ''])('refuses the revision %j', async (revision) => {
    const repository = await GitRepository.open(bare);
    await expect(repository.revision(revision)).rejects.toThrow(`no revision '${revision}'`);
    await repository.close();
  });

  it('says what is no repository', async () => {
    await expect(GitRepository.open(tmpdir())).rejects.toThrow('is not in a git repository');
  });

  it('answers, and does not wait, when git ends', async () => {
    const repository = await GitRepository.open(bare);
    const revision = await repository.revision('main');
    await repository.close();
    rmSync(join(bare, 'HEAD'));
    expect(await revision.read('big.py', 100)).toMatchObject({ kind: 'failed' });
    writeFileSync(join(bare, 'HEAD'), 'ref: refs/heads/main\n');
  });
});
