/**
 * Functions that a call runs, or starts, because they were passed to it.
 *
 * Worked example: `task.spawn_after(self._spawn, work, key=1)` under the convention "argument 0 is the function, the
 * arguments from 1 on are passed on" also runs `work(key=1)` when it is about `_spawn`'s first argument.
 */
import type { Argument, ValueId } from '../ir/ir.ts';
import { bindCall } from './argument-binding.ts';
import { invoked, type Linker } from './invocation.ts';
import { stringOf } from './names.ts';
import type { LinkedFunction } from './program.ts';
import type { Callback, Target } from './project.ts';

/** A callback may be a function that runs another one: `spawn_after(self._spawn_worker, work, …)`. */
const DEEPEST = 3;
const MOST_FOLLOWED = 16;

export function callbackTargets(linker: Linker, fn: LinkedFunction, target: Target, depth = 0): Target[] {
  const { callbacks } = linker.targetNames.knowledgeOf(target);
  const run = callbacks.flatMap((callback) => runBy(linker, fn, target, callback));
  if (depth >= DEEPEST || run.length > MOST_FOLLOWED) return run;
  return [...run, ...run.flatMap((next) => callbackTargets(linker, fn, next, depth + 1))];
}

function runBy(linker: Linker, fn: LinkedFunction, target: Target, callback: Callback): Target[] {
  const callee = argumentFor(target, callback.function);
  if (callee === null) return [];
  const passed = passedOn(fn, target, callback);
  const invocation = { fn, callee, arguments: passed, skipped: callback.unknownFirst };
  const deferred = target.deferred || callback.runs === 'later';
  return invoked(linker, invocation).map((run) => ({ ...run, via: 'callback' as const, deferred }));
}

/** The argument at a position, or under a name; a name also finds what a target in the tree receives by position. */
function argumentFor(target: Target, which: number | string): ValueId | null {
  if (typeof which === 'number') {
    const argument = target.arguments[which];
    return argument?.kind === 'positional' ? argument.value : null;
  }
  const named = target.arguments.find((argument) => argument.kind === 'keyword' && argument.name === which);
  return named?.value ?? positionalNamed(target, which);
}

function positionalNamed(target: Target, name: string): ValueId | null {
  if (target.kind !== 'function') return null;
  const offset = target.skipped + (target.receiver === null ? 0 : 1);
  const parameter = target.function.ir.parameters.findIndex((candidate) => candidate.name === name);
  const bound = bindCall(target.function, target.arguments, offset).find(
    (binding) => binding.parameter === parameter,
  );
  return bound === undefined || bound.element || bound.into ? null : bound.value;
}

function passedOn(fn: LinkedFunction, target: Target, callback: Callback): readonly Argument[] {
  return [
    ...(callback.argumentsFrom === null ? [] : furtherArguments(target, callback, callback.argumentsFrom)),
    ...spread(fn, callback.tuple === null ? null : argumentFor(target, callback.tuple), 'rest'),
    ...spread(fn, callback.dictionary === null ? null : argumentFor(target, callback.dictionary), 'keywords'),
  ];
}

/** Positional arguments from a position on, and every keyword that is not the convention's own. */
function furtherArguments(target: Target, callback: Callback, from: number): readonly Argument[] {
  const own = new Set([callback.function, callback.tuple, callback.dictionary]);
  return target.arguments.filter((argument, position) =>
    argument.kind === 'keyword' ? !own.has(argument.name) : position >= from || argument.kind === 'keywords',
  );
}

/** A tuple or dict display counts as its elements; anything else is passed whole with `*` or `**`. */
function spread(fn: LinkedFunction, value: ValueId | null, kind: 'rest' | 'keywords'): readonly Argument[] {
  if (value === null) return [];
  const display = fn.facts.definitions[value];
  if (display === undefined || !('op' in display) || display.op !== 'build') return [{ kind, value }];
  const elements = display.elements.map(({ key, value: element, spread: isSpread }): Argument | null => {
    if (isSpread) return null;
    if (kind === 'rest') return { kind: 'positional', value: element };
    const name = key === null ? null : stringOf(fn, key);
    return name === null ? null : { kind: 'keyword', name, value: element };
  });
  const known = elements.filter((element) => element !== null);
  return known.length === elements.length ? known : [{ kind, value }];
}
