import { describe, expect, test } from 'vitest';
import { compareWithBaseline, type KnownFinding, knownFindings } from '../../src/findings/baseline.ts';
import { buildFindings } from '../../src/findings/builder.ts';
import type { Report } from '../../src/findings/finding.ts';
import { fileText, sampleReport, secretInLog } from '../reporters/sample-report.ts';

type Files = Readonly<Record<string, string>>;

/** Every `LOG` call of the files is a finding of its own; the line `def NAME` before it names the function. */
function reportOf(files: Files, level: 'error' | 'note' = 'error'): Report {
  const sources = new Map(Object.entries(files).map(([path, text]) => [path, fileText(text)]));
  const drafts = Object.entries(files).flatMap(([path, text]) =>
    [...text.matchAll(/LOG\(.*?\)/g)].map((found) => {
      const before = [...text.slice(0, found.index).matchAll(/def (\w+)/g)].at(-1)?.[1] ?? '';
      const span = { start: found.index, end: found.index + found[0].length };
      return { rule: secretInLog.id, level, message: 'leaks', place: { path, span, function: before } };
    }),
  );
  const { findings } = buildFindings(drafts, { rules: [secretInLog], sources });
  const file = { hash: 'f'.repeat(64), lines: 1, functions: 1, status: 'analyzed' } as const;
  return {
    ...sampleReport(),
    rules: [secretInLog],
    findings,
    files: Object.keys(files).map((path) => ({ ...file, path })),
    sources,
  };
}

/** The states of the findings of `after`, as `line: state`, and how many of `before` are absent. */
function states(before: Files, after: Files, { gone = [] as readonly string[] } = {}) {
  return statesOf(reportOf(after), knownFindings(reportOf(before)), gone);
}

function statesOf(after: Report, known: readonly KnownFinding[], gone: readonly string[] = []) {
  const report = compareWithBaseline(after, known, new Set(gone));
  const told = [
    ...report.findings.map((finding) => ({ finding, state: 'new' })),
    ...report.setAside.map(({ finding, baselineState }) => ({ finding, state: baselineState })),
  ];
  const text = ({ place }: Report['findings'][number]) =>
    after.sources.get(place.path)?.text.slice(place.span.start, place.span.end);
  return {
    states: told.map(({ finding, state }) => `${text(finding)}: ${state}`).sort(),
    absent: report.comparison?.absent.map((one) => one.path),
  };
}

const one = 'def f():\n    LOG(a)\n';

describe('a finding is', () => {
  test('unchanged where lines moved and were indented', () => {
    const moved = `import x\n\n\nclass A:\n  pass\n\n${one.replace('    ', '\t\t')}`;
    expect(states({ 'a.py': one }, { 'a.py': moved })).toEqual({ states: ['LOG(a): unchanged'], absent: [] });
  });

  test('unchanged in a renamed file', () => {
    const { states: found, absent } = states({ 'a.py': one }, { 'b/c.py': one }, { gone: ['a.py'] });
    expect(found).toEqual(['LOG(a): unchanged']);
    expect(absent).toEqual([]);
  });

  test('unchanged in a renamed file whose lines moved too', () => {
    const moved = `import x\n${one}`;
    expect(states({ 'a.py': one }, { 'b.py': moved }, { gone: ['a.py'] }).states).toEqual([
      'LOG(a): unchanged',
    ]);
  });

  test('updated in a renamed function, and on a changed line', () => {
    expect(states({ 'a.py': one }, { 'a.py': one.replace('f()', 'g()') }).states).toEqual([
      'LOG(a): updated',
    ]);
    const changed = one.replace('LOG(a)', 'if x: LOG(a)');
    expect(states({ 'a.py': one }, { 'a.py': changed }).states).toEqual(['LOG(a): updated']);
  });

  test('updated at another level', () => {
    const known = knownFindings(reportOf({ 'a.py': one }, 'note'));
    expect(statesOf(reportOf({ 'a.py': one }), known).states).toEqual(['LOG(a): updated']);
  });

  test('new, each of them, when there are more than before', () => {
    const two = `${one}    LOG(a)\n`;
    expect(states({ 'a.py': one }, { 'a.py': two }).states).toEqual(['LOG(a): new', 'LOG(a): unchanged']);
    expect(states({ 'a.py': one }, { 'a.py': one, 'b.py': one }).states).toEqual([
      'LOG(a): new',
      'LOG(a): unchanged',
    ]);
    expect(states({}, { 'a.py': one }).states).toEqual(['LOG(a): new']);
  });

  test('new beside one that was repaired', () => {
    const other = one.replace('LOG(a)', 'LOG(b)');
    expect(states({ 'a.py': one }, { 'a.py': other })).toEqual({
      states: ['LOG(b): new'],
      absent: ['a.py'],
    });
  });
});

describe('a known finding is absent', () => {
  test('where its file was analyzed or is gone, not elsewhere', () => {
    const clean = { 'a.py': 'def f(): pass\n' };
    expect(states({ 'a.py': one, 'b.py': one, 'c.py': one }, clean, { gone: ['b.py'] }).absent).toEqual([
      'a.py',
      'b.py',
    ]);
  });

  test('only if its rule ran', () => {
    const known = knownFindings(reportOf({ 'a.py': one }));
    const after = { ...reportOf({ 'a.py': '' }), rules: [] };
    expect(statesOf(after, known).absent).toEqual([]);
  });
});

test('a suppressed finding has a state and does not count', () => {
  const report = reportOf({ 'a.py': one });
  const [finding] = report.findings;
  if (finding === undefined) throw new Error('no finding');
  const suppressed = {
    ...report,
    findings: [],
    setAside: [{ finding, justification: 'why', baselineState: null }],
  };
  const compared = compareWithBaseline(suppressed, [], new Set());
  expect(compared.findings).toEqual([]);
  expect(compared.setAside).toMatchObject([{ justification: 'why', baselineState: 'new' }]);
  expect(knownFindings(suppressed)).toEqual([]);
});
