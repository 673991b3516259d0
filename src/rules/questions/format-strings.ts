/**
 * Whether the values given to a constant format text are those that it asks for.
 *
 * Terms
 * - **conversion**: one `%s`, `%(name)s`, `{}` or `{name}` of the text.
 * - **complaint**: what is wrong, in words that end a sentence about the text; null: nothing, or the text does not show it.
 *
 * Worked example: `'%(node)s: %(error)s' % {'node': uuid}` has the complaint "asks for 'error', which it is not given"; with
 * `% (uuid,)` or with `% {**values}` nothing is known, and there is none.
 *
 * Sources: the printf-style formatting of Python's Library Reference; the lazy formatting of `logging.LogRecord.getMessage`.
 */
import { bracesOf, formatText, specifiersOf } from '../../analyses/taint/format.ts';
import { instructionOf, usesOf } from '../../ir/definitions.ts';
import type { Argument, IrFunction, ValueId } from '../../ir/ir.ts';
import { constantOf } from './arguments.ts';

/** What a `%` text asks for: keys, or a number of values; null when that is not plain. */
export type Wanted =
  | { readonly kind: 'keys'; readonly keys: readonly string[] }
  | { readonly kind: 'count'; readonly count: number };

const COMPUTED_WIDTH = /%[-+ #0]*(?:\*|\d+\.\*|\.\*)/;
/** `100% full` reads as a conversion with the flag for a space, which hardly anybody means. */
const SPACE_FLAG = /%[-+#0]* /;

export function wantedBy(format: string): Wanted | null {
  if (COMPUTED_WIDTH.test(format) || SPACE_FLAG.test(format)) return null;
  const specifiers = specifiersOf(format);
  const keys = specifiers.flatMap(({ key }) => (key === null ? [] : [key]));
  if (keys.length === 0) return { kind: 'count', count: specifiers.length };
  return keys.length === specifiers.length ? { kind: 'keys', keys: [...new Set(keys)] } : null;
}

/** Of `format % values`. */
export function percentComplaint(fn: IrFunction, format: ValueId, values: ValueId): string | null {
  const text = formatText(fn, format);
  const wanted = text === null ? null : wantedBy(text);
  if (wanted === null) return null;
  const given = instructionOf(fn, values);
  if (given?.op === 'build' && given.kind === 'tuple') {
    if (given.elements.some((element) => element.spread)) return null;
    return countComplaint(wanted, given.elements.length);
  }
  const keys = keysOf(fn, values);
  if (keys !== null) return wanted.kind === 'keys' ? missingKeys(wanted.keys, keys) : null;
  const isOne = given?.op === 'constant' || (given?.op === 'build' && given.kind === 'string');
  return isOne ? countComplaint(wanted, 1) : null;
}

/** Of `LOG.warning(format, *values)`: without values nothing is formatted, and the conversions stay in the text. */
export function logComplaint(fn: IrFunction, format: ValueId, values: readonly Argument[]): string | null {
  const text = formatText(fn, format);
  const wanted = text === null ? null : wantedBy(text);
  if (wanted === null || values.some((value) => value.kind !== 'positional')) return null;
  const [first] = values;
  if (wanted.kind === 'count') return countComplaint(wanted, values.length);
  if (first === undefined) return missingKeys(wanted.keys, new Set());
  if (values.length > 1) return countComplaint(wanted, values.length);
  const keys = keysOf(fn, first.value);
  return keys === null ? null : missingKeys(wanted.keys, keys);
}

/** Of `text.format(...)`. */
export function bracesComplaint(format: string, given: readonly Argument[]): string | null {
  if (given.some(({ kind }) => kind === 'rest' || kind === 'keywords') || hasNested(format)) return null;
  const names = new Set(given.flatMap((one) => (one.kind === 'keyword' ? [one.name] : [])));
  const count = given.filter(({ kind }) => kind === 'positional').length;
  let automatic = 0;
  for (const name of bracesOf(format)) {
    if (name === null) automatic++;
    else if (/^\d+$/.test(name)) automatic = Math.max(automatic, Number(name) + 1);
    else if (!names.has(name)) return `asks for '${name}', which it is not given`;
  }
  return automatic > count ? `asks for ${counted(automatic)} and is given ${count}` : null;
}

/** `{:{width}}`, and braces that are no fields at all. */
function hasNested(format: string): boolean {
  const plain = format.replaceAll('{{', '').replaceAll('}}', '');
  return /\{[^}]*\{/.test(plain) || /\{[^}]*$/.test(plain) || /\{[^{}]*[\s"'][^{}]*\}/.test(plain);
}

/** The keys of a dict that is written down and not changed before it is used; null for any other. */
export function keysOf(fn: IrFunction, value: ValueId): ReadonlySet<string> | null {
  const made = instructionOf(fn, value);
  if (made === undefined || usesOf(fn, value).length > 1) return null;
  if (made.op === 'call') return keywordsOf(fn, made.callee, made.arguments);
  if (made.op !== 'build' || made.kind !== 'dict') return null;
  const keys = new Set<string>();
  for (const { key, spread } of made.elements) {
    const constant = key === null || spread ? undefined : constantOf(fn, key);
    if (constant?.kind !== 'string') return null;
    keys.add(constant.value);
  }
  return keys;
}

/** `dict(node=uuid, error=error)` */
function keywordsOf(fn: IrFunction, callee: ValueId, given: readonly Argument[]): ReadonlySet<string> | null {
  const called = instructionOf(fn, callee);
  if (called?.op !== 'load-global' || called.name !== 'dict') return null;
  const names = given.flatMap((one) => (one.kind === 'keyword' ? [one.name] : []));
  return names.length === given.length ? new Set(names) : null;
}

export function missingKeys(wanted: readonly string[], given: ReadonlySet<string>): string | null {
  const missing = wanted.filter((key) => !given.has(key));
  if (missing.length === 0) return null;
  return `asks for ${missing.map((key) => `'${key}'`).join(', ')}, which it is not given`;
}

function countComplaint(wanted: Wanted, given: number): string | null {
  if (wanted.kind === 'keys') return `asks for keys and is given ${counted(given)}`;
  return wanted.count === given ? null : `asks for ${counted(wanted.count)} and is given ${given}`;
}

function counted(count: number): string {
  return count === 1 ? '1 value' : `${count} values`;
}
