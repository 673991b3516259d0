/** Where fields, globals and captured variables are written, anywhere in the tree. */
import { locatedInstructions } from '../../ir/definitions.ts';
import type { Instruction } from '../../ir/ir.ts';
import type { ProjectClass, ProjectFunction, ProjectModule } from '../../project/project.ts';
import type { Exit } from './function-facts.ts';
import { classOfInstance } from './parameters.ts';
import type { Solver } from './solver.ts';

/** A value that is written, and where. */
export interface Written {
  readonly function: ProjectFunction;
  readonly exit: Exit;
}

export interface FieldWrite extends Written {
  readonly owners: readonly ProjectClass[];
}

/** Stores to attributes of instances of classes of the tree, by name of the attribute. */
export function collectFieldWrites(solver: Solver): ReadonlyMap<string, readonly FieldWrite[]> {
  const writes = new Map<string, FieldWrite[]>();
  const { project } = solver.knowledge;
  for (const fn of project.functions) {
    forEachInstruction(fn, (instruction, exit) => {
      if (instruction.op !== 'store-attribute') return;
      const owners = project.typesOf(fn, instruction.object).flatMap(classOfInstance);
      if (owners.length === 0) return;
      const known = writes.get(instruction.name) ?? [];
      known.push({ function: fn, exit: { ...exit, value: instruction.value }, owners });
      writes.set(instruction.name, known);
    });
  }
  return writes;
}

/** Writes of globals and captured variables in one module. */
export class WrittenNames {
  readonly #globals = new Map<string, Written[]>();
  readonly #cells = new Map<string, Written[]>();

  constructor(solver: Solver, module: ProjectModule) {
    for (const { id } of module.ir.functions) {
      const fn = solver.knowledge.project.functionOf(module, id);
      forEachInstruction(fn, (instruction, exit) => {
        if (instruction.op === 'store-name' && instruction.scope === 'global') {
          this.#add(this.#globals, instruction.name, { function: fn, exit });
        }
        if (instruction.op === 'store-cell') {
          this.#add(this.#cells, `${instruction.owner}:${instruction.name}`, { function: fn, exit });
        }
      });
    }
  }

  globals(name: string): readonly Written[] {
    return this.#globals.get(name) ?? [];
  }

  cells(owner: number, name: string): readonly Written[] {
    return this.#cells.get(`${owner}:${name}`) ?? [];
  }

  #add(table: Map<string, Written[]>, key: string, written: Written): void {
    const known = table.get(key) ?? [];
    known.push(written);
    table.set(key, known);
  }
}

function forEachInstruction(fn: ProjectFunction, see: (instruction: Instruction, exit: Exit) => void): void {
  for (const { block, index, instruction } of locatedInstructions(fn.ir)) {
    switch (instruction.op) {
      case 'store-name':
      case 'store-cell':
      case 'store-attribute':
        see(instruction, { value: instruction.value, position: { block, index } });
        break;
      default:
    }
  }
}
