/**
 * Annotations as type expressions. What a type checker would evaluate is not evaluated: this is the shape as written.
 *
 *     "Optional[objects.Node]"      Optional[objects.Node]
 *     int | None                    Union[int, None]
 *     Callable[[int], str]          Callable[[int], str], the list under the name ''
 *     Annotated[int, Field(gt=0)]   Annotated[int, ?]: what is no type is `?`
 *
 * A string is read as the annotation that it quotes. The text is short and its grammar small, so it has a reader of its
 * own instead of a second round through the parser.
 */
import type { TypeExpression } from '../../../ir/ir.ts';

const UNKNOWN: TypeExpression = { name: '?', arguments: [] };
/** Nesting beyond this is no annotation that a person wrote. */
const DEPTH_LIMIT = 30;

/** null when the text is no type at all. */
export function readAnnotation(text: string): TypeExpression | null {
  const type = new AnnotationReader(text, 0).union();
  return type.name === UNKNOWN.name ? null : type;
}

const TOKEN =
  /\s+|#.*|\\\n|([\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Nd}_]*(?:\s*\.\s*[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Nd}_]*)*)|[bBrRuU]{0,2}(?:'''([\s\S]*?)'''|"""([\s\S]*?)"""|'([^'\n]*)'|"([^"\n]*)")|\.\.\.|./guy;

interface AnnotationToken {
  readonly kind: 'name' | 'string' | 'sign';
  readonly text: string;
}

const END: AnnotationToken = { kind: 'sign', text: '' };

function tokens(text: string): AnnotationToken[] {
  const found: AnnotationToken[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [whole, name, ...quoted] = match;
    const string = quoted.find((part) => part !== undefined);
    if (name !== undefined) found.push({ kind: 'name', text: name.replace(/\s/g, '') });
    else if (string !== undefined) found.push({ kind: 'string', text: string });
    else if (!/^[\s#\\]/.test(whole)) found.push({ kind: 'sign', text: whole });
  }
  return found;
}

class AnnotationReader {
  private readonly tokens: readonly AnnotationToken[];
  private depth: number;
  private position = 0;

  constructor(text: string, depth: number) {
    this.tokens = tokens(text);
    this.depth = depth;
  }

  union(): TypeExpression {
    const members = [this.member()];
    while (this.takes('|')) members.push(this.member());
    const [only] = members;
    return only !== undefined && members.length === 1 ? only : { name: 'Union', arguments: members };
  }

  private member(): TypeExpression {
    if (this.depth > DEPTH_LIMIT) return UNKNOWN;
    this.depth++;
    const type = this.primary();
    this.depth--;
    if (!this.next(')', ']', ',', '|', '')) {
      this.skip();
      return UNKNOWN;
    }
    return type;
  }

  private primary(): TypeExpression {
    while (this.takes('*'));
    const token = this.tokens[this.position] ?? END;
    if (token.kind === 'string') return this.quoted(token.text);
    if (this.takes('(')) return this.parenthesized();
    if (this.takes('[')) return { name: '', arguments: this.list(']') };
    if (this.takes('...')) return { name: '...', arguments: [] };
    if (token.kind !== 'name') return UNKNOWN;
    this.position++;
    return { name: token.text, arguments: this.takes('[') ? this.list(']') : [] };
  }

  private quoted(text: string): TypeExpression {
    this.position++;
    return new AnnotationReader(text, this.depth).union();
  }

  private parenthesized(): TypeExpression {
    const members = this.list(')');
    const [only] = members;
    return only !== undefined && members.length === 1 ? only : { name: 'tuple', arguments: members };
  }

  private list(close: string): TypeExpression[] {
    const members: TypeExpression[] = [];
    while (!this.next(close, '')) {
      members.push(this.union());
      if (!this.takes(',')) break;
    }
    this.takes(close);
    return members;
  }

  /** Passes over what is no type, up to the end of the list's element, brackets inside included. */
  private skip(): void {
    let open = 0;
    for (; this.position < this.tokens.length; this.position++) {
      if (open === 0 && this.next(')', ']', ',')) return;
      if (this.next('(', '[', '{')) open++;
      if (this.next(')', ']', '}')) open--;
    }
  }

  private next(...signs: readonly string[]): boolean {
    const token = this.tokens[this.position] ?? END;
    return token.kind === 'sign' && signs.includes(token.text);
  }

  private takes(sign: string): boolean {
    const found = this.next(sign);
    if (found) this.position++;
    return found;
  }
}
