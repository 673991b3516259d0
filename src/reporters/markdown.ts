/**
 * The report as Markdown (CommonMark with tables, as GitHub and Gerrit show it): six sections and a verdict.
 *
 * Every text of the analyzed code is escaped or stands in a fence that it cannot close.
 */
import type { Finding, Place, Report, RuleDescription, Step } from '../findings/finding.ts';
import { frameOf } from './frame.ts';
import { lastLineOf, startOf } from './lines.ts';
import { codeParts } from './prose.ts';
import { type CheckedFile, type Reason, type Section, sectionsOf } from './sections.ts';
import { counted, verdictOf } from './verdict.ts';
import { visible } from './visible.ts';

export function markdownOf(report: Report): string {
  const sections = sectionsOf(report).map((section, index) => sectionText(section, index + 1, report));
  return `${['# Security report', scopeOf(report), ...sections, verdictText(report)].join('\n\n')}\n`;
}

function scopeOf({ files, toolVersion }: Report): string {
  const lines = files.reduce((total, file) => total + file.lines, 0);
  const functions = files.reduce((total, file) => total + file.functions, 0);
  return `ironvet ${escapedText(toolVersion)} analyzed ${counted(files.length, 'file')} with ${counted(functions, 'function')} in ${counted(lines, 'line')}.`;
}

function sectionText(section: Section, number: number, report: Report): string {
  return [
    `## ${number}. ${section.title}`,
    section.question,
    ...checkedText(section),
    ...reasonsText('In order, and why', section.inOrder, report),
    ...reasonsText('For a person to review', section.review, report),
    ...findingsText(section, report),
  ].join('\n\n');
}

function checkedText({ checked, rules }: Section): string[] {
  if (rules.length === 0) return ['No rule of this section was run.'];
  const count = counted(rules.length, 'rule');
  const ids = rules.map((rule) => code(rule.id)).join(', ');
  if (checked.length === 0) return [`**Checked** by ${count} (${ids}), which have no site to tell of.`];
  return [`**Checked** by ${count} (${ids}):`, checked.map(checkedLine).join('\n')];
}

function checkedLine({ path, functions }: CheckedFile): string {
  const parts = functions.map(({ name, first, last }) => {
    const lines = first === last ? `line ${first}` : `lines ${first}–${last}`;
    return name === '' ? lines : `${code(name)} (${lines})`;
  });
  return `- ${code(path)}: ${parts.join(', ')}`;
}

function reasonsText(heading: string, reasons: readonly Reason[], report: Report): string[] {
  if (reasons.length === 0) return [];
  const lines = reasons.map(({ rule, message, places }) => {
    const where = places.map((place) => code(addressOf(place, report))).join(', ');
    return `- ${prose(message)} (${code(rule)}: ${where})`;
  });
  return [`**${heading}**`, lines.join('\n')];
}

function findingsText({ findings, rules }: Section, report: Report): string[] {
  if (findings.length === 0) return ['**Not in order**: nothing was found.'];
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return [
    `**Not in order**: ${counted(findings.length, 'finding')}.`,
    ...findings.map((finding) => findingText(finding, byId.get(finding.rule), report)),
  ];
}

function findingText(finding: Finding, rule: RuleDescription | undefined, report: Report): string {
  const title = rule === undefined ? finding.rule : rule.title;
  return [
    `### ${finding.level}: ${escapedText(title)} at ${escapedText(addressOf(finding.place, report))}`,
    prose(finding.message),
    ...frameText(finding.place, report),
    ...stepsText('How it gets there', finding.trace, report),
    ...stepsText('See also', finding.related, report),
    `Rule ${code(finding.rule)}.`,
  ].join('\n\n');
}

const frameWidth = 110;

function frameText(place: Place, report: Report): string[] {
  const source = report.sources.get(place.path);
  if (source === undefined) return [];
  const gutter = String(lastLineOf(source, place.span)).length;
  const plain = (text: string) => text;
  const style = { width: frameWidth, gutter, before: 1, mark: '^', paintGutter: plain, paintMarks: plain };
  const lines = frameOf(source, place.span, style);
  const fence = fenceFor(lines);
  return [[`${fence}text`, ...lines, fence].join('\n')];
}

/** Longer than any run of backticks in the lines, so that none of them ends the block. */
function fenceFor(lines: readonly string[]): string {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []);
  return '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
}

function stepsText(heading: string, steps: readonly Step[], report: Report): string[] {
  if (steps.length === 0) return [];
  const lines = steps.map(
    (step, index) => `${index + 1}. ${code(addressOf(step.place, report))}: ${prose(step.message)}`,
  );
  return [`${heading}:`, lines.join('\n')];
}

function verdictText(report: Report): string {
  const { sentence, limits } = verdictOf(report);
  const rows = sectionsOf(report).map(
    ({ title, checked, findings }) => `| ${title} | ${checked.length} | ${levelCells(findings)} |`,
  );
  const table = [
    '| Section | Files checked | Errors | Warnings | Notes |',
    '| --- | --: | --: | --: | --: |',
  ];
  const remarks = limits.length === 0 ? [] : [`What limits this: ${limits.join(' ')}`];
  return ['## Verdict', `**${sentence}**`, [...table, ...rows].join('\n'), ...remarks].join('\n\n');
}

function levelCells(findings: readonly Finding[]): string {
  const count = (level: Finding['level']) => findings.filter((one) => one.level === level).length;
  return `${count('error')} | ${count('warning')} | ${count('note')}`;
}

function addressOf(place: Place, report: Report): string {
  const start = startOf(place, report.sources);
  return start === null ? place.path : `${place.path}:${start.line}`;
}

/** Text with no meaning of its own in Markdown, nor a mention or an issue number on GitHub. */
function escapedText(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('@', '&#64;')
    .replace(/[\\`*_{}[\]<>#|~$]/g, '\\$&');
}

/** Text in which names stand between backticks: these become code spans, the rest has no meaning of its own. */
function prose(text: string): string {
  return codeParts(text)
    .map((part) => (part.code ? code(part.text) : escapedText(part.text)))
    .join('');
}

/** A code span that its content cannot end; a vertical bar would end the cell of a table. */
function code(text: string): string {
  const shown = visible(text).replaceAll('|', '¦');
  const fence = '`'.repeat(Math.max(1, ...(shown.match(/`+/g) ?? []).map((run) => run.length + 1)));
  const padding = fence.length > 1 ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}`;
}
