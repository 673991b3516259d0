/** What `as` binds: the result of `__enter__`, or what a generator that serves as a context manager yields. */
import { instructionOf } from '../../ir/definitions.ts';
import type { ValueId } from '../../ir/ir.ts';
import type { ProjectFunction } from '../../project/project.ts';
import { EVERY_ELEMENT } from './access-path.ts';
import type { Visit } from './visit.ts';

export function expandManager(visit: Visit, manager: ValueId): void {
  if (isGenerator(visit, manager)) {
    visit.flow(manager, visit.inside(EVERY_ELEMENT));
    return;
  }
  const enter = enterMethod(visit, manager);
  if (enter === null) {
    visit.same(manager);
    return;
  }
  visit.throughMethod(visit.solver.returned(enter, visit.ask), enter, manager);
}

function isGenerator(visit: Visit, manager: ValueId): boolean {
  const call = instructionOf(visit.ir, manager);
  if (call?.op !== 'call') return false;
  return visit.solver.knowledge
    .calleesOf(visit.function, call)
    .some(({ target }) => target.kind === 'function' && target.function.ir.isGenerator);
}

function enterMethod(visit: Visit, manager: ValueId): ProjectFunction | null {
  const { project } = visit.solver.knowledge;
  for (const type of visit.solver.knowledge.typesOf(visit.function, manager)) {
    const method = type.kind === 'instance' ? project.methodOf(type.class, '__enter__') : null;
    if (method !== null) return method;
  }
  return null;
}
