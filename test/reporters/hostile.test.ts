import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { annotationsOf } from '../../src/reporters/github.ts';
import { gitlabOf } from '../../src/reporters/gitlab.ts';
import { htmlOf } from '../../src/reporters/html/html.ts';
import { jsonOf } from '../../src/reporters/json.ts';
import { junitOf } from '../../src/reporters/junit.ts';
import { markdownOf } from '../../src/reporters/markdown.ts';
import { evidenceOf, sarifOf } from '../../src/reporters/sarif.ts';
import { textOf } from '../../src/reporters/text.ts';
import { visible } from '../../src/reporters/visible.ts';
import { zuulOf } from '../../src/reporters/zuul.ts';
import { harmful, hostileReport } from './hostile-report.ts';

const report = hostileReport();
const outputs: readonly (readonly [string, string])[] = [
  ['text', textOf(report)],
  ['narrow text', textOf(report, { width: 10 })],
  ['json', jsonOf(report)],
  ['sarif', sarifOf(report)],
  ['evidence', evidenceOf(report)],
  ['markdown', markdownOf(report)],
  ['html', htmlOf(report)],
  ['junit', junitOf(report)],
  ['gitlab', gitlabOf(report, { started: new Date(0), ended: new Date(1000) })],
  ['zuul', zuulOf(report)],
  ['github', annotationsOf(report)],
];

describe.each(outputs)('%s', (_name, output) => {
  test('has no character that drives a terminal, hides, or turns text around', () => {
    expect(output).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
  });
});

test('coloured text has the escape sequences of the palette and no other', () => {
  const output = textOf(report, { palette: pc.createColors(true), width: 100 });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the palette's own sequences
  const withoutColour = output.replace(/\u001b\[\d+m/g, '');
  expect(withoutColour).toBe(textOf(report, { width: 100 }));
});

test('what is written out tells the reader which character was there', () => {
  expect(visible('a\u202eb\u001b[31m\n\u{e0041}')).toBe('a\\u{202e}b\\x{1b}[31m\\n\\u{e0041}');
});

test('no line of text is longer than the terminal but by names that cannot be broken', () => {
  const framed = textOf(report, { width: 72 })
    .split('\n')
    .filter((line) => /^ *\d* \| /.test(line));
  expect(framed.length).toBeGreaterThan(4);
  expect(Math.max(...framed.map((line) => [...line].length))).toBeLessThanOrEqual(72);
});

test('programs read the original text back', () => {
  const parsed = JSON.parse(jsonOf(report));
  expect(parsed.findings[0].message).toBe(report.findings[0]?.message);
  expect(parsed.findings[0].place.path).toBe(report.findings[0]?.place.path);
});

describe('SARIF', () => {
  const run = JSON.parse(sarifOf(report)).runs[0];
  const uri: string = run.results[0].locations[0].physicalLocation.artifactLocation.uri;

  test('refers to the hostile path by a relative URI below the root', () => {
    const resolved = new URL(uri, 'https://root.example/tree/');
    expect(resolved.href.startsWith('https://root.example/tree/ironic/..hidden/')).toBe(true);
    expect([resolved.search, resolved.hash]).toEqual(['', '']);
    expect(decodeURIComponent(uri)).toBe(report.findings[0]?.place.path.replace('\ud800', '\ufffd'));
  });

  test('never makes a link out of a message', () => {
    expect(run.results[0].message.text).toContain('[click] (http://evil.example)');
  });

  test('leaves out snippets of endless lines', () => {
    const last = run.results[0].codeFlows[0].threadFlows[0].locations[1].location.physicalLocation;
    expect(last.region).toEqual({ startLine: 5, startColumn: 50_001, endLine: 5, endColumn: 100_001 });
    expect(last.contextRegion).toBeUndefined();
  });

  test('keeps the harmful text itself out of results', () => {
    expect(JSON.stringify(run.results[0].message)).not.toContain(JSON.stringify(harmful).slice(1, 12));
  });
});

describe('markup', () => {
  const markup = '</script><img src=x onerror=alert(1)> `](javascript:x) | **b** @team #1 & "q" \'s\'';
  const [finding] = report.findings;
  const withMarkup =
    finding === undefined ? report : { ...report, findings: [{ ...finding, message: markup }] };

  test('of a message does not become markup of the HTML report', () => {
    const html = htmlOf(withMarkup);
    expect(html).not.toContain('<img');
    expect(html.match(/<\/script>/g)).toHaveLength(1);
  });

  test('of a message does not become markup of the Markdown report', () => {
    const markdown = markdownOf(withMarkup);
    expect(markdown).toContain('\\</script\\>\\<img src=x onerror=alert(1)\\>');
    const withoutCode = markdown
      .replace(/^```text\n[\s\S]*?^```$/gm, '')
      .replace(/\\`/g, '')
      .replace(/`[^`]*`/g, '');
    expect(withoutCode).not.toMatch(/(?<!\\)[<>[\]]/);
    expect(markdown).not.toContain('@team');
  });

  test('of a message ends no workflow command and no XML element', () => {
    expect(annotationsOf(withMarkup).split('\n')).toHaveLength(2);
    expect(junitOf(withMarkup)).toContain('&lt;/script&gt;&lt;img src=x');
  });
});

test('a fence of the Markdown report is longer than the backticks inside of it', () => {
  const [finding] = report.findings;
  if (finding === undefined) throw new Error('the hostile report has a finding');
  const text = 'x = """\n````\n"""\n';
  const place = { ...finding.place, span: { start: 0, end: text.length - 1 } };
  const markdown = markdownOf({
    ...report,
    findings: [{ ...finding, place, trace: [], related: [] }],
    sources: new Map([[place.path, { text, lineStarts: [0, 8, 13, 17] }]]),
  });
  expect(markdown).toContain('`````text\n');
});
