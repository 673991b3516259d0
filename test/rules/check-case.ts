/** Compares what a run reported with what a case file expects; every difference becomes a text that a person can act on. */
import type { Evidence, FileText, Finding, Report, Step } from '../../src/findings/finding.ts';
import { lineStartsOf, positionAt } from '../../src/source/text.ts';
import { type CaseFile, type CaseSource, type Directive, type Expectation, textOf } from './case-file.ts';

type Of<Kind extends Directive['kind']> = Expectation & {
  readonly directive: Extract<Directive, { kind: Kind }>;
};

/** All differences, in the order of the file; none: the case holds. */
export function checkCase(caseFile: CaseFile, rule: string, report: Report): string[] {
  const check = new CaseCheck(caseFile, rule, report);
  return [
    ...check.weakness(),
    ...check.notifications(),
    ...check.alerts(),
    ...check.columns(),
    ...check.messages(),
    ...check.steps(),
    ...check.evidence(),
  ];
}

class CaseCheck {
  private readonly caseFile: CaseFile;
  private readonly rule: string;
  private readonly report: Report;
  private readonly texts: ReadonlyMap<string, FileText>;

  constructor(caseFile: CaseFile, rule: string, report: Report) {
    this.caseFile = caseFile;
    this.rule = rule;
    this.report = report;
    this.texts = new Map(caseFile.sources.map((source) => [source.path, fileText(source)]));
  }

  /** A file that shows only bad or only good code proves little. */
  weakness(): string[] {
    const { name } = this.caseFile;
    const lacking = (['expect', 'ok'] as const).filter((kind) => this.of(kind).length === 0);
    const foreign = [...this.of('expect'), ...this.of('missed'), ...this.of('false-alarm')].filter(
      (one) => one.directive.rule !== this.rule,
    );
    const unexplained = [...this.of('missed'), ...this.of('false-alarm')].filter(
      (one) => one.directive.reason === '',
    );
    return [
      ...lacking.map((kind) => `${name}: has no line with \`# ${kind}\`: show bad code and its good twin`),
      ...foreign.map((one) => this.failure(one, `only ${this.rule} can be expected here`)),
      ...unexplained.map((one) => this.failure(one, 'say why, after the name of the rule')),
    ];
  }

  notifications(): string[] {
    return this.report.notifications.map(
      ({ id, path, message }) => `${this.caseFile.name}: the run says ${id}: ${path ?? ''} ${message}`,
    );
  }

  /** Every alert must be expected, every expectation met. */
  alerts(): string[] {
    const open = [...this.of('expect'), ...this.of('false-alarm')];
    const failures: string[] = [];
    for (const finding of this.report.findings) {
      const index = open.findIndex((one) => this.meets(finding, one));
      if (index >= 0) open.splice(index, 1);
      else failures.push(this.unexpected(finding));
    }
    return [...failures, ...open.map((one) => this.unmet(one))];
  }

  columns(): string[] {
    return this.of('columns').flatMap((one) => {
      const came = this.findingsOn(one).map((finding) => this.columnsOf(finding));
      const { from, to } = one.directive;
      if (came.some((columns) => columns.from === from && columns.to === to)) return [];
      const shown = came.map((columns) => `columns ${columns.from} to ${columns.to - 1}`).join('; ');
      return [this.failure(one, `expected columns ${from} to ${to - 1}`, shown)];
    });
  }

  messages(): string[] {
    return this.of('message').flatMap((one) => {
      const came = this.findingsOn(one).map((finding) => finding.message);
      return this.contained(one, one.directive.text, came, 'a message');
    });
  }

  steps(): string[] {
    const all = this.report.findings.flatMap((finding) => [...finding.trace, ...finding.related]);
    return this.of('step').flatMap((one) => {
      const came = all.filter((step) => this.isOn(step, one)).map((step) => step.message);
      return this.contained(one, one.directive.text, came, 'a step');
    });
  }

  evidence(): string[] {
    return [...this.of('pass'), ...this.of('review')].flatMap((one) => {
      const { kind, text } = one.directive;
      const here = this.report.evidence.filter((evidence) => this.isOn(evidence, one));
      const came = here.filter((evidence) => evidence.kind === kind).map((evidence) => evidence.message);
      return this.contained(one, text, came, `evidence of kind ${kind}`);
    });
  }

  private contained(one: Expectation, text: string, came: readonly string[], what: string): string[] {
    if (came.some((message) => message.includes(text))) return [];
    return [this.failure(one, `expected ${what} with: ${text}`, came.join('\n              '))];
  }

  private meets(finding: Finding, { directive, ...place }: Of<'expect' | 'false-alarm'>): boolean {
    if (finding.rule !== directive.rule || !this.isOn(finding, place)) return false;
    return directive.kind !== 'expect' || directive.level === null || directive.level === finding.level;
  }

  private unexpected(finding: Finding): string {
    const line = this.lineOf(finding);
    const place = { path: finding.place.path, line };
    const missed = this.of('missed').some((one) => one.path === place.path && one.line === line);
    if (missed)
      return this.failure(place, `healed: write \`# expect: ${finding.rule}\` instead of \`# missed\``);
    return this.failure(place, 'expected nothing (more)', described(finding));
  }

  private unmet(one: Of<'expect' | 'false-alarm'>): string {
    const { directive } = one;
    if (directive.kind === 'false-alarm')
      return this.failure(one, 'healed: write `# ok` instead of `# false-alarm`');
    const level = directive.level === null ? '' : `${directive.level} `;
    const came = this.report.findings.map((finding) => `${this.address(finding)} ${described(finding)}`);
    return this.failure(
      one,
      `expected a ${level}finding of ${directive.rule}`,
      came.join('\n              '),
    );
  }

  private findingsOn(one: Expectation): Finding[] {
    return this.report.findings.filter((finding) => this.isOn(finding, one));
  }

  private isOn(
    what: Finding | Evidence | Step,
    place: { readonly path: string; readonly line: number },
  ): boolean {
    return what.place.path === place.path && this.lineOf(what) === place.line;
  }

  private lineOf(what: Finding | Evidence | Step): number {
    return positionAt(this.textAt(what.place.path).lineStarts, what.place.span.start).line;
  }

  /** Of a place that goes on in further lines: to the end of the code in its first. */
  private columnsOf({ place }: Finding): { readonly from: number; readonly to: number } {
    const { lineStarts, text } = this.textAt(place.path);
    const start = positionAt(lineStarts, place.span.start);
    const end = positionAt(lineStarts, place.span.end);
    if (start.line === end.line) return { from: start.column, to: end.column };
    const line = text.slice(lineStarts[start.line - 1], lineStarts[start.line]);
    return { from: start.column, to: line.replace(/\s*(#.*)?\s*$/, '').length + 1 };
  }

  private textAt(path: string): FileText {
    return this.texts.get(path) ?? { text: '', lineStarts: [0] };
  }

  private of<Kind extends Directive['kind']>(kind: Kind): Of<Kind>[] {
    return this.caseFile.expectations.filter((one): one is Of<Kind> => one.directive.kind === kind);
  }

  private address(finding: Finding): string {
    return `line ${this.lineOf(finding) + this.offsetOf(finding.place.path)}:`;
  }

  private offsetOf(path: string): number {
    return this.caseFile.sources.find((source) => source.path === path)?.offset ?? 0;
  }

  /** The line, what was expected of it, and what came. */
  private failure(place: { path: string; line: number }, expected: string, came?: string): string {
    const source = this.caseFile.sources.find((one) => one.path === place.path);
    const line = place.line + (source?.offset ?? 0);
    const text = source?.lines[place.line - 1] ?? '';
    const answer = came === undefined ? '' : `\n  but came:   ${came === '' ? 'nothing' : came}`;
    return `${this.caseFile.name}:${line}\n  ${line} | ${text}\n  ${expected}${answer}`;
  }
}

function described(finding: Finding): string {
  return `${finding.level} ${finding.rule}: ${finding.message}`;
}

function fileText(source: CaseSource): FileText {
  const text = textOf(source);
  return { text, lineStarts: lineStartsOf(text) };
}
