import { describe, expect, it } from 'vitest';
import { type DiscoveryOptions, discover } from '../../src/source/discover.ts';
import { InputError } from '../../src/source/input-error.ts';
import { type MemoryFile, MemoryHost } from '../../src/source/memory-host.ts';
import { PathPatterns } from '../../src/source/patterns.ts';

function patterns(...given: readonly string[]): PathPatterns {
  return new PathPatterns(given, (path) => path);
}

type Files = Readonly<Record<string, MemoryFile>>;

function find(files: Files, paths: readonly string[], options: Partial<DiscoveryOptions> = {}) {
  return discover(new MemoryHost(files), {
    paths,
    supports: (path) => path.endsWith('.py'),
    includeTests: false,
    includeEnvironments: false,
    include: patterns(),
    exclude: patterns(),
    ...options,
  });
}

/** Files that hold nothing: only their names matter here. */
function named(...paths: readonly string[]): Files {
  return Object.fromEntries(paths.map((path) => [path, '']));
}

describe('discover', () => {
  it('walks directories, sorted, and ignores other languages in silence', async () => {
    const found = await find(named('b/y.py', 'b/a/x.py', 'a.py', 'notes.txt', 'b-c/z.py'), ['']);
    expect(found).toEqual({ files: ['a.py', 'b-c/z.py', 'b/a/x.py', 'b/y.py'], problems: [] });
  });

  it('leaves out what bundlers and minifiers write, unless it is named', async () => {
    const files = named('ui/app.js', 'ui/jquery.min.js', 'ui/main.bundle.1663167892.js', 'ui/bundle.js');
    const supports = (path: string) => path.endsWith('.js');
    expect((await find(files, [''], { supports })).files).toEqual(['ui/app.js', 'ui/bundle.js']);
    expect((await find(files, ['ui/jquery.min.js'], { supports })).files).toEqual(['ui/jquery.min.js']);
  });

  it('gives the same files for paths in any order and for overlapping ones', async () => {
    const files = named('a/x.py', 'a/b/y.py', 'c.py');
    const forward = await find(files, ['a', 'c.py', 'a/b']);
    const backward = await find(files, ['a/b', 'a/b/y.py', 'c.py', 'a']);
    expect(backward).toEqual(forward);
    expect(forward.files).toEqual(['a/b/y.py', 'a/x.py', 'c.py']);
  });

  describe('left out by default', () => {
    const tree = named(
      'nova/driver.py',
      'nova/tests/fake.py',
      'nova/test_driver.py',
      'nova/conftest.py',
      '.venv/lib/a.py',
      'py/pyvenv.cfg',
      'py/lib/b.py',
      'lib/site-packages/c.py',
      'build/d.py',
      'env/e.py',
      'nova/build/__init__.py',
      'nova/build/f.py',
    );

    it('counts tests and environments, and keeps packages with unlucky names', async () => {
      const found = await find(tree, ['']);
      expect(found.files).toEqual(['nova/build/__init__.py', 'nova/build/f.py', 'nova/driver.py']);
      expect(found.problems).toEqual([
        {
          level: 'note',
          id: 'excluded',
          path: null,
          message:
            'files and directories left out by default: 4 of environments (--include-environments), 3 of tests (--include-tests)',
        },
      ]);
    });

    it('counts what overlapping paths leave out once, and nothing that a glob does not match', async () => {
      const whole = await find(tree, ['']);
      expect(await find(tree, ['nova', ''])).toEqual(whole);
      expect((await find(tree, ['nova/*.py'])).problems).toMatchObject([
        { message: 'files and directories left out by default: 2 of tests (--include-tests)' },
      ]);
      expect((await find(tree, ['nova/d*.py'])).problems).toEqual([]);
    });

    it('includes them when asked to', async () => {
      const withTests = await find(tree, [''], { includeTests: true });
      expect(withTests.files).toContain('nova/tests/fake.py');
      expect(withTests.files).toContain('nova/conftest.py');
      expect(withTests.files).not.toContain('.venv/lib/a.py');
      const withEnvironments = await find(tree, [''], { includeEnvironments: true });
      expect(withEnvironments.files).toContain('lib/site-packages/c.py');
      expect(withEnvironments.files).toContain('py/lib/b.py');
    });

    it('takes what the user names', async () => {
      expect((await find(tree, ['nova/conftest.py', 'nova/tests'])).files).toEqual([
        'nova/conftest.py',
        'nova/tests/fake.py',
      ]);
      expect((await find(tree, ['lib/site-packages'])).files).toEqual(['lib/site-packages/c.py']);
    });
  });

  describe('.gitignore', () => {
    it('reads nested files, the deepest decides', async () => {
      const found = await find(
        {
          ...named('gen/a.py', 'keep.py', 'skip.py', 'sub/skip.py', 'sub/gen/b.py', 'sub/deep/skip.py'),
          '.gitignore': 'skip.py\n/gen/\n',
          'sub/.gitignore': '!skip.py\n',
          'sub/deep/.gitignore': 'skip.py\n',
        },
        [''],
      );
      expect(found.files).toEqual(['keep.py', 'sub/gen/b.py', 'sub/skip.py']);
    });

    it('obeys the files above a named directory inside a repository', async () => {
      const files = { ...named('.git/HEAD', 'a/x.py', 'a/y.py', 'out/z.py'), '.gitignore': 'y.py\nout/\n' };
      expect((await find(files, ['a'])).files).toEqual(['a/x.py']);
      expect((await find(files, ['a/y.py'])).files).toEqual(['a/y.py']);
      expect((await find(files, ['out'])).files).toEqual(['out/z.py']);
    });

    it('skips and reports lines that would take for ever to match', async () => {
      const found = await find({ ...named('x.py'), '.gitignore': `${'*a'.repeat(40)}\n` }, ['']);
      expect(found.files).toEqual(['x.py']);
      expect(found.problems).toMatchObject([{ id: 'ignore-pattern-skipped', path: '.gitignore' }]);
    });
  });

  describe('links', () => {
    it('does not analyze a file twice, and takes a link to a file that is not analyzed otherwise', async () => {
      const files: Files = {
        ...named('a/x.py', 'other/y.py'),
        'a/same.py': { link: 'x.py' },
        'a/far.py': { link: '../other/y.py' },
      };
      expect(await find(files, ['a'])).toEqual({ files: ['a/far.py', 'a/x.py'], problems: [] });
      expect((await find(files, [''])).files).toEqual(['a/x.py', 'other/y.py']);
    });

    it('reports links out of the tree, broken and circular ones, and directories', async () => {
      const found = await find(
        {
          ...named('a/x.py'),
          'a/absolute.py': { link: '/etc/passwd' },
          'a/broken.py': { link: 'nothing.py' },
          'a/circle.py': { link: 'circle.py' },
          'a/out': { link: '../../etc' },
          'a/readme.txt': { link: '/etc/motd' },
          'a/up': { link: '../a' },
        },
        [''],
      );
      expect(found.files).toEqual(['a/x.py']);
      expect(found.problems.map(({ path, id }) => `${path} ${id}`)).toEqual([
        'a/absolute.py outside-root',
        'a/broken.py unreadable',
        'a/circle.py unreadable',
        'a/out outside-root',
        'a/up link-not-followed',
      ]);
    });

    it('follows a link that the user names', async () => {
      const files: Files = { ...named('a/x.py'), here: { link: 'a' } };
      expect((await find(files, ['here'])).files).toEqual(['a/x.py']);
    });
  });

  it('reports submodules and devices', async () => {
    const found = await find({ vendor: { kind: 'submodule' }, 'pipe.py': { kind: 'other' } }, ['']);
    expect(found.problems.map(({ path, id }) => `${path} ${id}`)).toEqual([
      'pipe.py unreadable',
      'vendor submodule-not-followed',
    ]);
  });

  it('says that a named file is in no language that is analyzed', async () => {
    const found = await find(named('notes.txt'), ['notes.txt']);
    expect(found.problems).toMatchObject([{ id: 'unsupported-file', path: 'notes.txt' }]);
  });

  describe('globs', () => {
    const files = named('a/x.py', 'a/b/y.py', 'a/tests/z.py', 'c/x.py', 'a/[odd].py');

    it.each([
      ['**/x.py', ['a/x.py', 'c/x.py']],
      ['a/**', ['a/[odd].py', 'a/b/y.py', 'a/x.py']],
      ['{a/b,c}/*.py', ['a/b/y.py', 'c/x.py']],
      ['a/[odd].py', ['a/[odd].py']],
    ])('%s', async (pattern, expected) => {
      expect((await find(files, [pattern])).files).toEqual(expected);
    });

    it('refuses one that matches nothing', async () => {
      await expect(find(files, ['**/*.pyx'])).rejects.toThrow(InputError);
    });
  });

  it('applies include and exclude, and says so for a named file', async () => {
    const files = named('a/x.py', 'a/y.py', 'b/z.py');
    expect((await find(files, [''], { include: patterns('a/') })).files).toEqual(['a/x.py', 'a/y.py']);
    expect((await find(files, [''], { exclude: patterns('y.py', 'b') })).files).toEqual(['a/x.py']);
    const named_ = await find(files, ['a/y.py'], { exclude: patterns('y.py') });
    expect(named_.files).toEqual([]);
    expect(named_.problems).toMatchObject([{ id: 'excluded', path: 'a/y.py' }]);
  });

  it('names the nearest path for one that does not exist', async () => {
    const missing = find(named('nova/virt/driver.py'), ['nova/virt/drvier.py']);
    await expect(missing).rejects.toMatchObject({
      message: 'no such file or directory: nova/virt/drvier.py',
      hint: "did you mean 'nova/virt/driver.py'?",
    });
    await expect(find(named('nova/virt/driver.py'), ['nova/vrit/driver.py'])).rejects.toMatchObject({
      hint: "did you mean 'nova/virt'?",
    });
  });

  it('walks a very deep tree without recursion', async () => {
    const deep = `${'d/'.repeat(5000)}x.py`;
    expect((await find(named(deep), [''])).files).toEqual([deep]);
  });
});
