/** Lowers what a framework does with registered functions: it calls them, and gives their results to whoever asks. */
import type { ts } from 'ts-morph';
import type { Argument, ValueId } from '../../../ir/ir.ts';
import { injectedPath } from '../angular.ts';
import type { Lowering } from './lowering.ts';

export function lowerRegistration(
  lowering: Lowering,
  call: ts.CallExpression,
  given: readonly Argument[],
): void {
  const registration = lowering.bound.registrations.get(call);
  const target = given[registration?.kind === 'run' ? 0 : 1];
  if (registration === undefined || target === undefined) return;
  const { builder } = lowering;
  const span = lowering.span(registration.target);
  const value =
    registration.kind === 'value'
      ? target.value
      : lowering.call(functionIn(lowering, target.value, registration), [], span);
  if (registration.name === null) return;
  builder.emit({ op: 'store-name', span, scope: 'program', name: injectedPath(registration.name), value });
}

/** The last element of `['name', …, function () {}]`. */
function functionIn(
  lowering: Lowering,
  value: ValueId,
  { injected, target }: { readonly injected: readonly string[] | null; readonly target: ts.Expression },
): ValueId {
  if (injected === null) return value;
  const { builder } = lowering;
  const span = lowering.span(target);
  const last = String(injected.length);
  const index = lowering.constant({ kind: 'number', value: last }, span);
  return builder.define({ op: 'item', span, result: builder.fresh(), object: value, index });
}
