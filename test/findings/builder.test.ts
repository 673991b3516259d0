import { describe, expect, test } from 'vitest';
import { buildEvidence, buildFindings } from '../../src/findings/builder.ts';
import type { Evidence, FileText, FindingDraft, RuleDescription } from '../../src/findings/finding.ts';
import { lineStartsOf } from '../../src/source/text.ts';

const rule: RuleDescription = {
  id: 'secret-in-log',
  area: 'secret',
  level: 'error',
  precision: 'high',
  measured: null,
  securitySeverity: 7.5,
  cwe: [532],
  tags: [],
  title: 'Secret in a log',
  summary: 'A secret reaches a log call.',
  help: '# Secret in a log',
};

const driver = ['def stop(node):', '    LOG.debug(node.password)', '    LOG.debug(node.password)', ''].join(
  '\n',
);

function sourcesOf(text: string): ReadonlyMap<string, FileText> {
  return new Map([['driver.py', { text, lineStarts: lineStartsOf(text) }]]);
}

/** A draft at the `count`-th occurrence of `needle`. */
function draftAt(text: string, needle: string, count = 0): FindingDraft {
  let start = text.indexOf(needle);
  for (let skipped = 0; skipped < count; skipped++) start = text.indexOf(needle, start + 1);
  const span = { start, end: start + needle.length };
  return { rule: rule.id, message: 'm', place: { path: 'driver.py', span, function: 'stop' } };
}

function build(text: string, drafts: readonly FindingDraft[]) {
  return buildFindings(drafts, { rules: [rule], sources: sourcesOf(text) });
}

describe('fingerprints', () => {
  const both = (text: string) =>
    build(text, [draftAt(text, 'node.password'), draftAt(text, 'node.password', 1)]).findings.map(
      (finding) => finding.fingerprint,
    );

  test('tell equal lines of one function apart', () => {
    const [first, second] = both(driver);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).not.toBe(first);
  });

  test('survive moved and re-indented lines', () => {
    const moved = `import os\n\n\n${driver.replaceAll('    ', '\t')}`;
    expect(both(moved)).toEqual(both(driver));
  });

  test('survive a new message', () => {
    const draft = draftAt(driver, 'node.password');
    const reworded = build(driver, [{ ...draft, message: 'worded better' }]);
    expect(reworded.findings[0]?.fingerprint).toBe(build(driver, [draft]).findings[0]?.fingerprint);
  });

  test('change with the code of the line', () => {
    const changed = driver.replaceAll('debug', 'info');
    expect(both(changed)).not.toEqual(both(driver));
  });

  test('differ by function and by rule', () => {
    const draft = draftAt(driver, 'node.password');
    const elsewhere = { ...draft, place: { ...draft.place, function: 'start' } };
    expect(build(driver, [elsewhere]).findings[0]?.fingerprint).not.toBe(both(driver)[0]);
  });
});

describe('building', () => {
  test('keeps one finding per rule and place, the one with the shortest trace', () => {
    const draft = draftAt(driver, 'node.password');
    const step = { place: draft.place, message: 'read here' };
    const built = build(driver, [
      { ...draft, message: 'long', trace: [step, step, step] },
      { ...draft, message: 'short', trace: [step] },
      { ...draft, message: 'middle', trace: [step, step] },
    ]);
    expect(built.findings.map((finding) => finding.message)).toEqual(['short']);
  });

  test('gives the same findings for drafts in any order', () => {
    const drafts = [draftAt(driver, 'LOG'), draftAt(driver, 'LOG', 1), draftAt(driver, 'node.password')];
    expect(build(driver, [...drafts].reverse())).toEqual(build(driver, drafts));
  });

  test('takes the level of the rule where the draft states none', () => {
    const draft = draftAt(driver, 'LOG');
    const built = build(driver, [draft, { ...draftAt(driver, 'LOG', 1), level: 'note' }]);
    expect(built.findings.map((finding) => finding.level)).toEqual(['error', 'note']);
  });

  test.each([
    [
      'a place outside of the text',
      { place: { path: 'driver.py', span: { start: 4, end: 999 }, function: '' } },
      'characters 4 to 999 do not lie in driver.py',
    ],
    [
      'a file that is not part of the run',
      { place: { path: 'other.py', span: { start: 0, end: 1 }, function: '' } },
      'other.py is not a file of the run',
    ],
    ['an empty message', { message: ' ' }, 'it has no message'],
    ['an unknown rule', { rule: 'no-such-rule' }, 'its rule is not part of the run'],
  ])('refuses %s, in the open', (_name, change, problem) => {
    const built = build(driver, [{ ...draftAt(driver, 'LOG'), ...change }]);
    expect(built.findings).toEqual([]);
    expect(built.refused).toHaveLength(1);
    expect(built.refused[0]).toMatchObject({ level: 'error', id: 'finding-refused' });
    expect(built.refused[0]?.message).toContain(problem);
  });
});

test('evidence is sorted, and a site that a rule saw several times is told once', () => {
  const pass = (needle: string): Evidence => ({ ...draftAt(driver, needle), kind: 'pass', related: [] });
  const sites = [pass('node.password'), pass('LOG'), pass('node.password')];
  expect(buildEvidence(sites)).toEqual([pass('LOG'), pass('node.password')]);
});
