/**
 * The regions of a file by indentation alone: the functions of the module and of its classes, and what stands between
 * them. Read line by line, so that damage in one region does not move the others; only used for damaged files.
 *
 * A region begins with a line that starts with a letter, a quote or `@`, and ends before the next such line that is not indented
 * deeper. Lines inside of brackets and strings may look like that; then a region ends too early and looks damaged.
 *
 * Worked example: `import a`, `class B:`, `    def f(self): …`, `    c = 1` are a rest, a head, a function, a rest.
 */

export interface Region {
  readonly kind: 'function' | 'head' | 'rest';
  /** Offset of its first line. */
  readonly start: number;
  /** Offset after its last line. */
  readonly end: number;
  /** Of the first letter; in a decorated function, of `def` or `async`. */
  readonly textStart: number;
  /** After the name of a function; elsewhere the same as `textStart`. */
  readonly nameEnd: number;
  /** `textStart` of the class around it; null in the module. */
  readonly owner: number | null;
}

interface Line {
  readonly start: number;
  readonly indent: number;
  readonly kind: 'function' | 'class' | 'decorator' | 'other';
  readonly nameEnd: number;
}

/** Lines that the decorators of a definition may take. */
const DECORATOR_LINES = 200;

/** Characters that the head of a class may have; an open bracket would make it the rest of the file. */
const HEAD_LIMIT = 2000;

/** A line that may begin a region: its indentation and what it starts with. */
const LINE =
  /^([ \t]*)(?:((?:async[ \t]+)?def[ \t]+[\p{L}_][\p{L}\p{Nd}_]*)(?=[ \t]*[([])|(class[ \t]+[\p{L}_][\p{L}\p{Nd}_]*[ \t]*[:([])|(@)|[\p{L}_"'])/gmu;

export function regionsOf(text: string): Region[] {
  const lines = [...text.matchAll(LINE)].map(lineOf);
  const scanner = new RegionScanner(lines, text);
  return scanner.run();
}

function lineOf(match: RegExpMatchArray): Line {
  const [, indentation = '', definition, isClass, isDecorator] = match;
  const start = match.index ?? 0;
  const indent = indentation.length;
  const nameEnd = start + indent + (definition?.length ?? 0);
  if (definition !== undefined) return { start, indent, kind: 'function', nameEnd };
  const kind = isClass !== undefined ? 'class' : isDecorator !== undefined ? 'decorator' : 'other';
  return { start, indent, kind, nameEnd };
}

interface Body {
  readonly indent: number;
  readonly owner: number | null;
}

class RegionScanner {
  private readonly lines: readonly Line[];
  private readonly text: string;
  private readonly regions: Region[] = [];
  /** The bodies around the current line: the module's, and those of the classes that it is in. */
  private readonly bodies: Body[] = [{ indent: 0, owner: null }];
  private position = 0;

  constructor(lines: readonly Line[], text: string) {
    this.lines = lines;
    this.text = text;
  }

  run(): Region[] {
    for (let line = this.lines[this.position]; line !== undefined; line = this.lines[this.position]) {
      while (this.bodies.length > 1 && line.indent < this.body().indent) this.bodies.pop();
      const definition = this.definitionAt(this.position);
      if (definition?.kind === 'class') this.addHead(definition);
      else this.addRegion(line, definition);
    }
    return this.regions;
  }

  private body(): Body {
    return this.bodies.at(-1) ?? { indent: 0, owner: null };
  }

  /** The `def` or `class` that begins here, decorators passed over; null in bodies of other statements. */
  private definitionAt(position: number): Line | null {
    const first = this.lines[position];
    if (first === undefined || first.indent !== this.body().indent) return null;
    for (let index = position; index < position + DECORATOR_LINES; index++) {
      const line = this.lines[index];
      if (line === undefined || line.indent < first.indent) return null;
      if (line.indent > first.indent || line.kind === 'decorator') continue;
      return line.kind === 'other' ? null : line;
    }
    return null;
  }

  /** The lines up to the body of a class; the body's first line says how it is indented. */
  private addHead(line: Line): void {
    const start = this.lines[this.position]?.start ?? line.start;
    const textStart = line.start + line.indent;
    const headEnd = this.headEnd(textStart);
    this.position = this.lines.indexOf(line, this.position) + 1;
    while ((this.lines[this.position]?.start ?? headEnd) < headEnd) this.position++;
    const body = this.lines[this.position];
    const end = body?.start ?? this.text.length;
    this.regions.push({
      kind: 'head',
      start,
      end,
      textStart,
      nameEnd: textStart,
      owner: this.body().owner,
    });
    if (body !== undefined && body.indent > line.indent) {
      this.bodies.push({ indent: body.indent, owner: textStart });
    }
  }

  /** The bases of a class may take several lines: its head ends at the first line break outside of brackets. */
  private headEnd(start: number): number {
    let open = 0;
    for (let offset = start; offset < this.text.length; offset++) {
      const letter = this.text.charAt(offset);
      if (letter === '(' || letter === '[') open++;
      if (letter === ')' || letter === ']') open--;
      if (letter === '\n' && open <= 0) return offset;
      if (offset > start + HEAD_LIMIT) break;
    }
    return start;
  }

  /** Up to the next line that is not indented deeper than this one; statements of a rest go together. */
  private addRegion(first: Line, definition: Line | null): void {
    const line = definition ?? first;
    let next = this.lines.indexOf(line, this.position) + 1;
    while (this.belongs(next, line, definition !== null)) next++;
    this.position = next;
    this.regions.push({
      kind: definition === null ? 'rest' : 'function',
      start: first.start,
      end: this.lines[next]?.start ?? this.text.length,
      textStart: line.start + line.indent,
      nameEnd: line.nameEnd,
      owner: this.body().owner,
    });
  }

  private belongs(position: number, to: Line, isFunction: boolean): boolean {
    const line = this.lines[position];
    if (line === undefined || line.indent < to.indent) return false;
    if (line.indent > to.indent) return true;
    return !isFunction && this.definitionAt(position) === null;
  }
}
