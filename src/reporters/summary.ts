/** The last lines of the text report: what was found, and what "nothing found" would mean: how much was understood. */
import type { AnalyzedFile, Level, Report } from '../findings/finding.ts';
import type { Palette } from './palette.ts';

export function summaryOf(report: Report, palette: Palette): string {
  return [
    findingsLine(report, palette),
    setAsideLine(report),
    filesLine(report.files),
    callsLine(report),
    evidenceLine(report),
    notificationsLine(report, palette),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function findingsLine(report: Report, palette: Palette): string {
  const noun = report.comparison === null ? 'finding' : 'new finding';
  if (report.findings.length === 0) return palette.bold(palette.green(`No ${noun}s.`));
  const counts = levelCounts(report.findings.map((finding) => finding.level));
  return palette.bold(`${counted(report.findings.length, noun)}: ${counts}.`);
}

/** What does not count, so that "no findings" does not hide it. */
function setAsideLine({ setAside, comparison }: Report): string {
  const suppressed = setAside.filter((one) => one.justification !== null).length;
  const known = setAside.length - suppressed;
  const parts = [
    ...(suppressed === 0 ? [] : [`${suppressed} suppressed in the code`]),
    ...(comparison === null ? [] : [`${known} known from before, ${comparison.absent.length} gone`]),
  ];
  return parts.length === 0 ? '' : `Not counted: ${parts.join('; ')}.`;
}

function filesLine(files: readonly AnalyzedFile[]): string {
  const read = files.filter((file) => file.status !== 'skipped');
  const functions = read.reduce((sum, file) => sum + file.functions, 0);
  const lines = read.reduce((sum, file) => sum + file.lines, 0);
  const remarks = (['partial', 'skipped'] as const).flatMap((status) => {
    const count = files.filter((file) => file.status === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  const note = remarks.length === 0 ? '' : ` (${remarks.join(', ')})`;
  return `${counted(files.length, 'file')}${note}, ${counted(functions, 'function')}, ${counted(lines, 'line')} analyzed.`;
}

function callsLine({ resolution }: Report): string {
  const { inTree, modelled, unknown } = resolution;
  const all = inTree + modelled + unknown;
  if (all === 0) return 'No calls.';
  const share = Math.floor((100 * (inTree + modelled)) / all);
  return `${counted(all, 'call')}, ${share} % understood: ${inTree} inside the tree, ${modelled} by a model, ${unknown} unknown.`;
}

function evidenceLine({ evidence }: Report): string {
  if (evidence.length === 0) return '';
  const passed = evidence.filter((one) => one.kind === 'pass').length;
  return `${counted(passed, 'site')} checked and in order, ${evidence.length - passed} for a person to review (--evidence FILE).`;
}

function notificationsLine({ notifications }: Report, palette: Palette): string {
  if (notifications.length === 0) return '';
  const counts = levelCounts(notifications.map((one) => one.level));
  return palette.yellow(`${counted(notifications.length, 'notification')} about the run: ${counts}.`);
}

function levelCounts(levels: readonly Level[]): string {
  const order: readonly Level[] = ['error', 'warning', 'note'];
  return order
    .map((level) => ({ level, count: levels.filter((one) => one === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => counted(count, level))
    .join(', ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
