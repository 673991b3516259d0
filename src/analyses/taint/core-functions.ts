/** What Python's builtin functions do with parts of values: `dict(a, b=c)`, `getattr(a, 'b')`, `zip(a, b)`. */
import { instructionOf } from '../../ir/definitions.ts';
import type { Call, ValueId } from '../../ir/ir.ts';
import {
  attributeElement,
  type Element,
  EVERY_ATTRIBUTE,
  EVERY_ELEMENT,
  keyElement,
  overlaps,
  SOME_ATTRIBUTE,
} from './access-path.ts';
import type { Ask } from './ask.ts';
import { constantOf, parameterNamed, stringOf } from './constants.ts';
import { isTranslation } from './format.ts';
import type { Visit } from './visit.ts';
import { asText, computed, content, elements, same } from './ways.ts';

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

/** A builtin function; false: not one of these. */
export function expandBuiltin(visit: Visit, call: Call, name: string): boolean {
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
function asAttribute(visit: Visit): Ask {
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
