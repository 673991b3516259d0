/**
 * Tests whether a text is an address. What is found to be one tells where something lies, and is not the thing itself:
 * `if is_url(configdrive)` knows that it has no config drive at hand but the place of one.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Call, IrFunction, Operator, ValueId } from '../../ir/ir.ts';
import type { Removal } from './ask.ts';
import { constantOf } from './constants.ts';

/** What an address is not. */
export const ADDRESS: readonly Removal[] = ['secret:configdrive', 'secret:credentials'].map((pattern) => ({
  pattern,
  keys: null,
  sinks: null,
  coversContainer: true,
  by: 'it is an address',
}));

/** `is_http_url`, `_is_url`, `valid_image_href`. */
const TEST_NAME = /^_*(?:is|has|valid|validate|looks_like)_(?:\w+_)?(?:url|uri|href)(?:_\w+)?$/;
const SCHEME = /^[a-z][a-z0-9+.-]*:?\/?\/?$/;
const PARSERS: ReadonlySet<string> = new Set(['urlparse', 'urlsplit']);

/** The values that are addresses when the call is true. */
export function addressesTestedBy(fn: IrFunction, call: Call): readonly ValueId[] {
  const callee = instructionOf(fn, call.callee);
  if (callee?.op !== 'attribute' && callee?.op !== 'load-global') return [];
  const first = call.arguments[0]?.value;
  if (first === undefined) return [];
  if (TEST_NAME.test(callee.name)) return [first];
  const isPrefixTest = callee.op === 'attribute' && callee.name === 'startswith' && isScheme(fn, first);
  return isPrefixTest ? [callee.object] : [];
}

/** The value that is an address when the comparison is true: `urlparse(x).scheme in ('http', 'https')`. */
export function addressComparedBy(fn: IrFunction, operator: Operator): ValueId | null {
  const [left, right] = operator.operands;
  if (left === undefined || right === undefined) return null;
  if (operator.operator === 'in' && isScheme(fn, left)) return right;
  if (operator.operator !== 'in' && operator.operator !== '==') return null;
  const read = instructionOf(fn, left);
  const call =
    read?.op === 'attribute' && read.name === 'scheme' ? instructionOf(fn, read.object) : undefined;
  if (call?.op !== 'call') return null;
  const callee = instructionOf(fn, call.callee);
  const isParser = (callee?.op === 'attribute' || callee?.op === 'load-global') && PARSERS.has(callee.name);
  return isParser ? (call.arguments[0]?.value ?? null) : null;
}

/** `'http'`, `'https://'`, `('http://', 'https://')`, `'://'`. */
function isScheme(fn: IrFunction, value: ValueId): boolean {
  const instruction = instructionOf(fn, value);
  if (instruction?.op === 'build' && instruction.kind === 'tuple') {
    return instruction.elements.every((element) => isScheme(fn, element.value));
  }
  const constant = constantOf(fn, value);
  if (constant?.kind !== 'string') return false;
  return (
    constant.value === '://' ||
    (SCHEME.test(constant.value) && /^(?:https?|ftp|file|swift|glance|nfs|smb)\b/.test(constant.value))
  );
}
