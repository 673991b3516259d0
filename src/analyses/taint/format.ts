/**
 * Which values a format text prints, and as what.
 *
 * `'%(uuid)s' % info` prints the part `[uuid]` of `info` alone; `'%s and %d' % (a, b)` prints `a`, and a number, which
 * shows nothing of a text. A format that is not constant may print everything.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { IrFunction, ValueId } from '../../ir/ir.ts';
import { type Element, keyElement } from './access-path.ts';
import { stringOf } from './constants.ts';

export interface FormatPart {
  readonly value: ValueId;
  readonly path: readonly Element[];
}

interface Specifier {
  readonly key: string | null;
  readonly conversion: string;
}

const SPECIFIER =
  /%(?:\((?<key>[^)]*)\))?[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?(?<conversion>[a-zA-Z%])/g;
const NUMERIC = new Set(['d', 'i', 'u', 'x', 'X', 'o', 'e', 'E', 'f', 'F', 'g', 'G', 'c']);
const TRANSLATIONS = new Set(['_', '_LE', '_LW', '_LI', '_LC', '_C', '_P']);

/** The specifiers of a `%` format; `%%` is none. */
export function specifiersOf(format: string): readonly Specifier[] {
  return [...format.matchAll(SPECIFIER)]
    .map((match) => ({
      key: match.groups?.key ?? null,
      conversion: match.groups?.conversion ?? 's',
    }))
    .filter(({ conversion, key }) => conversion !== '%' || key !== null);
}

/** The parts of `values` that `format % values` prints. */
export function formatParts(fn: IrFunction, format: ValueId, values: ValueId): readonly FormatPart[] {
  const text = formatText(fn, format);
  if (text === null) return elementsOf(fn, values).map((value) => ({ value, path: [] }));
  const specifiers = specifiersOf(text);
  const keys = specifiers.flatMap(({ key, conversion }) =>
    key === null || NUMERIC.has(conversion) ? [] : [key],
  );
  if (specifiers.some(({ key }) => key !== null)) {
    return [...new Set(keys)].map((key) => ({ value: values, path: [keyElement(key)] }));
  }
  return positionalParts(specifiers, elementsOf(fn, values));
}

/** The values that a log call prints whose first argument is the format. */
export function logParts(fn: IrFunction, format: ValueId, values: readonly ValueId[]): readonly FormatPart[] {
  const first = values[0];
  if (first === undefined) return [];
  const text = formatText(fn, format);
  if (text === null) return values.map((value) => ({ value, path: [] }));
  const specifiers = specifiersOf(text);
  if (values.length === 1 && specifiers.some(({ key }) => key !== null)) {
    return formatParts(fn, format, first);
  }
  return positionalParts(specifiers, values);
}

/** The constant text of a format, also inside of a translation call: `_('…')`. */
export function formatText(fn: IrFunction, format: ValueId): string | null {
  const instruction = instructionOf(fn, format);
  if (instruction?.op !== 'call') return stringOf(fn, format);
  const callee = instructionOf(fn, instruction.callee);
  const inner = instruction.arguments[0];
  const isTranslation = callee?.op === 'load-global' && TRANSLATIONS.has(callee.name);
  return isTranslation && inner !== undefined ? stringOf(fn, inner.value) : null;
}

/** Whether a name is that of a translation function, whose result is its argument in another language. */
export function isTranslation(name: string): boolean {
  return TRANSLATIONS.has(name);
}

function positionalParts(specifiers: readonly Specifier[], values: readonly ValueId[]): FormatPart[] {
  return values
    .filter((_, index) => !NUMERIC.has(specifiers[index]?.conversion ?? 's'))
    .map((value) => ({ value, path: [] }));
}

function elementsOf(fn: IrFunction, values: ValueId): readonly ValueId[] {
  const instruction = instructionOf(fn, values);
  if (instruction?.op !== 'build' || instruction.kind !== 'tuple') return [values];
  return instruction.elements.map((element) => element.value);
}

/** Names in braces of a `str.format` text: `{0}`, `{name.attribute}`, `{}`; null for those without a name. */
export function bracesOf(format: string): readonly (string | null)[] {
  const names: (string | null)[] = [];
  for (const match of format.replaceAll('{{', '').matchAll(/\{([^{}:!]*)[^{}]*\}/g)) {
    const name = (match[1] ?? '').split(/[.[]/)[0] ?? '';
    names.push(name === '' ? null : name);
  }
  return names;
}
