/** Which calls make something that has to be removed again, and which value stands for it. */
import type { Degree } from '../../src/analyses/exceptions/exceptions.ts';
import { usesOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { CallSite } from '../../src/project/project.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';
import { calleeName } from '../../src/rules/questions/spelling.ts';

export interface Acquisition {
  readonly what: 'temporary file' | 'temporary directory' | 'mount';
  /** The path by which it is released; null: the kind alone identifies it. */
  readonly value: ValueId | null;
  /** The weakest failure that counts: where nothing is known, a file operation may fail as well. */
  readonly degree: Degree;
}

const runners = new Set(['execute', 'trycmd', 'check_call', 'check_output', 'run', 'call']);

export function acquisitionAt({ caller, call, targets }: CallSite): Acquisition | null {
  const makes = (path: string): boolean =>
    targets.some((target) => target.kind === 'external' && target.path === path);
  if (makes('tempfile.mkdtemp')) {
    return { what: 'temporary directory', value: call.result, degree: 'strong' };
  }
  if (makes('tempfile.mkstemp')) {
    return { what: 'temporary file', value: pathOf(caller.ir, call), degree: 'weak' };
  }
  return mounts(caller.ir, call) ? { what: 'mount', value: null, degree: 'weak' } : null;
}

/** `fd, path = mkstemp()`, `mkstemp()[1]`: the path; otherwise the pair. */
function pathOf(fn: IrFunction, call: Call): ValueId {
  for (const use of usesOf(fn, call.result)) {
    if (use.kind !== 'instruction') continue;
    const { instruction } = use;
    if (instruction.op === 'unpack' && instruction.index === 1) return instruction.result;
    if (instruction.op === 'item' && constantText(fn, instruction.index) === '1') return instruction.result;
  }
  return call.result;
}

/** `execute('mount', …)`; `mount -o remount` acquires nothing. */
function mounts(fn: IrFunction, call: Call): boolean {
  if (!runners.has(calleeName(fn, call))) return false;
  const words = call.arguments.map((one) => constantText(fn, one.value));
  if (words[0] !== 'mount' || !unmountsSomewhere(fn)) return false;
  return !words.some((word) => word?.includes('remount') === true);
}

/** A function that only mounts leaves it to its callers. */
function unmountsSomewhere(fn: IrFunction): boolean {
  return fn.blocks.some((block) =>
    block.instructions.some((instruction) => instruction.op === 'call' && unmounts(fn, instruction)),
  );
}

/** `execute('umount', …)`, `umount(…)`. */
export function unmounts(fn: IrFunction, call: Call): boolean {
  const name = calleeName(fn, call);
  const [first] = call.arguments;
  if (/^_?u(n)?mount/.test(name)) return true;
  return runners.has(name) && first !== undefined && constantText(fn, first.value) === 'umount';
}
