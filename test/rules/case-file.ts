/**
 * Reads a case file: Python code with what is expected written on the lines it is about.
 *
 *     # file: ironic/drivers/modules/x.py       the lines that follow are this file, until the next such line
 *     LOG.debug(password)  # expect: secret-in-log        a finding starts on this line
 *     #         ^^^^^^^^                                  at these columns (of the line above)
 *     # message: password                       its message contains this text
 *     # step: LOG.debug writes                  a step of some finding of the file lies on the line, with these words
 *     LOG.debug(mask(password))  # ok           no finding starts here
 *     LOG.debug(odd(password))  # missed: secret-in-log odd is not modelled         known to be missing
 *     LOG.debug(fine)  # false-alarm: secret-in-log guard is not understood         known to be wrong
 *     api.get(uuid)  # pass: uuid comes from the service            evidence of this kind is given for the line
 *     api.get(name)  # review: name comes from                      likewise
 *
 * In JavaScript and TypeScript the same stands behind `//`.
 *
 * `expect` may be followed by a level: `# expect: console-reset-unsafe note`. A line that holds nothing but such comments
 * speaks about the last line above it that holds more. Several may stand on one line.
 */

export type Directive =
  | { readonly kind: 'expect'; readonly rule: string; readonly level: string | null }
  | KnownWrong<'missed'>
  | KnownWrong<'false-alarm'>
  | { readonly kind: 'ok' }
  | Words<'step'>
  | Words<'message'>
  | Words<'pass'>
  | Words<'review'>
  /** Columns from 1, the second after the last. */
  | { readonly kind: 'columns'; readonly from: number; readonly to: number };

interface KnownWrong<Kind> {
  readonly kind: Kind;
  readonly rule: string;
  readonly reason: string;
}

interface Words<Kind> {
  readonly kind: Kind;
  readonly text: string;
}

/** A directive and the line that it is about. */
export interface Expectation {
  readonly directive: Directive;
  readonly path: string;
  /** From 1, in the file of the case. */
  readonly line: number;
}

/** One file of the analyzed tree. */
export interface CaseSource {
  readonly path: string;
  readonly lines: readonly string[];
  /** Lines of the case file before its first. */
  readonly offset: number;
}

export interface CaseFile {
  readonly name: string;
  readonly sources: readonly CaseSource[];
  readonly expectations: readonly Expectation[];
}

/** Where Python without a `# file:` line lies. */
export const defaultPath = 'ironic/drivers/modules/example.py';

/** How comments begin, and where code without a `file:` line lies. */
interface Language {
  readonly mark: string;
  readonly defaultPath: string;
  readonly separator: RegExp;
  readonly keyword: RegExp;
  readonly carets: RegExp;
}

function languageWith(mark: string, path: string): Language {
  return {
    mark,
    defaultPath: path,
    separator: new RegExp(`^${mark} file: (\\S+)\\s*$`),
    keyword: new RegExp(
      `${mark}\\s*(?:(expect|missed|false-alarm|step|message|pass|review):\\s*|(ok)\\b(?::.*)?\\s*)`,
    ),
    carets: new RegExp(`^\\s*${mark}\\s*(\\^+)\\s*$`),
  };
}

const python = languageWith('#', defaultPath);
const script = /\.([cm]?[jt]sx?)$/;

function languageOf(name: string): Language {
  const extension = script.exec(name)?.[1];
  return extension === undefined ? python : languageWith('//', `src/pages/example.${extension}`);
}

/** The language is that of the case's name. */
export function readCaseFile(name: string, text: string): CaseFile {
  const language = languageOf(name);
  const sources = splitFiles(text.split('\n'), language);
  return { name, sources, expectations: sources.flatMap((source) => expectationsOf(source, language)) };
}

/** The text of a source as it is analyzed. */
export function textOf(source: CaseSource): string {
  return source.lines.join('\n');
}

function splitFiles(lines: readonly string[], { separator, defaultPath: path }: Language): CaseSource[] {
  const sources: { path: string; lines: string[]; offset: number }[] = [];
  lines.forEach((line, index) => {
    const named = separator.exec(line)?.[1];
    if (named !== undefined) sources.push({ path: named, lines: [], offset: index + 1 });
    else if (sources.length > 0) sources.at(-1)?.lines.push(line);
    else sources.push({ path, lines: [line], offset: 0 });
  });
  return sources.filter((source) => source.lines.some((line) => line.trim() !== ''));
}

function expectationsOf(source: CaseSource, language: Language): Expectation[] {
  const expectations: Expectation[] = [];
  let subject = 0;
  source.lines.forEach((text, index) => {
    const directives = directivesOf(text, language);
    if (directives.length === 0 || !text.trimStart().startsWith(language.mark)) subject = index + 1;
    for (const directive of directives) expectations.push({ directive, path: source.path, line: subject });
  });
  return expectations;
}

function directivesOf(text: string, { keyword, carets }: Language): Directive[] {
  const marks = carets.exec(text)?.[1];
  if (marks !== undefined) {
    const from = text.indexOf('^') + 1;
    return [{ kind: 'columns', from, to: from + marks.length }];
  }
  const directives: Directive[] = [];
  let rest = text;
  for (let found = keyword.exec(rest); found !== null; found = keyword.exec(rest)) {
    rest = rest.slice(found.index + found[0].length);
    const next = keyword.exec(rest)?.index ?? rest.length;
    directives.push(directiveOf(found[1] ?? 'ok', rest.slice(0, next).trim()));
  }
  return directives;
}

function directiveOf(kind: string, text: string): Directive {
  const [rule = '', ...words] = text.split(/\s+/);
  switch (kind) {
    case 'expect':
      return { kind, rule, level: words[0] ?? null };
    case 'missed':
    case 'false-alarm':
      return { kind, rule, reason: words.join(' ') };
    case 'step':
    case 'message':
    case 'pass':
    case 'review':
      return { kind, text };
    default:
      return { kind: 'ok' };
  }
}
