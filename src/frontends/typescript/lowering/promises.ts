/**
 * Lowers promises to what they do: a promise stands for its value, `then` goes on with it, a rejection is an exception.
 *
 *     api.get(url).then(show).catch(report)        try { show(await api.get(url)) } catch (e) { report(e) }
 *     .finally(close)                              try { … } finally { close() }
 *     return Promise.reject(e)                     throw e
 *
 * So the calls of a chain stand in the function that writes it, although they run later: whoever asks what may happen
 * after them, or what is done when they fail, gets the answer that the author of the chain meant. What the function does
 * between making a promise and its settling is not modelled.
 */
import { ts } from 'ts-morph';
import type { ValueId } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import { lowerFinally } from './exceptions.ts';
import { lowerReturn } from './exits.ts';
import type { Lowering } from './lowering.ts';
import { withoutWrappers } from './patterns.ts';

/** A link of a chain: what comes next when the promise has a value, when it fails, in any case. */
export interface Settling {
  readonly onValue: ts.Expression | null;
  readonly onError: ts.Expression | null;
  readonly onEnd: ts.Expression | null;
}

/** What a method of that name does with its arguments, if it is one of a promise. */
export function settlingOf(method: string, given: readonly ts.Expression[]): Settling | null {
  const [first, second] = given;
  if (first === undefined || given.some(ts.isSpreadElement)) return null;
  const none = { onValue: null, onError: null, onEnd: null };
  if (method === 'then' && given.length <= 2) {
    return { ...none, onValue: handler(first), onError: second === undefined ? null : handler(second) };
  }
  if (given.length > 1) return null;
  if (method === 'catch') return { ...none, onError: first };
  if (method === 'finally') return { ...none, onEnd: first };
  if (!isFunction(first)) return null;
  if (method === 'success') return { ...none, onValue: first };
  return method === 'error' ? { ...none, onError: first } : null;
}

function handler(expression: ts.Expression): ts.Expression | null {
  return expression.kind === ts.SyntaxKind.NullKeyword ? null : expression;
}

export function isFunction(
  expression: ts.Expression,
): expression is ts.ArrowFunction | ts.FunctionExpression {
  return ts.isArrowFunction(expression) || ts.isFunctionExpression(expression);
}

/** `promise` lowers what the chain hangs on. */
export function lowerSettling(
  lowering: Lowering,
  settling: Settling,
  { promise, span }: { readonly promise: () => ValueId; readonly span: Span },
): ValueId {
  const [onValue, onError, onEnd] = [settling.onValue, settling.onError, settling.onEnd].map((each) =>
    handlerOf(lowering, each),
  );
  const settled = () => awaited(lowering, promise(), span);
  if (onEnd)
    return lowerEnd(lowering, { settled, onEnd: () => call(lowering, onEnd, { given: [], span }) }, span);
  const fulfilled = (value: ValueId) => (onValue ? call(lowering, onValue, { given: [value], span }) : value);
  if (!onError) return fulfilled(settled());
  const rejected = (error: ValueId) => call(lowering, onError, { given: [error], span });
  return lowerBranches(lowering, { settled, fulfilled, rejected }, span);
}

/** How to get the function: where it is called, unless getting it runs something. */
type Handler = () => ValueId;

function handlerOf(lowering: Lowering, expression: ts.Expression | null): Handler | null {
  if (expression === null) return null;
  if (isFunction(expression) || ts.isIdentifier(expression)) return () => lowering.value(expression);
  const value = lowering.value(expression);
  return () => value;
}

function call(
  lowering: Lowering,
  getHandler: Handler,
  { given, span }: { readonly given: readonly ValueId[]; readonly span: Span },
): ValueId {
  const result = lowering.call(getHandler(), given, span);
  return awaited(lowering, result, span);
}

function awaited({ builder }: Lowering, value: ValueId, span: Span): ValueId {
  return builder.define({ op: 'await', span, result: builder.fresh(), value });
}

function lowerEnd(
  lowering: Lowering,
  { settled, onEnd }: { readonly settled: () => ValueId; readonly onEnd: () => void },
  span: Span,
): ValueId {
  const result = lowering.hidden();
  const attempt = () => lowering.builder.writeHidden(result, settled());
  lowerFinally(lowering, { span, attempt, finalize: onEnd });
  return lowering.builder.read(result);
}

interface Branches {
  readonly settled: () => ValueId;
  readonly fulfilled: (value: ValueId) => ValueId;
  readonly rejected: (error: ValueId) => ValueId;
}

/** Only what fails before `fulfilled` begins is for `rejected`. */
function lowerBranches(lowering: Lowering, { settled, fulfilled, rejected }: Branches, span: Span): ValueId {
  const { builder } = lowering;
  const outside = builder.handler;
  const result = lowering.hidden();
  const [onException, after] = [builder.newBlock(), builder.newBlock()];
  builder.handler = onException;
  builder.split(span);
  const value = settled();
  builder.handler = outside;
  builder.split(span);
  builder.writeHidden(result, fulfilled(value));
  builder.jump(after, span);
  builder.startSealed(onException);
  const error = builder.define({ op: 'catch', span, result: builder.fresh() });
  builder.split(span);
  builder.writeHidden(result, rejected(error));
  builder.jump(after, span);
  builder.startSealed(after);
  return builder.read(result);
}

/* ---- Rejections ---- */

/** `return value`; a rejection leaves as the exception that it is, unless a `try` around it would see it too early. */
export function lowerReturned(lowering: Lowering, expression: ts.Expression, span: Span): void {
  const { builder, frames } = lowering;
  const reason = rejectedWith(expression);
  const isFree = builder.handler === null && frames.every(({ kind }) => kind !== 'finally');
  if (reason === null || !isFree) {
    lowerReturn(lowering, lowering.value(expression), { span, implicit: false });
    return;
  }
  const exception = reason === undefined ? lowering.none(span) : lowering.value(reason);
  builder.raise({ exception, cause: null, implicit: false }, span);
}

const promiseMakers: ReadonlySet<string> = new Set(['Promise', '$q']);

/** The reason in `Promise.reject(reason)`; undefined: none is given; null: it is no rejection. */
function rejectedWith(expression: ts.Expression): ts.Expression | undefined | null {
  const inner = withoutWrappers(expression);
  if (!ts.isCallExpression(inner) || !ts.isPropertyAccessExpression(inner.expression)) return null;
  const { expression: object, name } = inner.expression;
  const isRejection = ts.isIdentifier(object) && promiseMakers.has(object.text) && name.text === 'reject';
  return isRejection ? inner.arguments[0] : null;
}
