/**
 * The names that a module has, as far as the text shows them all.
 *
 * Worked example: a module with `import os`, `def stop()` and `STATE = 1` has `os`, `stop` and `STATE`; one with
 * `from x import *` or `globals()[name] = value` has nobody knows what, and there is no answer for it.
 *
 * Invariant: names that other modules write onto a module are not among them.
 */
import type { Instruction } from '../../ir/ir.ts';
import type { ProjectModule } from '../../project/project.ts';

const WRITERS = new Set(['globals', 'vars', 'exec', 'execfile', 'locals']);
const known = new WeakMap<ProjectModule, { readonly names: ReadonlySet<string> | null }>();

/** The names that the module's body binds, and functions by `global`; null when the text does not show them all. */
export function boundNames(module: ProjectModule): ReadonlySet<string> | null {
  const found = known.get(module) ?? { names: findNames(module) };
  known.set(module, found);
  return found.names;
}

function findNames(module: ProjectModule): ReadonlySet<string> | null {
  const { functions, gaps } = module.ir;
  const assigned = functions
    .filter((fn) => fn.kind === 'module')
    .flatMap((fn) => fn.assignments.map(({ name }) => name));
  const names = new Set(assigned);
  for (const block of functions.flatMap(({ blocks }) => blocks)) {
    if (block.instructions.some(bindsUnseen)) return null;
    for (const one of block.instructions)
      if (one.op === 'store-name' && one.scope === 'global') names.add(one.name);
  }
  return gaps.length > 0 || names.has('__getattr__') ? null : names;
}

/** `from x import *`, `globals()[name] = …`, `setattr(sys.modules[__name__], …)`. */
function bindsUnseen(instruction: Instruction): boolean {
  if (instruction.op === 'import') return instruction.member === '*';
  if (instruction.op === 'attribute') return instruction.name === 'modules';
  return instruction.op === 'load-global' && WRITERS.has(instruction.name);
}
