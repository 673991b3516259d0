/**
 * The report for people at a terminal: one block per finding with its code, the path that leads to it, and what to read
 * next; at the end what the run covered. Colour comes in as a palette, so that the output stays a function of its input.
 */
import type { Finding, Level, Notification, Place, Report, Step } from '../findings/finding.ts';
import { frameOf } from './frame.ts';
import { lastLineOf, startOf } from './lines.ts';
import { type Palette, plain } from './palette.ts';
import { summaryOf } from './summary.ts';
import { visible } from './visible.ts';
import { wrap } from './wrap.ts';

export interface TextOptions {
  readonly palette: Palette;
  /** Columns of the terminal. */
  readonly width: number;
}

const narrowest = 40;
/** Beyond this width a line of text is hard to read; frames may be wider. */
const widestText = 100;

/** The whole report, with a final line break. */
export function textOf(report: Report, options: Partial<TextOptions> = {}): string {
  const { palette = plain, width = widestText } = options;
  const page = new Page(report, { palette, width: Math.max(narrowest, width) });
  const blocks = report.findings.map((finding) => page.finding(finding));
  return [...blocks, ...page.notifications(), page.summary()].map((block) => `${block}\n`).join('\n');
}

/** Notes about the run that are told one by one. */
const mostNotes = 20;
/** Notifications of this kind are told in one line: their messages differ in the function alone. */
const budgetExhausted = 'budget-exhausted';

/** Draws the parts of one report. */
class Page {
  private readonly report: Report;
  private readonly options: TextOptions;

  constructor(report: Report, options: TextOptions) {
    this.report = report;
    this.options = options;
  }

  finding(finding: Finding): string {
    const { palette } = this.options;
    const gutter = this.gutterOf(finding);
    const paint = paintOf(finding.level, palette);
    const help = `${palette.cyan('help:')} ironvet explain ${visible(finding.rule)}`;
    return [
      ...this.headline(finding, paint),
      `${' '.repeat(gutter)}${palette.blue('-->')} ${this.address(finding.place)}`,
      palette.blue(`${' '.repeat(gutter)} |`),
      ...this.frame(finding.place, { gutter, before: 1, mark: '^', paint }),
      palette.blue(`${' '.repeat(gutter)} |`),
      ...this.steps({ heading: 'How it gets there:', steps: finding.trace, numbered: true }, finding),
      ...this.steps({ heading: 'See also:', steps: finding.related, numbered: false }, finding),
      `${' '.repeat(gutter)} ${palette.blue('=')} ${help}`,
    ].join('\n');
  }

  notifications(): string[] {
    const { notifications } = this.report;
    const notes = notifications.filter((one) => one.level === 'note');
    const untold = new Set(notes.slice(mostNotes));
    const exhausted = notifications.filter((one) => one.id === budgetExhausted);
    const summed = new Set(exhausted.length > 1 ? exhausted : []);
    const told = notifications.filter((one) => !untold.has(one) && !summed.has(one));
    const lines = told.map((one) => this.notification(one));
    const [first] = summed;
    if (first !== undefined) lines.push(this.notification(summary(first, summed.size)));
    if (untold.size > 0) lines.push(`note: ${untold.size} more notes are in the SARIF and JSON reports`);
    return lines.length === 0 ? [] : [lines.join('\n')];
  }

  summary(): string {
    return summaryOf(this.report, this.options.palette);
  }

  private headline(finding: Finding, paint: Paint): string[] {
    const { palette } = this.options;
    const label = `${finding.level}[${visible(finding.rule)}]`;
    const [first = '', ...rest] = wrap(`${label}: ${visible(finding.message)}`, this.textWidth());
    const message = first.slice(label.length);
    return [
      `${paint(palette.bold(label))}${palette.bold(message)}`,
      ...rest.map((line) => palette.bold(line)),
    ];
  }

  private notification({ level, id, message, path, span, rule }: Notification): string {
    const { palette } = this.options;
    const place = path === null ? '' : ` ${this.position({ path, span })}:`;
    const origin = rule === null ? '' : ` (${rule})`;
    const label = `${level}[${visible(id)}]`;
    const text = `${label}:${place} ${visible(message)}${visible(origin)}`;
    const [first = '', ...rest] = wrap(text, this.textWidth());
    const start = paintOf(level, palette)(first.slice(0, label.length));
    return [`${start}${first.slice(label.length)}`, ...rest.map((line) => `  ${line}`)].join('\n');
  }

  private steps({ heading, steps, numbered }: StepList, finding: Finding): string[] {
    if (steps.length === 0) return [];
    const { palette } = this.options;
    const gutter = this.gutterOf(finding);
    const lines = steps.flatMap((step, index) => {
      const bullet = numbered ? `${index + 1}.` : '-';
      const shown = samePlace(step.place, finding.place);
      return [...this.words(step, bullet, gutter), ...(shown ? [] : this.whereabouts(step, bullet, gutter))];
    });
    return [`${' '.repeat(gutter)} ${palette.blue('=')} ${heading}`, ...lines];
  }

  /** What happens in a step, after its bullet. */
  private words(step: Step, bullet: string, gutter: number): string[] {
    const indent = ' '.repeat(gutter + 3);
    const lines = wrap(visible(step.message), this.textWidth() - indent.length - bullet.length - 1);
    const start = (index: number) =>
      index === 0 ? this.options.palette.bold(bullet) : ' '.repeat(bullet.length);
    return lines.map((line, index) => `${indent}${start(index)} ${line}`);
  }

  private whereabouts(step: Step, bullet: string, gutter: number): string[] {
    const { palette } = this.options;
    const indent = ' '.repeat(gutter + 4 + bullet.length);
    return [
      `${indent}${palette.dim(this.address(step.place))}`,
      ...this.frame(step.place, { gutter: gutter + 4, before: 0, mark: '~', paint: palette.cyan }),
    ];
  }

  private frame(place: Place, { gutter, before, mark, paint }: FrameRequest): string[] {
    const source = this.report.sources.get(place.path);
    if (source === undefined) return [];
    const { palette, width } = this.options;
    const style = { width, gutter, before, mark, paintGutter: palette.blue, paintMarks: paint };
    return frameOf(source, place.span, style);
  }

  private address(place: Place): string {
    const inside = place.function === '' ? '' : ` in ${visible(place.function)}`;
    return `${this.position(place)}${inside}`;
  }

  private position({ path, span }: { readonly path: string; readonly span: Place['span'] | null }): string {
    const start = span === null ? null : startOf({ path, span, function: '' }, this.report.sources);
    return start === null ? visible(path) : `${visible(path)}:${start.line}:${start.column}`;
  }

  /** Wide enough for the line numbers of the finding and of its steps. */
  private gutterOf(finding: Finding): number {
    const places = [finding.place, ...[...finding.trace, ...finding.related].map((step) => step.place)];
    const lines = places.map((place) => {
      const source = this.report.sources.get(place.path);
      return source === undefined ? 0 : lastLineOf(source, place.span);
    });
    return Math.max(3, String(Math.max(...lines)).length);
  }

  private textWidth(): number {
    return Math.min(widestText, this.options.width);
  }
}

type Paint = (text: string) => string;

interface StepList {
  readonly heading: string;
  readonly steps: readonly Step[];
  /** The order of the steps is the order of events. */
  readonly numbered: boolean;
}

/** The finding's own frame shows it already. */
function samePlace(left: Place, right: Place): boolean {
  return left.path === right.path && left.span.start === right.span.start && left.span.end === right.span.end;
}

interface FrameRequest {
  readonly gutter: number;
  readonly before: number;
  readonly mark: string;
  readonly paint: Paint;
}

function paintOf(level: Level, palette: Palette): Paint {
  switch (level) {
    case 'error':
      return palette.red;
    case 'warning':
      return palette.yellow;
    case 'note':
      return palette.cyan;
  }
}

/** One line for all functions that were too much: the first is named, the others stand in the SARIF and JSON reports. */
function summary(first: Notification, count: number): Notification {
  const message = `${count} functions were not analyzed to the end, for their budgets were used up; the SARIF and JSON reports name them. The first: ${first.message}`;
  return { ...first, message, path: null, span: null };
}
