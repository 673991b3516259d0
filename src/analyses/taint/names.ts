/** Globals, imported names, attributes of modules and classes, and properties. */
import type { Attribute, Import } from '../../ir/ir.ts';
import type { ProjectModule } from '../../project/project.ts';
import type { Visit } from './visit.ts';

/** A global of this module, or a builtin. */
export function expandGlobal(visit: Visit, name: string): void {
  if (isCode(visit)) {
    visit.source('computed', ['origin:constant']);
    return;
  }
  const imported = importedVariable(visit);
  if (imported !== null) {
    visit.atom({ kind: 'global', ...imported, ask: visit.ask });
    return;
  }
  visit.atom({ kind: 'global', module: visit.function.module, name, ask: visit.ask });
}

/** `sushy.RESET_NMI`: by custom a constant. */
export function isNamedConstant(visit: Visit, attribute: Attribute): boolean {
  if (!/^[A-Z][A-Z0-9_]+$/.test(attribute.name)) return false;
  const types = visit.solver.knowledge.typesOf(visit.function, attribute.object);
  return types.length > 0 && types.every((type) => type.kind === 'external' || type.kind === 'class');
}

/** What an import binds: a variable of another module of the tree, else something outside. */
export function expandImported(visit: Visit, instruction: Import): void {
  if (isCode(visit)) {
    visit.source('computed', ['origin:constant']);
    return;
  }
  const name = absoluteName(visit, instruction);
  const module = visit.solver.knowledge.project.moduleNamed(name);
  if (module === null || instruction.member === null) {
    visit.source('unknown', []);
    return;
  }
  visit.atom({ kind: 'global', module, name: instruction.member, ask: visit.ask });
}

/** `from ..x import y` in `a.b.c` imports from `a.x`. */
function absoluteName(visit: Visit, { module, level }: Import): string {
  if (level === 0) return module;
  const { name, ir } = visit.function.module;
  const isPackage = /(?:^|\/)__init__\.py$/.test(ir.path);
  const parts = name.split('.');
  const base = parts.slice(0, parts.length - level + (isPackage ? 1 : 0));
  return [...base, ...(module === '' ? [] : [module])].join('.');
}

/**
 * Attributes that are not parts of an object: of a module, and properties, which run a function. False: it is a part.
 */
export function expandProperty(visit: Visit, attribute: Attribute): boolean {
  const { project } = visit.solver.knowledge;
  const types = visit.solver.knowledge.typesOf(visit.function, attribute.object);
  for (const type of types) {
    if (type.kind === 'module') {
      visit.atom({ kind: 'global', module: type.module, name: attribute.name, ask: visit.ask });
      return true;
    }
    if (type.kind !== 'instance') continue;
    const method = project.methodOf(type.class, attribute.name);
    if (method?.binding !== 'property') continue;
    visit.throughMethod(visit.solver.returned(method, visit.ask), method, attribute.object);
    return true;
  }
  return false;
}

/** Functions, classes and modules: nothing secret, nothing chosen by anyone. */
function isCode(visit: Visit): boolean {
  const types = visit.solver.knowledge.typesOf(visit.function, visit.value);
  return (
    types.length > 0 &&
    types.every((type) => type.kind === 'function' || type.kind === 'class' || type.kind === 'module')
  );
}

/** The variable of another module of the tree that the value's path names. */
function importedVariable(visit: Visit): { module: ProjectModule; name: string } | null {
  const { project } = visit.solver.knowledge;
  for (const path of project.pathsOf(visit.function, visit.value)) {
    const dot = path.lastIndexOf('.');
    const module = dot < 0 ? null : project.moduleNamed(path.slice(0, dot));
    if (module !== null) return { module, name: path.slice(dot + 1) };
  }
  return null;
}
