/**
 * The text form of selectors and flows.
 *
 *     0            the first argument (of a method: the first after its receiver)
 *     name         the argument passed as `name`
 *     0/name       either way
 *     1..          every argument from the second on, keywords included; `all` is `0..`
 *     receiver     what the method was called on
 *     result       what the call returns
 *
 * A flow is `from, from -> to`: the labels of what stands on the left pass to what stands on the right.
 */
import type { FlowModel, Selector } from './model.ts';

const named = /^[A-Za-z_]\w*$/;
const positioned = /^(\d+)(?:\/([A-Za-z_]\w*))?$/;
const onwards = /^(\d+)\.\.$/;

/** Null when the text is no selector. */
export function parseSelector(written: string | number): Selector | null {
  const text = String(written).trim();
  if (text === 'receiver' || text === 'result') return { kind: text };
  if (text === 'all') return { kind: 'arguments', from: 0 };
  const range = onwards.exec(text);
  if (range !== null) return { kind: 'arguments', from: Number(range[1]) };
  const position = positioned.exec(text);
  if (position !== null) return argument(Number(position[1]), position[2] ?? null);
  return named.test(text) ? argument(null, text) : null;
}

function argument(position: number | null, name: string | null): Selector {
  return { kind: 'argument', position, name };
}

/** Null when the text is no flow. */
export function parseFlow(text: string): FlowModel | null {
  const [left, right, ...rest] = text.split('->');
  if (left === undefined || right === undefined || rest.length > 0) return null;
  const from = left.split(',').map(parseSelector);
  const to = parseSelector(right);
  const complete = from.filter((selector) => selector !== null);
  return to === null || complete.length !== from.length ? null : { from: complete, to };
}

/** The text form again. */
export function printSelector(selector: Selector): string {
  switch (selector.kind) {
    case 'receiver':
    case 'result':
      return selector.kind;
    case 'arguments':
      return selector.from === 0 ? 'all' : `${selector.from}..`;
    case 'argument':
      return [selector.position, selector.name].filter((part) => part !== null).join('/');
  }
}
