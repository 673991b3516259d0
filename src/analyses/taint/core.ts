/**
 * What Python's own functions and the methods of its own types do with parts of values: `info.items()`, `dict(a, b=c)`,
 * `sorted(names)`, `'…'.format(x)`. Models can say which argument flows where; here it also matters which part.
 *
 * Methods are known by name when nothing better is known about the receiver.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Call, ValueId } from '../../ir/ir.ts';
import type { Target } from '../../project/project.ts';
import {
  attributeElement,
  type Element,
  EVERY_ATTRIBUTE,
  EVERY_ELEMENT,
  keyElement,
  overlaps,
  SOME_ATTRIBUTE,
  WRITTEN,
} from './access-path.ts';
import { constantOf, elementOf, parameterNamed, stringOf } from './constants.ts';
import { bracesOf, formatText, isTranslation } from './format.ts';
import type { Visit } from './visit.ts';

/** Answers true when it knew the call. `target` null: nothing is known about the callee but its name. */
export function expandCore(visit: Visit, call: Call, target: Target | null): boolean {
  const callee = instructionOf(visit.ir, call.callee);
  if (callee?.op === 'load-global' && (target === null || isBuiltin(target))) {
    return expandFunction(visit, call, callee.name);
  }
  if (callee?.op !== 'attribute') return false;
  if (target !== null && !isBuiltin(target)) return expandLibrary(visit, call, target);
  return expandMethod(visit, call, { name: callee.name, receiver: callee.object });
}

function isBuiltin(target: Target): boolean {
  return target.kind === 'external' && target.path.startsWith('builtins.');
}

/* ---- Functions ----------------------------------------------------------------------------------------------- */

const SAME_CONTENT = new Set([
  'list',
  'tuple',
  'set',
  'frozenset',
  'sorted',
  'reversed',
  'iter',
  'filter',
  'OrderedDict',
  'memoryview',
]);
const TEXT_OF = new Set(['str', 'repr', 'unicode', 'bytes', 'bytearray', 'format', 'ascii']);
const ELEMENT_OF = new Set(['next', 'min', 'max', 'sum']);
const TELLS_NOTHING = new Set([
  'len',
  'bool',
  'isinstance',
  'issubclass',
  'hasattr',
  'callable',
  'id',
  'hash',
  'type',
  'any',
  'all',
  'range',
  'ord',
]);

function expandFunction(visit: Visit, call: Call, name: string): boolean {
  const first = call.arguments[0]?.value;
  if (TELLS_NOTHING.has(name)) return computed(visit);
  if (name === 'dict') return expandDict(visit, call);
  if (first === undefined) return false;
  if (SAME_CONTENT.has(name)) return same(visit, call.arguments.at(-1)?.value ?? first);
  if (TEXT_OF.has(name)) return asText(visit, [first]);
  if (isTranslation(name)) return asText(visit, [first]);
  if (ELEMENT_OF.has(name)) return elements(visit, call);
  return expandReader(visit, call, { name, first });
}

function expandReader(visit: Visit, call: Call, read: { name: string; first: ValueId }): boolean {
  switch (read.name) {
    case 'getattr':
      return expandGetattr(visit, call, read.first);
    case 'vars':
      visit.flow(read.first, visit.head === null ? visit.inside(EVERY_ATTRIBUTE) : asAttribute(visit));
      return true;
    case 'enumerate':
      return expandEnumerate(visit, read.first);
    case 'zip':
      return expandZip(visit, call);
    case 'map':
      return content(
        visit,
        call.arguments.slice(1).map((argument) => argument.value),
      );
    default:
      return false;
  }
}

/** `dict(pairs, key=value)`. */
function expandDict(visit: Visit, call: Call): boolean {
  for (const argument of call.arguments) {
    if (argument.kind !== 'keyword') {
      visit.same(argument.value);
      continue;
    }
    const own = keyElement(argument.name);
    if (visit.head === null) visit.flow(argument.value, visit.solver.hinted(visit.ask, argument.name));
    else if (overlaps(visit.head, own)) {
      visit.flow(argument.value, visit.solver.asks.matched(visit.ask, visit.head, own));
    }
  }
  if (call.arguments.length === 0) visit.source('constant', ['origin:constant']);
  return true;
}

function expandGetattr(visit: Visit, call: Call, object: ValueId): boolean {
  const name = call.arguments[1]?.value;
  const key = name === undefined ? null : stringOf(visit.ir, name);
  visit.flow(object, visit.inside(key === null ? dynamicAttribute(visit, name) : attributeElement(key)));
  const fallback = call.arguments[2]?.value;
  if (fallback !== undefined && constantOf(visit.ir, fallback) === null) visit.same(fallback);
  return true;
}

/** `getattr(self, name) for name in names` reads every attribute, `getattr(self, name)` some. */
function dynamicAttribute(visit: Visit, name: ValueId | undefined): Element {
  const source = name === undefined ? undefined : instructionOf(visit.ir, name);
  if (source?.op === 'operator' && source.operator === 'next') return EVERY_ATTRIBUTE;
  const parameter = name === undefined ? null : parameterNamed(visit.ir, name);
  return parameter === null ? SOME_ATTRIBUTE : attributeElement(`$${parameter}`);
}

/** The keys of `vars(object)` are its attributes. */
function asAttribute(visit: Visit) {
  const head = visit.head ?? EVERY_ELEMENT;
  const name = head.slice(1, -1);
  return visit.solver.asks.inside(
    visit.below(head),
    name === '*' ? EVERY_ATTRIBUTE : name === '?' ? SOME_ATTRIBUTE : attributeElement(name),
  );
}

/** Elements are pairs of a number and an element. */
function expandEnumerate(visit: Visit, values: ValueId): boolean {
  const below = visit.head === null ? visit.ask : visit.below(visit.head);
  const second = visit.solver.paths.head(below.path);
  if (second === '[0]') return computed(visit);
  const inner = second === null ? below : visit.solver.asks.below(below, second);
  visit.flow(values, visit.solver.asks.inside(inner, EVERY_ELEMENT));
  return true;
}

function expandZip(visit: Visit, call: Call): boolean {
  const below = visit.head === null ? visit.ask : visit.below(visit.head);
  const second = visit.solver.paths.head(below.path);
  call.arguments.forEach((argument, index) => {
    if (second !== null && !overlaps(second, keyElement(String(index)))) return;
    const inner = second === null ? below : visit.solver.asks.below(below, second);
    visit.flow(argument.value, visit.solver.asks.inside(inner, EVERY_ELEMENT));
  });
  return true;
}

/* ---- Methods ------------------------------------------------------------------------------------------------- */

interface Method {
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
]);
const READING_METHODS = new Set(['read', 'readline', 'readlines', 'getvalue']);
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
]);
const COPY_METHODS = new Set(['copy', 'deepcopy', '__copy__', 'iteritems_copy']);
const SET_METHODS = new Set(['union', 'intersection', 'difference', 'symmetric_difference']);

function expandMethod(visit: Visit, call: Call, method: Method): boolean {
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
    case 'keys':
    case 'iterkeys':
      return keysOf(visit, receiver);
    default:
      return expandFormatting(visit, call, method);
  }
}

function readFile(visit: Visit, file: ValueId): true {
  visit.flow(file, visit.solver.asks.inside(visit.solver.asks.asText(visit.ask), WRITTEN));
  return true;
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
      return asText(visit, [method.receiver, ...values]);
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

/** `'{0} {name}'.format(a, name=b)`: what the format names, or all. */
function expandFormat(visit: Visit, call: Call, format: ValueId): boolean {
  const text = formatText(visit.ir, format);
  const used = text === null ? null : bracesOf(text);
  const values = call.arguments.flatMap((argument, index) => {
    if (argument.kind !== 'keyword' && argument.kind !== 'positional') return [argument.value];
    const name = argument.kind === 'keyword' ? argument.name : String(index);
    const isUsed =
      used === null || used.includes(name) || (argument.kind === 'positional' && used.includes(null));
    return isUsed ? [argument.value] : [];
  });
  return asText(visit, [format, ...values]);
}

/* ---- Libraries ----------------------------------------------------------------------------------------------- */

/** What they return tells nothing of what they got, and nobody can choose it. */
const HASHING = /^(?:hashlib\.|hmac\.|zlib\.crc32|binascii\.crc32|uuid\.uuid[1-5])/;
const COPYING = new Set(['copy.copy', 'copy.deepcopy', 'collections.OrderedDict', 'types.MappingProxyType']);
const WRITING_TEXT = new Set([
  'json.dumps',
  'pprint.pformat',
  'yaml.safe_dump',
  'yaml.dump',
  'six.text_type',
]);

function expandLibrary(visit: Visit, call: Call, target: Target): boolean {
  const callee = instructionOf(visit.ir, call.callee);
  if (
    callee?.op === 'attribute' &&
    READING_METHODS.has(callee.name) &&
    /^(?:io|tempfile)\./.test(pathOf(target))
  ) {
    return readFile(visit, callee.object);
  }
  if (callee?.op === 'attribute' && callee.name === 'get' && isInstance(visit, callee.object)) {
    return expandFieldRead(visit, call, callee.object);
  }
  const first = call.arguments[0]?.value;
  if (target.kind !== 'external' || first === undefined) return false;
  if (HASHING.test(target.path)) return computed(visit);
  if (COPYING.has(target.path)) return same(visit, first);
  if (WRITING_TEXT.has(target.path)) return asText(visit, [first]);
  return false;
}

function isInstance(visit: Visit, value: ValueId): boolean {
  const types = visit.solver.knowledge.project.typesOf(visit.function, value);
  return types.length > 0 && types.every((type) => type.kind === 'instance');
}

/** `instance.get('node')` of an object that is a table of its own fields. */
function expandFieldRead(visit: Visit, call: Call, object: ValueId): boolean {
  const key = call.arguments[0];
  const name = key === undefined ? null : stringOf(visit.ir, key.value);
  if (name === null) return false;
  visit.flow(object, visit.inside(attributeElement(name)));
  return true;
}

function pathOf(target: Target): string {
  return target.kind === 'external' ? target.path : '';
}

/* ---- Ways on ------------------------------------------------------------------------------------------------- */

function computed(visit: Visit): true {
  visit.source('computed', ['origin:constant']);
  return true;
}

function same(visit: Visit, value: ValueId): true {
  visit.same(value);
  return true;
}

function content(visit: Visit, values: readonly ValueId[]): true {
  for (const value of values) visit.flow(value, visit.ask);
  return true;
}

/** All of the values as text. */
function asText(visit: Visit, values: readonly ValueId[]): true {
  const varying = values.filter((value) => constantOf(visit.ir, value) === null);
  if (varying.length === 0) visit.source('constant', ['origin:constant']);
  const ask = visit.solver.asks.asText(visit.ask);
  for (const value of varying) visit.flow(value, ask);
  return true;
}

function elements(visit: Visit, call: Call): true {
  for (const argument of call.arguments) {
    if (argument.kind === 'keyword') continue;
    if (call.arguments.length > 1) visit.same(argument.value);
    else visit.flow(argument.value, visit.inside(EVERY_ELEMENT));
  }
  return true;
}
