/**
 * Functions that a call runs, or starts, because they were passed to it.
 *
 * Worked example: `task.spawn_after(self._spawn, work, key=1)` under the convention "argument 0 is the function, the
 * arguments from 1 on are passed on" also runs `work(key=1)` when it is about `_spawn`'s first argument.
 */
import type { Argument, Call, ValueId } from '../ir/ir.ts';
import { bindCall } from './argument-binding.ts';
import { invoked, type Linker } from './invocation.ts';
import { stringOf } from './names.ts';
import type { LinkedFunction } from './program.ts';
import type { Callback, Target } from './project.ts';
import { namesOfTarget } from './target-names.ts';

export function callbackTargets(linker: Linker, fn: LinkedFunction, call: Call, target: Target): Target[] {
  const { conventions } = linker.inference.names;
  const callbacks = namesOfTarget(linker.inference, target).flatMap((path) => conventions.callbacks(path));
  return [...new Set(callbacks)].flatMap((callback) => {
    const callee = argumentFor(call, target, callback.function);
    if (callee === null) return [];
    const passed = passedOn(fn, call, target, callback);
    const invocation = { fn, callee, arguments: passed, skipped: callback.unknownFirst };
    return invoked(linker, invocation).map((run) => ({
      ...run,
      via: 'callback' as const,
      deferred: callback.runs === 'later',
    }));
  });
}

/** The argument at a position, or under a name; a name also finds what a target in the tree receives by position. */
function argumentFor(call: Call, target: Target, which: number | string): ValueId | null {
  if (typeof which === 'number') {
    const argument = call.arguments[which];
    return argument?.kind === 'positional' ? argument.value : null;
  }
  const named = call.arguments.find((argument) => argument.kind === 'keyword' && argument.name === which);
  return named?.value ?? positionalNamed(call, target, which);
}

function positionalNamed(call: Call, target: Target, name: string): ValueId | null {
  if (target.kind !== 'function') return null;
  const offset = target.skipped + (target.receiver === null ? 0 : 1);
  const parameter = target.function.ir.parameters.findIndex((candidate) => candidate.name === name);
  const bound = bindCall(target.function, call.arguments, offset).find(
    (binding) => binding.parameter === parameter,
  );
  return bound === undefined || bound.element || bound.into ? null : bound.value;
}

function passedOn(fn: LinkedFunction, call: Call, target: Target, callback: Callback): readonly Argument[] {
  return [
    ...(callback.argumentsFrom === null ? [] : furtherArguments(call, callback, callback.argumentsFrom)),
    ...spread(fn, callback.tuple === null ? null : argumentFor(call, target, callback.tuple), 'rest'),
    ...spread(
      fn,
      callback.dictionary === null ? null : argumentFor(call, target, callback.dictionary),
      'keywords',
    ),
  ];
}

/** Positional arguments from a position on, and every keyword that is not the convention's own. */
function furtherArguments(call: Call, callback: Callback, from: number): readonly Argument[] {
  const own = new Set([callback.function, callback.tuple, callback.dictionary]);
  return call.arguments.filter((argument, position) =>
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
