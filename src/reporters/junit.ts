/**
 * JUnit's XML, as Jenkins, GitLab and others read it: a suite is a file, a failed case is a finding in it. A file without
 * findings is a suite with one passed case, a file that was not read one with a skipped case.
 */
import type { AnalyzedFile, Finding, Report } from '../findings/finding.ts';
import { startOf } from './lines.ts';
import { visible } from './visible.ts';
import { escaped } from './xml.ts';

export function junitOf(report: Report): string {
  const suites = report.files.map((file) => suiteOf(file, report));
  const counts = `tests="${sum(suites, 'cases')}" failures="${report.findings.length}" skipped="${sum(suites, 'skipped')}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="ironvet" ${counts}>`,
    ...suites.map((suite) => suite.text),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Suite {
  readonly text: string;
  readonly cases: number;
  readonly skipped: number;
}

function suiteOf(file: AnalyzedFile, report: Report): Suite {
  const findings = report.findings.filter((finding) => finding.place.path === file.path);
  const skipped = findings.length === 0 && file.status === 'skipped' ? 1 : 0;
  const cases = findings.length === 0 ? 1 : findings.length;
  const counts = `tests="${cases}" failures="${findings.length}" skipped="${skipped}" errors="0"`;
  const lines = findings.length === 0 ? [emptyCase(file)] : findings.map((one) => failedCase(one, report));
  const text = [`  <testsuite name="${escaped(file.path)}" ${counts}>`, ...lines, '  </testsuite>'].join(
    '\n',
  );
  return { text, cases, skipped };
}

function emptyCase({ path, status }: AnalyzedFile): string {
  const name = `classname="${escaped(path)}" name="all rules"`;
  return status === 'skipped'
    ? `    <testcase ${name}><skipped message="the file was not analyzed"/></testcase>`
    : `    <testcase ${name}/>`;
}

function failedCase(finding: Finding, report: Report): string {
  const line = startOf(finding.place, report.sources)?.line;
  const position = line === undefined ? '' : ` (line ${line})`;
  const inside = finding.place.function === '' ? '' : ` in ${finding.place.function}`;
  const name = escaped(`${finding.rule}${inside}${position}`);
  const steps = finding.trace.map((step, index) => {
    const at = startOf(step.place, report.sources)?.line ?? '?';
    return `${index + 1}. ${visible(step.place.path)}:${at}: ${visible(step.message)}`;
  });
  const body = escapedLines([`${visible(finding.place.path)}:${line ?? '?'}`, ...steps]);
  return [
    `    <testcase classname="${escaped(finding.place.path)}" name="${name}">`,
    `      <failure type="${finding.level}" message="${escaped(finding.message)}">${body}</failure>`,
    '    </testcase>',
  ].join('\n');
}

function escapedLines(lines: readonly string[]): string {
  return lines.map(escaped).join('\n');
}

function sum(suites: readonly Suite[], key: 'cases' | 'skipped'): number {
  return suites.reduce((total, suite) => total + suite[key], 0);
}
