/**
 * Annotations for GitHub Actions: one workflow command per finding, which GitHub shows at the line of the change.
 *
 * Format: "Workflow commands for GitHub Actions", docs.github.com. GitHub shows ten errors and ten warnings of a step;
 * everything is in the SARIF file.
 */
import type { FileText, Finding, Level, Report } from '../findings/finding.ts';
import { compareText } from '../findings/order.ts';
import { rangeOf } from './lines.ts';
import { visible } from './visible.ts';

const commands: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/** The worst first, one line each. */
export function annotationsOf(report: Report): string {
  const ordered = [...report.findings].sort((left, right) => compareText(left.level, right.level));
  return ordered.map((finding) => `${annotationOf(finding, report.sources)}\n`).join('');
}

function annotationOf(finding: Finding, sources: ReadonlyMap<string, FileText>): string {
  const properties = {
    file: finding.place.path,
    ...regionOf(finding, sources),
    title: `ironvet: ${finding.rule}`,
  };
  const words = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${commands[finding.level]} ${words.join(',')}::${data(visible(finding.message))}`;
}

/** GitHub takes columns only for a region of one line. */
function regionOf({ place }: Finding, sources: ReadonlyMap<string, FileText>) {
  const source = sources.get(place.path);
  if (source === undefined) return {};
  const { start, end } = rangeOf(source, place.span);
  if (start.line !== end.line) return { line: start.line, endLine: end.line };
  return { line: start.line, endLine: end.line, col: start.column, endColumn: end.column };
}

/** A command ends with its line, so a percent sign and line breaks are written by their codes. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The characters that end a property are written by their codes. */
function property(text: string): string {
  return data(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
