import { describe, expect, it } from 'vitest';
import { type AnalyzeOptions, analyze } from '../../src/engine/analyze.ts';
import { ModuleCache } from '../../src/engine/module-cache.ts';
import { MemoryHost } from '../../src/source/memory-host.ts';
import { fakeParts, fakeRule, reportEach } from './fake-parts.ts';

const each = fakeRule('each', reportEach);

function run(files: Readonly<Record<string, string>>, options: Partial<AnalyzeOptions> = {}) {
  return analyze({ host: new MemoryHost(files), paths: [''], parts: fakeParts(each), ...options });
}

describe('analyze', () => {
  it('reports each file, whatever the order of the paths', async () => {
    const files = { 'a.py': 'a', 'b.py': 'b', 'c/d.py': 'd' };
    const forward = await run(files, { paths: ['a.py', 'b.py', 'c'] });
    const backward = await run(files, { paths: ['c/d.py', 'b.py', 'a.py', 'c'] });
    expect(JSON.stringify(backward)).toBe(JSON.stringify(forward));
    expect(forward.files.map(({ path, status, functions }) => ({ path, status, functions }))).toEqual([
      { path: 'a.py', status: 'analyzed', functions: 1 },
      { path: 'b.py', status: 'analyzed', functions: 1 },
      { path: 'c/d.py', status: 'analyzed', functions: 1 },
    ]);
    expect(forward.findings.map((finding) => finding.message)).toEqual([
      'found a.py.main',
      'found b.py.main',
      'found c/d.py.main',
    ]);
    expect([...forward.sources.keys()]).toEqual(['a.py', 'b.py', 'c/d.py']);
  });

  it('reports on the scope alone, and links the package around it', async () => {
    const files = {
      'p/__init__.py': '',
      'p/a.py': 'a',
      'p/q/__init__.py': '',
      'p/q/b.py': 'b',
      'other.py': 'o',
    };
    const parts = fakeParts(each);
    const report = await run(files, { paths: ['p/q/b.py'], parts });
    expect(report.findings.map((finding) => finding.place.path)).toEqual(['p/q/b.py']);
    expect(report.files.map((file) => file.path)).toEqual(['p/q/b.py']);
    expect(parts.lowered).toEqual(['p/__init__.py', 'p/a.py', 'p/q/__init__.py', 'p/q/b.py']);
    const alone = fakeParts(each);
    await run(files, { paths: ['p/q/b.py'], parts: alone, withContext: false });
    expect(alone.lowered).toEqual(['p/q/b.py']);
  });

  it('drops what a rule says of files outside of the scope', async () => {
    const everywhere = fakeRule('everywhere', ({ project, ...context }) =>
      reportEach({ ...context, project, scope: project.functions }),
    );
    const files = { 'p/__init__.py': 'i', 'p/a.py': 'a' };
    const report = await run(files, { paths: ['p/a.py'], parts: fakeParts(everywhere) });
    expect(report.findings.map((finding) => finding.place.path)).toEqual(['p/a.py']);
  });

  it('loses one file, and says so, when the front end fails on it', async () => {
    const report = await run({ 'bad.py': 'crash', 'good.py': 'x' });
    expect(report.findings.map((finding) => finding.place.path)).toEqual(['good.py']);
    expect(report.files.map(({ path, status }) => `${path} ${status}`)).toEqual([
      'bad.py skipped',
      'good.py analyzed',
    ]);
    expect(report.notifications).toEqual([
      {
        level: 'error',
        id: 'front-end-crashed',
        message: 'could not be analyzed: Maximum call stack size exceeded',
        path: 'bad.py',
        span: null,
        rule: null,
      },
    ]);
  });

  it('names the function around what was not understood', async () => {
    const report = await run({ 'a.py': 'x gap' });
    expect(report.files).toMatchObject([{ status: 'partial' }]);
    expect(report.notifications).toMatchObject([
      { id: 'syntax-error', message: 'main was not read whole: not understood', span: { start: 2, end: 5 } },
    ]);
    expect([...report.sources.keys()]).toEqual(['a.py']);
  });

  it('mentions files around the scope that are not known whole', async () => {
    const files = { 'p/__init__.py': 'gap', 'p/a.py': 'a', 'p/b.py': 'crash' };
    const report = await run(files, { paths: ['p/a.py'] });
    expect(report.notifications).toMatchObject([
      {
        level: 'note',
        id: 'context-incomplete',
        message: '2 file(s) around the analyzed ones were not read whole: p/__init__.py, p/b.py',
      },
    ]);
  });

  it('reports files over the size limit and undecodable ones as skipped', async () => {
    const host = new MemoryHost({ 'big.py': 'x'.repeat(11), 'latin.py': Buffer.from([0xe9]), 'ok.py': 'x' });
    const report = await analyze({ host, paths: [''], parts: fakeParts(each), maxFileSize: 10 });
    expect(report.files.map(({ path, status }) => `${path} ${status}`)).toEqual([
      'big.py skipped',
      'latin.py skipped',
      'ok.py analyzed',
    ]);
    expect(report.notifications.map(({ path, id }) => `${path} ${id}`)).toEqual([
      'big.py file-too-large',
      'latin.py undecodable',
    ]);
  });

  it('goes on when a rule crashes, and when it names a place that is not there', async () => {
    const crashing = fakeRule('crashing', () => {
      throw new Error('no such\nblock');
    });
    const lost = fakeRule('lost', ({ scope, rule }) => ({
      findings: reportEach({ scope, rule } as Parameters<typeof reportEach>[0]).findings.map((draft) => ({
        ...draft,
        place: { ...draft.place, span: { start: 5, end: 900 } },
      })),
      evidence: [],
    }));
    const report = await run({ 'a.py': 'a' }, { parts: fakeParts(crashing, each, lost) });
    expect(report.findings.map((finding) => finding.rule)).toEqual(['each']);
    expect(report.notifications.map(({ id, rule }) => `${id} ${rule}`)).toEqual([
      'rule-crashed crashing',
      'finding-refused lost',
    ]);
    expect(report.notifications[0]?.message).toBe(
      'The rule crashing stopped with an error, its findings are missing: no such',
    );
  });

  it('reports budgets that were used up, each once', async () => {
    const parts = fakeParts(each);
    const report = await run(
      { 'a.py': 'a' },
      {
        parts: {
          ...parts,
          analyses: (input) => {
            input.budget.exhausted('a.py.main', 'steps');
            input.budget.exhausted('a.py.main', 'steps');
            return parts.analyses(input);
          },
        },
      },
    );
    expect(report.notifications).toMatchObject([
      { id: 'budget-exhausted', path: 'a.py', level: 'warning', span: { start: 0, end: 1 } },
    ]);
  });

  describe('rules', () => {
    const other = fakeRule('other', reportEach, 'note');
    const rulesOf = async (only: string[], levels: [string, 'off' | 'error'][] = []) => {
      const rules = { only, levels: new Map(levels) };
      const report = await run({ 'a.py': 'a' }, { parts: fakeParts(each, other), rules });
      return report.findings.map(({ rule, level }) => `${rule} ${level}`);
    };

    it('run at their own levels, or at those of the configuration', async () => {
      expect(await rulesOf([])).toEqual(['each warning', 'other note']);
      expect(await rulesOf([], [['other', 'error']])).toEqual(['each warning', 'other error']);
      expect(await rulesOf([], [['each', 'off']])).toEqual(['other note']);
    });

    it('run alone when named, also when the configuration turns them off', async () => {
      expect(await rulesOf(['each'], [['each', 'off']])).toEqual(['each warning']);
    });

    it('must exist', async () => {
      await expect(rulesOf(['eahc'])).rejects.toMatchObject({
        message: "no rule 'eahc'",
        hint: "did you mean 'each'?",
      });
    });
  });

  it('lowers a file once for all runs that share a cache, and again when it changed', async () => {
    const cache = new ModuleCache();
    const parts = fakeParts(each);
    await run({ 'a.py': 'a', 'b.py': 'b' }, { parts, cache });
    const second = await run({ 'a.py': 'a', 'b.py': 'changed' }, { parts, cache });
    expect(parts.lowered).toEqual(['a.py', 'b.py', 'b.py']);
    const fresh = await run({ 'a.py': 'a', 'b.py': 'changed' });
    expect(JSON.stringify(second)).toBe(JSON.stringify(fresh));
  });
});

describe('ModuleCache', () => {
  const entry = (text: string) => ({
    source: { path: 'x', text, hash: '', lineStarts: [0] },
    module: { path: 'x', language: 'python' as const, functions: [], gaps: [], directives: [] },
  });

  it('forgets what was not asked for the longest', () => {
    const cache = new ModuleCache(10);
    cache.set('a', '1', entry('12345'));
    cache.set('b', '1', entry('12345'));
    cache.get('a', '1');
    cache.set('c', '1', entry('12345'));
    expect([cache.get('a', '1'), cache.get('b', '1'), cache.get('c', '1')].map(Boolean)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('keeps an entry that is larger than the cache until the next one', () => {
    const cache = new ModuleCache(1);
    cache.set('a', '1', entry('12345'));
    expect(cache.get('a', '1')).not.toBeNull();
    cache.set('b', '1', entry('12345'));
    expect(cache.get('a', '1')).toBeNull();
  });
});
