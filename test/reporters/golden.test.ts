import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { Report } from '../../src/findings/finding.ts';
import { annotationsOf } from '../../src/reporters/github.ts';
import { gitlabOf } from '../../src/reporters/gitlab.ts';
import { htmlOf } from '../../src/reporters/html/html.ts';
import { jsonOf } from '../../src/reporters/json.ts';
import { junitOf } from '../../src/reporters/junit.ts';
import { markdownOf } from '../../src/reporters/markdown.ts';
import { evidenceOf, sarifOf } from '../../src/reporters/sarif.ts';
import { textOf } from '../../src/reporters/text.ts';
import { zuulOf } from '../../src/reporters/zuul.ts';
import { hostileReport } from './hostile-report.ts';
import { sampleReport } from './sample-report.ts';

const golden = (name: string) => `./__snapshots__/${name}`;

/** Shows colours as words: `<red>error</red>`. */
const words = {
  bold: tag('bold'),
  dim: tag('dim'),
  red: tag('red'),
  yellow: tag('yellow'),
  green: tag('green'),
  blue: tag('blue'),
  cyan: tag('cyan'),
};

function tag(name: string) {
  return (text: string) => `<${name}>${text}</${name}>`;
}

const nothingFound: Report = { ...sampleReport(), findings: [], evidence: [], notifications: [] };

test('text', async () => {
  await expect(textOf(sampleReport())).toMatchFileSnapshot(golden('text.txt'));
});

test('text on a narrow terminal', async () => {
  await expect(textOf(sampleReport(), { width: 60 })).toMatchFileSnapshot(golden('text-narrow.txt'));
});

test('text with colours', async () => {
  await expect(textOf(sampleReport(), { palette: words })).toMatchFileSnapshot(golden('text-colour.txt'));
});

test('text of hostile code', async () => {
  await expect(textOf(hostileReport(), { width: 100 })).toMatchFileSnapshot(golden('text-hostile.txt'));
});

test('text when nothing was found says what was analyzed', async () => {
  await expect(textOf(nothingFound)).toMatchFileSnapshot(golden('text-nothing-found.txt'));
});

test('text tells every warning about the run, and of many notes how many more there are', () => {
  const told = (level: 'note' | 'warning', count: number) =>
    Array.from({ length: count }, (_, index) => ({
      level,
      id: 'excluded',
      message: `number ${index + 1} ${level}`,
      path: null,
      span: null,
      rule: null,
    }));
  const text = textOf({ ...nothingFound, notifications: [...told('note', 23), ...told('warning', 30)] });
  expect(text.match(/number \d+ note/g)).toHaveLength(20);
  expect(text.match(/number \d+ warning/g)).toHaveLength(30);
  expect(text).toContain('note: 3 more notes are in the SARIF and JSON reports\n');
});

test('json', async () => {
  await expect(jsonOf(sampleReport())).toMatchFileSnapshot(golden('report.json'));
});

test('sarif', async () => {
  await expect(sarifOf(sampleReport())).toMatchFileSnapshot(golden('findings.sarif'));
});

test('evidence', async () => {
  await expect(evidenceOf(sampleReport())).toMatchFileSnapshot(golden('evidence.sarif'));
});

test.each([
  ['a usual', sampleReport()],
  ['a hostile', hostileReport()],
  ['an empty', nothingFound],
])('the JSON of %s report is as its schema says', (_name, report) => {
  const schema = JSON.parse(readFileSync('schemas/report.schema.json', 'utf8'));
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  validate(JSON.parse(jsonOf(report)));
  expect(validate.errors).toBeNull();
});

const scan = { started: new Date('2026-01-02T03:04:05Z'), ended: new Date('2026-01-02T03:04:09Z') };

test.each([
  ['report.md', markdownOf(sampleReport())],
  ['report-nothing-found.md', markdownOf(nothingFound)],
  ['report-hostile.md', markdownOf(hostileReport())],
  ['report.html', htmlOf(sampleReport())],
  ['junit.xml', junitOf(sampleReport())],
  ['gitlab.json', gitlabOf(sampleReport(), scan)],
  ['zuul.json', zuulOf(sampleReport())],
  ['annotations.txt', annotationsOf(sampleReport())],
])('%s', async (name, output) => {
  await expect(output).toMatchFileSnapshot(golden(name));
});
