/** Common last lines of steps: where a value's parts come from. Each answers true: the call is understood. */
import type { Call, ValueId } from '../../ir/ir.ts';
import { EVERY_ELEMENT, WRITTEN } from './access-path.ts';
import { constantOf } from './constants.ts';
import type { Visit } from './visit.ts';

export function computed(visit: Visit): true {
  visit.source('computed', ['origin:constant']);
  return true;
}

export function same(visit: Visit, value: ValueId): true {
  visit.same(value);
  return true;
}

export function content(visit: Visit, values: readonly ValueId[]): true {
  for (const value of values) visit.flow(value, visit.ask);
  return true;
}

/** All of the values as text. */
export function asText(visit: Visit, values: readonly ValueId[]): true {
  const varying = values.filter((value) => constantOf(visit.ir, value) === null);
  if (varying.length === 0) visit.source('constant', ['origin:constant']);
  const ask = visit.solver.asks.asText(visit.ask);
  for (const value of varying) visit.flow(value, ask);
  return true;
}

export function elements(visit: Visit, call: Call): true {
  for (const argument of call.arguments) {
    if (argument.kind === 'keyword') continue;
    if (call.arguments.length > 1) visit.same(argument.value);
    else visit.flow(argument.value, visit.inside(EVERY_ELEMENT));
  }
  return true;
}

/** What was written to a file before. */
export function readFile(visit: Visit, file: ValueId): true {
  visit.flow(file, visit.solver.asks.inside(visit.solver.asks.asText(visit.ask), WRITTEN));
  return true;
}
