/** The harness itself: it must refuse what is wrong, in words that help. */
import { describe, expect, test } from 'vitest';
import type { Evidence, Finding, Report, Step } from '../../src/findings/finding.ts';
import { lineStartsOf } from '../../src/source/text.ts';
import { defaultPath, readCaseFile, textOf } from './case-file.ts';
import { checkCase } from './check-case.ts';

const rule = 'secret-in-log';

/** `{ line, text }`: where `text` stands in that line of a case; `path` when it has several files. */
interface At {
  readonly line: number;
  readonly text: string;
  readonly path?: string;
}

function stepAt(code: string, { line, text, path = defaultPath }: At, message: string): Step {
  const source = readCaseFile('case', code).sources.find((one) => one.path === path);
  const content = source === undefined ? '' : textOf(source);
  const start = content.indexOf(text, lineStartsOf(content)[line - 1]);
  return { place: { path, span: { start, end: start + text.length }, function: '' }, message };
}

function findingAt(code: string, at: At, more: Partial<Finding> = {}): Finding {
  const { place } = stepAt(code, at, '');
  const message = 'the password is logged';
  return {
    rule,
    level: 'error',
    message,
    place,
    related: [],
    trace: [],
    fingerprint: '',
    contentFingerprint: '',
    ...more,
  };
}

function failures(code: string, findings: readonly Finding[], more: Partial<Report> = {}): string[] {
  const report: Report = {
    toolVersion: '0',
    findings,
    setAside: [],
    comparison: null,
    evidence: [],
    notifications: [],
    rules: [],
    files: [],
    resolution: { inTree: 0, modelled: 0, unknown: 0 },
    sources: new Map(),
    ...more,
  };
  return checkCase(readCaseFile('cases.py', code), rule, report);
}

const code = `LOG.debug(password)  # expect: ${rule}
#         ^^^^^^^^
# message: password
LOG.debug(mask(password))  # ok: masked
`;
const first: At = { line: 1, text: 'password' };

test('a case that holds has no failures', () => {
  expect(failures(code, [findingAt(code, first)])).toEqual([]);
});

test('a missing finding is named with its line and what came instead', () => {
  const elsewhere = findingAt(code, { line: 4, text: 'password' });
  expect(failures(code, [elsewhere])).toEqual([
    [
      'cases.py:4',
      '  4 | LOG.debug(mask(password))  # ok: masked',
      '  expected nothing (more)',
      `  but came:   error ${rule}: the password is logged`,
    ].join('\n'),
    [
      'cases.py:1',
      `  1 | LOG.debug(password)  # expect: ${rule}`,
      `  expected a finding of ${rule}`,
      `  but came:   line 4: error ${rule}: the password is logged`,
    ].join('\n'),
    expect.stringContaining('expected columns 11 to 18'),
    expect.stringContaining('expected a message with: password'),
  ]);
});

test('a second finding on a line must be expected too', () => {
  const twice = [findingAt(code, first), findingAt(code, { line: 1, text: 'LOG' })];
  expect(failures(code, twice)).toEqual([expect.stringContaining('expected nothing (more)')]);
  const both = code.replace(`# expect: ${rule}`, `# expect: ${rule} # expect: ${rule}`);
  expect(failures(both, [findingAt(both, first), findingAt(both, { line: 1, text: 'LOG' })])).toEqual([]);
});

test('columns are compared', () => {
  const wide = findingAt(code, { line: 1, text: 'LOG.debug(password)' });
  expect(failures(code, [wide])).toEqual([
    expect.stringMatching(/expected columns 11 to 18\n {2}but came: {3}columns 1 to 19/),
  ]);
});

test('the columns of a place that goes on below end with the code of its first line', () => {
  const long = `LOG.debug(  # expect: ${rule}\n#^^^^^^^^^\n    password)\nok()  # ok\n`;
  expect(failures(long, [findingAt(long, { line: 1, text: 'OG.debug(' })])).toEqual([]);
  const through = { ...findingAt(long, first), place: spanOf(long, 'OG.debug(', 'password)') };
  expect(failures(long, [through])).toEqual([]);
});

function spanOf(text: string, from: string, to: string) {
  const span = { start: text.indexOf(from), end: text.indexOf(to) + to.length };
  return { path: defaultPath, span, function: '' };
}

test('a level is compared where it is written', () => {
  const note = code.replace(`# expect: ${rule}`, `# expect: ${rule} note`);
  expect(failures(note, [findingAt(note, first)])).toHaveLength(2);
  expect(failures(note, [findingAt(note, first, { level: 'note' })])).toEqual([]);
});

describe('known wrong answers', () => {
  const missed = code.replace('# ok: masked', `# missed: ${rule} mask is not modelled`).concat('x()  # ok\n');
  const alarm = code
    .replace('# ok: masked', `# false-alarm: ${rule} mask is not modelled`)
    .concat('x()  # ok\n');
  const healed: At = { line: 4, text: 'password' };

  test('hold as long as they are wrong', () => {
    expect(failures(missed, [findingAt(missed, first)])).toEqual([]);
    expect(failures(alarm, [findingAt(alarm, first), findingAt(alarm, healed)])).toEqual([]);
  });

  test('are told when they heal', () => {
    expect(failures(missed, [findingAt(missed, first), findingAt(missed, healed)])).toEqual([
      expect.stringContaining('healed: write `# expect: secret-in-log` instead of `# missed`'),
    ]);
    expect(failures(alarm, [findingAt(alarm, first)])).toEqual([
      expect.stringContaining('healed: write `# ok` instead of `# false-alarm`'),
    ]);
  });

  test('need a reason', () => {
    const unexplained = missed.replace(' mask is not modelled', '');
    expect(failures(unexplained, [findingAt(unexplained, first)])).toEqual([
      expect.stringContaining('say why'),
    ]);
  });
});

describe('several files', () => {
  const files = `# file: ironic/common/a.py
def read(node):
    return node.password  # step: read from the node
# file: ironic/drivers/b.py
LOG.debug(read(node))  # expect: ${rule}
LOG.debug(1)  # ok
`;
  const sink: At = { path: 'ironic/drivers/b.py', line: 1, text: 'read(node)' };
  const source: At = { path: 'ironic/common/a.py', line: 2, text: 'node.password' };

  test('are split, and steps are found in the right one', () => {
    const trace = [stepAt(files, source, 'the password is read from the node')];
    expect(failures(files, [findingAt(files, sink, { trace })])).toEqual([]);
  });

  test('keep the lines of the case file in messages', () => {
    expect(failures(files, [findingAt(files, sink)])).toEqual([
      expect.stringMatching(/^cases\.py:3\n {2}3 \| {5}return node\.password/),
    ]);
    expect(failures(files, [])[0]).toMatch(/^cases\.py:5\n/);
  });
});

describe('weak cases', () => {
  test.each([
    ['no good twin', `f(x)  # expect: ${rule}\n`, 'has no line with `# ok`'],
    ['no bad code', 'f(x)  # ok\n', 'has no line with `# expect`'],
  ])('are refused: %s', (_name, weak, complaint) => {
    expect(failures(weak, [findingAt(weak, { line: 1, text: 'x' })]).join('\n')).toContain(complaint);
  });

  test('are refused: another rule is expected', () => {
    const foreign = `${code}f(x)  # expect: other-rule\n`;
    expect(failures(foreign, [findingAt(foreign, first)]).join('\n')).toContain('only secret-in-log can be');
  });
});

test('evidence is looked for on its line', () => {
  const checked = `${code}api.get(uuid)  # pass: from the service\n`;
  const place = stepAt(checked, { line: 5, text: 'uuid' }, '').place;
  const pass: Evidence = { rule, kind: 'pass', message: 'uuid: from the service state', place, related: [] };
  const findings = [findingAt(checked, first)];
  expect(failures(checked, findings, { evidence: [pass] })).toEqual([]);
  expect(failures(checked, findings, { evidence: [{ ...pass, kind: 'review' }] })).toEqual([
    expect.stringContaining('expected evidence of kind pass with: from the service'),
  ]);
});

test('whatever the run has to say about itself is a failure', () => {
  const crash = {
    level: 'error',
    id: 'rule-crashed',
    message: 'boom',
    path: null,
    span: null,
    rule,
  } as const;
  expect(failures(code, [findingAt(code, first)], { notifications: [crash] })).toEqual([
    'cases.py: the run says rule-crashed:  boom',
  ]);
});
