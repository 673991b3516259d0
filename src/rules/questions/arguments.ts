/**
 * Whether a call gives a certain argument, and how.
 *
 * Terms
 * - **passed on**: the call has `**kwargs` and the text does not show whether the argument is among them.
 *
 * Worked example: in
 *
 *     def send(self, url, **kwargs):
 *         return self.session.get(url, **kwargs)
 *
 * `timeout` is passed on: whoever calls `send` decides. `everyCallerGives` asks them, and those who call them.
 *
 * Invariant: a function that nobody in the tree calls counts as not giving it.
 */
import { instructionOf, usesOf } from '../../ir/definitions.ts';
import type { Call, Constant, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Selector } from '../../models/model.ts';
import type { Project, ProjectFunction } from '../../project/project.ts';

export type GivenArgument =
  | { readonly kind: 'given'; readonly value: ValueId }
  | { readonly kind: 'absent' }
  /** `value` is what stands after `**`; null: a `*values` hides the positions. */
  | { readonly kind: 'passed-on'; readonly value: ValueId | null };

/** Callers of callers that are asked; deeper ones count as giving nothing. */
const askedDepth = 6;
const writers = new Set(['setdefault', 'update', '__setitem__']);

export function givenArgument(call: Call, selector: Selector): GivenArgument {
  if (selector.kind !== 'argument') return { kind: 'absent' };
  const named = call.arguments.find((one) => one.kind === 'keyword' && one.name === selector.name);
  if (named !== undefined) return { kind: 'given', value: named.value };
  const hidden = call.arguments.find((one) => one.kind === 'keywords');
  if (hidden !== undefined) return { kind: 'passed-on', value: hidden.value };
  const positional = call.arguments.filter((one) => one.kind === 'positional');
  const placed = selector.position === null ? undefined : positional[selector.position];
  if (placed !== undefined) return { kind: 'given', value: placed.value };
  const isHidden = selector.position !== null && call.arguments.some((one) => one.kind === 'rest');
  return isHidden ? { kind: 'passed-on', value: null } : { kind: 'absent' };
}

/** The constant that a value is in the text; undefined for anything else. */
export function constantOf(fn: IrFunction, value: ValueId): Constant | undefined {
  const instruction = instructionOf(fn, value);
  return instruction?.op === 'constant' ? instruction.constant : undefined;
}

/** 'false', 'CERT_NONE', '30': the text form that models use; null for what is not a constant. */
export function constantText(fn: IrFunction, value: ValueId): string | null {
  const constant = constantOf(fn, value);
  if (constant === undefined) return null;
  return 'value' in constant ? String(constant.value) : constant.kind;
}

/** What may stand after `**`: does it hold the key? 'unknown' where the text does not show it. */
export function keywordsHold(
  project: Project,
  { caller, value, key }: { readonly caller: ProjectFunction; readonly value: ValueId; readonly key: string },
): 'yes' | 'no' | 'unknown' {
  const fn = caller.ir;
  if (isWritten(fn, value, key)) return 'yes';
  const instruction = instructionOf(fn, value);
  if (instruction?.op === 'build' && instruction.kind === 'dict') {
    const keys = instruction.elements.map((element) =>
      element.key === null ? null : constantText(fn, element.key),
    );
    if (keys.includes(key)) return 'yes';
    return keys.includes(null) ? 'unknown' : 'no';
  }
  if (instruction?.op !== 'parameter') return 'unknown';
  if (fn.parameters[instruction.index]?.kind !== 'keywords') return 'unknown';
  if (takesItself(caller, key)) return 'no';
  return everyCallerGives(project, { callee: caller, key }, askedDepth) ? 'yes' : 'no';
}

/** A parameter of that name takes the argument, so it never is among the `**kwargs`. */
function takesItself(callee: ProjectFunction, key: string): boolean {
  return callee.ir.parameters.some((parameter) => parameter.name === key && parameter.kind !== 'keywords');
}

function everyCallerGives(
  project: Project,
  asked: { readonly callee: ProjectFunction; readonly key: string },
  depth: number,
): boolean {
  const sites = project.callersOf(asked.callee);
  if (depth === 0 || sites.length === 0 || takesItself(asked.callee, asked.key)) return false;
  return sites.every(({ caller, call }) => {
    const given = givenArgument(call, { kind: 'argument', position: null, name: asked.key });
    if (given.kind !== 'passed-on' || given.value === null) return given.kind === 'given';
    const passed = instructionOf(caller.ir, given.value);
    if (isWritten(caller.ir, given.value, asked.key)) return true;
    if (passed?.op === 'build') {
      return passed.elements.some(
        (element) => element.key !== null && constantText(caller.ir, element.key) === asked.key,
      );
    }
    return passed?.op === 'parameter'
      ? everyCallerGives(project, { callee: caller, key: asked.key }, depth - 1)
      : true;
  });
}

/** `kwargs['timeout'] = …`, `kwargs.setdefault('timeout', …)`, `kwargs.update(timeout=…)`. */
function isWritten(fn: IrFunction, container: ValueId, key: string): boolean {
  return usesOf(fn, container).some((use) => {
    if (use.kind !== 'instruction') return false;
    const { instruction } = use;
    if (instruction.op === 'store-item') {
      return instruction.object === container && constantText(fn, instruction.index) === key;
    }
    if (instruction.op !== 'attribute' || !writers.has(instruction.name)) return false;
    return usesOf(fn, instruction.result).some(
      (called) =>
        called.kind === 'instruction' &&
        called.instruction.op === 'call' &&
        called.instruction.arguments.some((one) =>
          one.kind === 'keyword' ? one.name === key : constantText(fn, one.value) === key,
        ),
    );
  });
}
