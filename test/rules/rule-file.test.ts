import { describe, expect, test } from 'vitest';
import { readPage } from '../../src/rules/page.ts';
import { readRuleFolder } from '../../src/rules/rule-file.ts';

const description = `id: secret-in-log
area: secret
title: Secret in a log message
summary: A password, token or key reaches a log call.
level: error
precision: { stated: high, measured: { sample: 40, right: 36 } }
security-severity: 6.5
cwe: [532]
tags: [logging, credentials]
`;

function read(text: string | null, page: string | null = '# Page\n') {
  return readRuleFolder({ name: 'secret-in-log', description: text, page });
}

test('reads what a folder says of its rule', () => {
  expect(read(description)).toEqual({
    description: {
      id: 'secret-in-log',
      area: 'secret',
      title: 'Secret in a log message',
      summary: 'A password, token or key reaches a log call.',
      level: 'error',
      precision: 'high',
      measured: { sample: 40, right: 36 },
      securitySeverity: 6.5,
      cwe: [532],
      tags: ['credentials', 'logging'],
      help: '# Page\n',
    },
    taint: null,
  });
});

test('keeps the policy for whoever runs it', () => {
  const policy = `${description}taint:\n  labels: ['secret:*']\n  sinks: [log]\n`;
  expect(read(policy).taint).toEqual({ labels: ['secret:*'], sinks: ['log'] });
});

describe('one clear line for each mistake', () => {
  test.each([
    [
      'a misspelled value',
      description.replace('level: error', 'level: eror'),
      "rule.yaml:5: level is 'eror', not one of error, warning, note; did you mean 'error'?",
    ],
    [
      'a misspelled key',
      `${description}tag: [x]\n`,
      "rule.yaml:10: 'tag' is not known here; did you mean 'tags'?",
    ],
    ['a missing key', description.replace(/^area.*\n/m, ''), "rule.yaml:1: the description lacks 'area'"],
    [
      'a missing nested key',
      description.replace('stated: high, ', ''),
      "rule.yaml:6: precision lacks 'stated'",
    ],
    [
      'a number out of range',
      description.replace('6.5', '65'),
      'rule.yaml:7: security-severity must be <= 10',
    ],
    [
      'a policy without sinks',
      `${description}taint: { labels: ['secret:*'] }\n`,
      "rule.yaml:10: taint lacks 'sinks'",
    ],
    [
      'a label that is none',
      `${description}taint:\n  sinks: [log]\n  labels: [password]\n`,
      'rule.yaml:12: taint.labels.0 is "password"',
    ],
    ['a summary without a full stop', description.replace('call.', 'call'), 'rule.yaml:4: summary is "A'],
    ['the name of another folder', description.replace('in-log', 'in-logs'), "the folder 'secret-in-log'"],
    ['broken YAML', 'id: [', 'rule.yaml:1: '],
  ])('%s', (_name, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  test('a missing file', () => {
    expect(() => read(null)).toThrow('rules/secret-in-log/rule.yaml: missing');
    expect(() => read(description, null)).toThrow('rules/secret-in-log/README.md: missing');
  });

  test('all of them at once', () => {
    const twice = description.replace('level: error', 'level: eror').replace('area: secret', 'area: none');
    expect(() => read(twice)).toThrow(/rule\.yaml:2:.*\n.*rule\.yaml:5:/);
  });
});

test('a page is split at its headings; code blocks keep their lines', () => {
  const markdown =
    '# Title\n\n## Flagged\nText.\n```python\n# no heading\nf()\n```\n\n## Fine\n```\nx\n```\n';
  expect(readPage(markdown)).toEqual({
    title: 'Title',
    sections: [
      {
        heading: 'Flagged',
        text: 'Text.',
        blocks: [{ language: 'python', code: '# no heading\nf()\n', line: 6 }],
      },
      { heading: 'Fine', text: '', blocks: [{ language: '', code: 'x\n', line: 12 }] },
    ],
  });
});
