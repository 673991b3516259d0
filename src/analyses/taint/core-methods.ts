/** What the methods of Python's own types do with parts of values: `info.items()`, `'…'.format(x)`, `name.strip()`. */
import type { Call, ValueId } from '../../ir/ir.ts';
import { EVERY_ELEMENT, keyElement } from './access-path.ts';
import { chance } from './ask.ts';
import { constantOf, elementOf } from './constants.ts';
import { bracesOf, formatText } from './format.ts';
import type { Visit } from './visit.ts';
import { asText, computed, content, readFile, same } from './ways.ts';

export interface Method {
  readonly name: string;
  readonly receiver: ValueId;
}

const TEXT_METHODS = new Set([
  'strip',
  'lstrip',
  'rstrip',
  'lower',
  'upper',
  'title',
  'capitalize',
  'swapcase',
  'expandtabs',
  'encode',
  'decode',
  'zfill',
  'center',
  'ljust',
  'rjust',
  'split',
  'rsplit',
  'splitlines',
  'partition',
  'rpartition',
  'casefold',
  'isoformat',
  'hex',
  'charAt',
  'match',
  'padEnd',
  'padStart',
  'repeat',
  'replaceAll',
  'substr',
  'substring',
  'toLowerCase',
  'toString',
  'toUpperCase',
  'trim',
  'trimEnd',
  'trimStart',
]);
/** Methods that read a file. */
export const READING_METHODS = new Set(['read', 'readline', 'readlines', 'getvalue']);
const SPLITTING_METHODS = new Set(['split', 'rsplit', 'partition', 'rpartition', 'splitlines']);
const TEST_METHODS = new Set([
  'startswith',
  'endswith',
  'isdigit',
  'isalnum',
  'isalpha',
  'isspace',
  'find',
  'rfind',
  'index',
  'count',
  'issubset',
  'issuperset',
  'has_key',
  'endsWith',
  'includes',
  'indexOf',
  'lastIndexOf',
  'startsWith',
]);
const COPY_METHODS = new Set(['copy', 'deepcopy', '__copy__', 'iteritems_copy']);
const SET_METHODS = new Set(['union', 'intersection', 'difference', 'symmetric_difference']);

/** A method of Python's own types, known by its name; false: not one of these. */
export function expandMethod(visit: Visit, call: Call, method: Method): boolean {
  const { name, receiver } = method;
  if (TEST_METHODS.has(name)) return computed(visit);
  if (READING_METHODS.has(name)) return readFile(visit, receiver);
  if (SPLITTING_METHODS.has(name) && visit.head === '[0]') return firstPiece(visit, receiver);
  if (TEXT_METHODS.has(name)) return asText(visit, [receiver]);
  if (COPY_METHODS.has(name)) return same(visit, receiver);
  if (SET_METHODS.has(name)) {
    return content(visit, [receiver, ...call.arguments.map((argument) => argument.value)]);
  }
  switch (name) {
    case 'get':
    case 'pop':
    case 'setdefault':
      return expandGet(visit, call, method);
    case 'items':
    case 'iteritems':
      return expandItems(visit, receiver);
    case 'values':
    case 'itervalues':
      visit.flow(receiver, visit.head === null ? visit.inside(EVERY_ELEMENT) : visit.ask);
      return true;
    case '__class__':
      return call.arguments.length > 0 && content(visit, [call.arguments[0]?.value ?? receiver]);
    case 'keys':
    case 'iterkeys':
      return keysOf(visit, receiver);
    default:
      return expandFormatting(visit, call, method);
  }
}

/** What stands first in a text is its user, its type, its address: `url.split('?')[0]` has no signature. */
function firstPiece(visit: Visit, text: ValueId): true {
  return asText(visit.removing('secret:*', 'only its first piece'), [text]);
}

function expandFormatting(visit: Visit, call: Call, method: Method): boolean {
  const values = call.arguments.map((argument) => argument.value);
  switch (method.name) {
    case 'format':
      return expandFormat(visit, call, method.receiver);
    case 'join':
      return expandJoin(visit, method.receiver, values);
    case 'replace':
      return asText(visit, [method.receiver, ...values.slice(1, 2)]);
    default:
      return false;
  }
}

/** `info.get('key', other)`; with a key that is not constant it may be the method of anything. */
function expandGet(visit: Visit, call: Call, method: Method): boolean {
  const [key, fallback] = call.arguments;
  if (key === undefined) {
    if (method.name !== 'pop') return false;
    visit.flow(method.receiver, visit.inside(EVERY_ELEMENT));
    return true;
  }
  if (key.kind !== 'positional') return false;
  const context = visit.view.movedTo(visit.entry.context, visit.view.facts.positionOf(visit.value));
  visit.flow(method.receiver, visit.inside(elementOf(visit.ir, key.value)), { context });
  if (fallback !== undefined && constantOf(visit.ir, fallback.value) === null) visit.same(fallback.value);
  return true;
}

/** Pairs of a key and the value under it. */
function expandItems(visit: Visit, receiver: ValueId): boolean {
  const below = visit.head === null ? visit.ask : visit.below(visit.head);
  const second = visit.solver.paths.head(below.path);
  if (second === '[0]') return keysOf(visit, receiver);
  const inner = second === null ? below : visit.solver.asks.below(below, second);
  visit.flow(receiver, visit.solver.asks.inside(inner, EVERY_ELEMENT));
  return true;
}

/** Keys have the origin of the whole, and are no secret. */
function keysOf(visit: Visit, receiver: ValueId): boolean {
  const filter = visit.solver.asks.removing(visit.ask.filter, [
    { pattern: 'secret:*', keys: null, sinks: null, coversContainer: true, by: 'only its keys' },
  ]);
  visit.flow(receiver, visit.solver.asks.ask(0, 'content', visit.solver.asks.hinting(filter, null)));
  return true;
}

/** The elements as text; of a table, its keys, and none of what it holds. */
function expandJoin(visit: Visit, separator: ValueId, values: readonly ValueId[]): true {
  const { asks } = visit.solver;
  const ask = asks.inside(asks.asText(visit.ask), EVERY_ELEMENT);
  const varying = values.filter((value) => constantOf(visit.ir, value) === null);
  for (const value of varying) visit.flow(value, ask);
  if (constantOf(visit.ir, separator) === null || varying.length === 0) return asText(visit, [separator]);
  return true;
}

/**
 * `'{0} {name}'.format(a, name=b)`: what the format names, or all. Which values of `**table` a format shows that is not
 * known, nobody can tell: it is no evidence of a secret among them.
 */
function expandFormat(visit: Visit, call: Call, format: ValueId): boolean {
  const text = formatText(visit.ir, format);
  const used = text === null ? null : bracesOf(text);
  const values = call.arguments.flatMap((argument, index) => {
    if (argument.kind !== 'keyword' && argument.kind !== 'positional') return [];
    const name = argument.kind === 'keyword' ? argument.name : String(index);
    const isUsed =
      used === null || used.includes(name) || (argument.kind === 'positional' && used.includes(null));
    return isUsed ? [argument.value] : [];
  });
  const spread = call.arguments.flatMap((argument) =>
    argument.kind === 'keyword' || argument.kind === 'positional' ? [] : [argument.value],
  );
  for (const table of spread) expandTable(visit, table, used);
  return asText(visit, [format, ...values]);
}

/** The values of a table that a format names. */
function expandTable(visit: Visit, table: ValueId, used: readonly (string | null)[] | null): void {
  const { asks } = visit.solver;
  const ask = asks.asText(visit.ask);
  if (used === null) {
    visit.flow(table, asks.withFilter(ask, asks.removing(ask.filter, [chance])));
    return;
  }
  for (const name of used) {
    visit.flow(
      table,
      asks.inside(ask, name === null || /^\d+$/.test(name) ? EVERY_ELEMENT : keyElement(name)),
    );
  }
}
