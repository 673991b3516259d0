/**
 * Lowers methods that call a function for each element: `xs.map(f)` with f written there is the loop that it stands for.
 */
import type { ts } from 'ts-morph';
import type { ValueId } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import type { DraftBlock } from '../../lowering/draft.ts';
import type { Lowering } from './lowering.ts';
import { isFunction } from './promises.ts';

/** What becomes of the answers: they are collected, they choose, one is taken, they are handed on, they are dropped. */
type Outcome = 'collect' | 'choose' | 'take' | 'fold' | 'last' | 'none';

const outcomes: ReadonlyMap<string, Outcome> = new Map([
  ['map', 'collect'],
  ['flatMap', 'collect'],
  ['filter', 'choose'],
  ['find', 'take'],
  ['findLast', 'take'],
  ['reduce', 'fold'],
  ['some', 'last'],
  ['every', 'last'],
  ['forEach', 'none'],
  ['each', 'none'],
]);

export interface Iteration {
  readonly outcome: Outcome;
  readonly body: ts.ArrowFunction | ts.FunctionExpression;
  /** The first value that `reduce` hands on. */
  readonly start: ts.Expression | null;
}

export function iterationOf(method: string, given: readonly ts.Expression[]): Iteration | null {
  const outcome = outcomes.get(method);
  const [body, start] = given;
  if (outcome === undefined || body === undefined || !isFunction(body)) return null;
  return { outcome, body, start: outcome === 'fold' ? (start ?? null) : null };
}

interface Loop {
  readonly lowering: Lowering;
  readonly span: Span;
  readonly iterable: ValueId;
  readonly callee: ValueId;
  /** Variable that holds the result. */
  readonly result: string;
  readonly header: DraftBlock;
  readonly after: DraftBlock;
}

export function lowerIteration(lowering: Lowering, iteration: Iteration, site: Site): ValueId {
  const { builder } = lowering;
  const { span, iterable } = site;
  const callee = lowering.value(iteration.body);
  const result = lowering.hidden();
  builder.writeHidden(result, firstResult(lowering, iteration, site));
  const iterator = lowering.operator('iterator', [iterable], span);
  const [header, inside, after] = [builder.newBlock(), builder.newBlock(), builder.newBlock()];
  builder.jump(header, span);
  builder.start(header);
  const hasNext = lowering.operator('has-next', [iterator], span);
  builder.branch(hasNext, span, { then: inside, otherwise: after, origin: 'for' });
  builder.startSealed(inside);
  const element = lowering.operator('next', [iterator], span);
  useElement({ lowering, span, iterable, callee, result, header, after }, iteration, element);
  builder.jump(header, span);
  builder.seal(header);
  builder.startSealed(after);
  return builder.read(result);
}

interface Site {
  readonly span: Span;
  readonly iterable: ValueId;
}

function firstResult(lowering: Lowering, { outcome, start }: Iteration, { span, iterable }: Site): ValueId {
  const { builder } = lowering;
  if (outcome === 'collect' || outcome === 'choose') {
    return builder.define({ op: 'build', span, result: builder.fresh(), kind: 'list', elements: [] });
  }
  if (outcome !== 'fold') return lowering.none(span);
  return start === null ? lowering.operator('next', [iterable], span) : lowering.value(start);
}

function useElement(loop: Loop, { outcome, body }: Iteration, element: ValueId): void {
  const { lowering, span, result } = loop;
  const { builder } = lowering;
  const first = outcome === 'fold' ? [builder.read(result), element] : [element];
  const answer = lowering.call(loop.callee, argumentsFor(loop, first, body.parameters.length), span);
  switch (outcome) {
    case 'collect':
      builder.emit({ op: 'append', span, container: builder.read(result), key: null, value: answer });
      return;
    case 'choose':
    case 'take':
      useChosen(loop, { answer, element, outcome });
      return;
    case 'fold':
    case 'last':
      builder.writeHidden(result, answer);
      return;
    case 'none':
      return;
  }
}

/** The function receives the index and the whole only where it asks for them. */
function argumentsFor(
  { lowering, span, iterable }: Loop,
  first: readonly ValueId[],
  count: number,
): ValueId[] {
  const given = [...first];
  if (given.length < count) {
    const zero = lowering.constant({ kind: 'number', value: '0' }, span);
    given.push(lowering.operator('positive', [zero], span));
  }
  if (given.length < count) given.push(iterable);
  return given;
}

function useChosen(
  { lowering, span, result, header, after }: Loop,
  {
    answer,
    element,
    outcome,
  }: { readonly answer: ValueId; readonly element: ValueId; readonly outcome: Outcome },
): void {
  const { builder } = lowering;
  const chosen = builder.newBlock();
  builder.branch(answer, span, { then: chosen, otherwise: header, origin: 'filter' });
  builder.startSealed(chosen);
  if (outcome === 'choose') {
    builder.emit({ op: 'append', span, container: builder.read(result), key: null, value: element });
  } else {
    builder.writeHidden(result, element);
    builder.jump(after, span);
  }
}
