/** Clauses that name a class which its module, a module of the tree, does not have. */
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Instruction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction, ProjectModule } from '../../src/project/project.ts';
import type { RuleContext } from '../../src/rules/contract.ts';
import type { Clause } from '../../src/rules/questions/handlers.ts';

export interface MissingClass {
  readonly module: string;
  readonly name: string;
}

const namesKnown = new WeakMap<ProjectModule, ReadonlySet<string> | null>();

export function missingClass(context: RuleContext, fn: ProjectFunction, clause: Clause): MissingClass | null {
  const { type } = clause.catches;
  const written = type === null ? undefined : instructionOf(fn.ir, type);
  const values = written?.op === 'build' ? written.elements.map((element) => element.value) : [type];
  for (const value of values) {
    const missing = value === null ? null : missingName(context, fn, value);
    if (missing !== null) return missing;
  }
  return null;
}

function missingName({ project }: RuleContext, fn: ProjectFunction, value: ValueId): MissingClass | null {
  const named = instructionOf(fn.ir, value);
  if (named?.op !== 'attribute') return null;
  const [owner, ...others] = project.typesOf(fn, named.object);
  if (owner?.kind !== 'module' || others.length > 0) return null;
  const names = namesOf(owner.module);
  if (names === null || names.has(named.name)) return null;
  const below = `${owner.module.name}.${named.name}`;
  return project.moduleNamed(below) === null ? { module: owner.module.name, name: named.name } : null;
}

/** The names that the module's body binds; null when the text does not show them all. */
function namesOf(module: ProjectModule): ReadonlySet<string> | null {
  const known = namesKnown.get(module);
  if (known !== undefined) return known;
  const names = boundNames(module);
  namesKnown.set(module, names);
  return names;
}

function boundNames(module: ProjectModule): ReadonlySet<string> | null {
  const { functions, gaps } = module.ir;
  const instructions = functions.flatMap((fn) => fn.blocks.flatMap((block) => block.instructions));
  if (gaps.length > 0 || instructions.some(bindsUnseen)) return null;
  const assigned = functions
    .filter((fn) => fn.kind === 'module')
    .flatMap((fn) => fn.assignments.map(({ name }) => name));
  const stored = instructions.flatMap((instruction) =>
    instruction.op === 'store-name' && instruction.scope === 'global' ? [instruction.name] : [],
  );
  const names = new Set([...assigned, ...stored]);
  return names.has('__getattr__') ? null : names;
}

/** `from x import *`, `globals()[name] = …`. */
function bindsUnseen(instruction: Instruction): boolean {
  if (instruction.op === 'import') return instruction.member === '*';
  return instruction.op === 'load-global' && ['globals', 'setattr', 'vars'].includes(instruction.name);
}
