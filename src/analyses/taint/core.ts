/**
 * What Python's own functions and the methods of its own types do with parts of values: `info.items()`, `dict(a, b=c)`,
 * `sorted(names)`, `'…'.format(x)`. Models can say which argument flows where; here it also matters which part.
 *
 * Methods are known by name when nothing better is known about the receiver.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Call, ValueId } from '../../ir/ir.ts';
import type { Target } from '../../project/project.ts';
import { attributeElement } from './access-path.ts';
import { stringOf } from './constants.ts';
import { expandBuiltin } from './core-functions.ts';
import { expandMethod, READING_METHODS } from './core-methods.ts';
import type { Visit } from './visit.ts';
import { asText, computed, readFile, same } from './ways.ts';

/** Answers true when it knew the call. `target` null: nothing is known about the callee but its name. */
export function expandCore(visit: Visit, call: Call, target: Target | null): boolean {
  const callee = instructionOf(visit.ir, call.callee);
  if (callee?.op === 'load-global' && (target === null || isBuiltin(target))) {
    return expandBuiltin(visit, call, callee.name);
  }
  if (callee?.op !== 'attribute') return false;
  if (target !== null && !isBuiltin(target)) return expandLibrary(visit, call, target);
  return expandMethod(visit, call, { name: callee.name, receiver: callee.object });
}

function isBuiltin(target: Target): boolean {
  return target.kind === 'external' && target.path.startsWith('builtins.');
}

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
  const types = visit.solver.knowledge.typesOf(visit.function, value);
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
