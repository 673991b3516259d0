/** Which functions were not read whole: one gap a function and reason, so that a damaged file stays a short report. */
import type { FunctionKind, Gap } from '../../ir/ir.ts';
import type { Span } from '../../source/text.ts';

/** A place where the text does not follow the grammar. */
interface Defect {
  readonly span: Span;
  readonly reason: string;
}

interface Definition {
  readonly kind: FunctionKind;
  readonly span: Span;
  readonly qualifiedName: string;
}

/** The defects of the text, each under the innermost function that contains it. */
export function gapsOfDefects(defects: readonly Defect[], definitions: readonly Definition[]): Gap[] {
  return defects.map(({ span, reason }) => {
    const around = innermost(definitions, span.start);
    return { span, function: around, reason };
  });
}

/** By the qualified name of a function or class; lambdas and comprehensions have no name that a reader would know. */
function innermost(definitions: readonly Definition[], offset: number): string {
  let found = '';
  let size = Number.POSITIVE_INFINITY;
  for (const { kind, span, qualifiedName } of definitions) {
    const isNamed = kind === 'function' || kind === 'class';
    const contains = span.start <= offset && offset <= span.end;
    if (!isNamed || !contains || span.end - span.start > size) continue;
    found = qualifiedName;
    size = span.end - span.start;
  }
  return found;
}

/** Sorted by place; gaps of one function are merged into the first, which tells how many there are. */
export function mergeGaps(gaps: readonly Gap[]): Gap[] {
  const sorted = [...gaps].sort((left, right) => left.span.start - right.span.start);
  const byFunction = new Map<string, Gap[]>();
  for (const gap of sorted) {
    const known = byFunction.get(gap.function);
    if (known === undefined) byFunction.set(gap.function, [gap]);
    else known.push(gap);
  }
  return [...byFunction.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const more = group.length - 1;
    return [more === 0 ? first : { ...first, reason: `${first.reason} (and ${more} more in this function)` }];
  });
}
