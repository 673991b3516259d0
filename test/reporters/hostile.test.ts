import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { jsonOf } from '../../src/reporters/json.ts';
import { evidenceOf, sarifOf } from '../../src/reporters/sarif.ts';
import { textOf } from '../../src/reporters/text.ts';
import { visible } from '../../src/reporters/visible.ts';
import { harmful, hostileReport } from './hostile-report.ts';

const report = hostileReport();
const outputs: readonly (readonly [string, string])[] = [
  ['text', textOf(report)],
  ['narrow text', textOf(report, { width: 10 })],
  ['json', jsonOf(report)],
  ['sarif', sarifOf(report)],
  ['evidence', evidenceOf(report)],
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
