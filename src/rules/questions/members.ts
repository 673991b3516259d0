/**
 * The attributes that instances of a class have, as far as the text shows them all.
 *
 * Terms
 * - **member**: a name written in the body of the class or of a base, or stored on the first parameter of a method.
 * - **open**: a class whose members the text does not show: an unknown base, a metaclass, a decorator, `__getattr__`,
 *   `setattr(self, …)`.
 * - **family**: a class and those below it, with all their bases: whatever `self` may be in its methods.
 *
 * Worked example: of `class Lock: def __init__(self): self.held = False` and `class Shared(Lock): def share(self): …` the
 * members of Shared are `__init__`, `held` and `share`, and the family of Lock has all three.
 *
 * Invariants: names stored on any object anywhere in the program, and those that somebody asks for by `hasattr`, count as
 * dynamic: no question about them is answered.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Instruction, IrFunction, MakeClass } from '../../ir/ir.ts';
import type { ClassReference, Project, ProjectClass } from '../../project/project.ts';
import { constantOf } from './arguments.ts';

/** Bases outside of the tree whose members are known: those of every object, and those of exceptions. */
const OBJECT = 'builtins.object';
const plainBases: ReadonlyMap<string, readonly string[]> = new Map([
  [OBJECT, []],
  ['abc.ABC', []],
  ['builtins.BaseException', []],
  ['builtins.Exception', []],
  ['builtins.ValueError', []],
  ['builtins.RuntimeError', []],
  ['builtins.TypeError', []],
  ['builtins.KeyError', []],
  ['builtins.LookupError', []],
  ['builtins.OSError', ['errno', 'strerror', 'filename', 'filename2', 'characters_written']],
  ['builtins.IOError', ['errno', 'strerror', 'filename', 'filename2']],
  ['builtins.StopIteration', ['value']],
]);
const EXCEPTION_MEMBERS = ['args', 'with_traceback', 'add_note', '__cause__', '__context__', '__traceback__'];
const OPENING = new Set(['__getattr__', '__getattribute__', '__setattr__', '__dict__', '__slots__']);
const KNOWN_METACLASSES = /(?:^|\.)ABCMeta$/;
const dynamicAccess = new Set(['hasattr', 'getattr', 'setattr', 'delattr']);

interface Tables {
  readonly stored: ReadonlySet<string>;
  readonly families: Map<ProjectClass, ReadonlySet<string> | null>;
  readonly own: Map<ProjectClass, ReadonlySet<string> | null>;
}

const tablesOf = new WeakMap<Project, Tables>();

/** Is the attribute one that no object of the class or of one below it has? False where the text does not show it. */
export function surelyLacks(project: Project, owner: ProjectClass, name: string): boolean {
  if (/^__.*__$/.test(name)) return false;
  const tables = tablesFor(project);
  if (tables.stored.has(name)) return false;
  const members = familyOf(project, tables, owner);
  return members !== null && !members.has(name);
}

/** Does anything in the program store the name on an object, or ask whether an object has it? */
export function isStoredSomewhere(project: Project, name: string): boolean {
  return tablesFor(project).stored.has(name);
}

function tablesFor(project: Project): Tables {
  const known = tablesOf.get(project);
  if (known !== undefined) return known;
  const tables: Tables = { stored: storedNames(project), families: new Map(), own: new Map() };
  tablesOf.set(project, tables);
  return tables;
}

function storedNames(project: Project): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { ir } of project.functions) {
    for (const block of ir.blocks) {
      for (const instruction of block.instructions) {
        if (instruction.op === 'store-attribute') names.add(instruction.name);
        else if (instruction.op === 'call') addAskedName(ir, instruction, names);
      }
    }
  }
  return names;
}

/** `hasattr(task, 'lock')` */
function addAskedName(fn: IrFunction, call: Extract<Instruction, { op: 'call' }>, names: Set<string>): void {
  const second = call.arguments[1];
  if (second === undefined) return;
  const callee = instructionOf(fn, call.callee);
  if (callee?.op !== 'load-global' || !dynamicAccess.has(callee.name)) return;
  const constant = constantOf(fn, second.value);
  if (constant?.kind === 'string') names.add(constant.value);
}

function familyOf(project: Project, tables: Tables, owner: ProjectClass): ReadonlySet<string> | null {
  const known = tables.families.get(owner);
  if (known !== undefined) return known;
  const members = new Set<string>();
  let isOpen = false;
  for (const one of [owner, ...project.subclassesOf(owner.path)]) {
    for (const reference of [{ kind: 'class', class: one } as const, ...one.resolutionOrder]) {
      const own = membersOf(tables, reference);
      if (own === null) isOpen = true;
      else for (const name of own) members.add(name);
    }
    if (isOpen) break;
  }
  const answer = isOpen ? null : members;
  tables.families.set(owner, answer);
  return answer;
}

function membersOf(tables: Tables, reference: ClassReference): ReadonlySet<string> | null {
  if (reference.kind === 'external') {
    const plain = plainBases.get(reference.path);
    if (plain === undefined) return null;
    return new Set(
      reference.path === OBJECT || reference.path === 'abc.ABC' ? plain : [...plain, ...EXCEPTION_MEMBERS],
    );
  }
  const owner = reference.class;
  const known = tables.own.get(owner);
  if (known !== undefined) return known;
  const found = findMembers(owner);
  tables.own.set(owner, found);
  return found;
}

function findMembers(owner: ProjectClass): ReadonlySet<string> | null {
  const { functions } = owner.module.ir;
  const body = functions[owner.body];
  const outer = body?.parent == null ? undefined : functions[body.parent];
  const maker = outer === undefined ? undefined : makerOf(outer, owner.body);
  if (body === undefined || outer === undefined || maker === undefined || !isClosed(owner, outer, maker))
    return null;
  const names = new Set<string>();
  for (const instruction of body.blocks.flatMap((block) => block.instructions)) {
    if (instruction.op === 'store-name' && instruction.scope === 'class') names.add(instruction.name);
    if (instruction.op === 'load-global' && ['locals', 'vars'].includes(instruction.name)) return null;
  }
  if ([...OPENING].some((name) => names.has(name))) return null;
  const methods = functions.filter((fn) => isInside(functions, fn, owner.body));
  return methods.some(opensItself) ? null : names;
}

function makerOf(outer: IrFunction, body: number): MakeClass | undefined {
  return outer.blocks
    .flatMap((block) => block.instructions)
    .find((one): one is MakeClass => one.op === 'make-class' && one.function === body);
}

/** Every base resolves, and nothing rewrites the class when it is made. */
function isClosed(owner: ProjectClass, outer: IrFunction, maker: MakeClass): boolean {
  const written = maker.bases.filter((base) => !isObject(outer, base));
  const resolved = owner.bases.filter((base) => base.kind === 'class' || base.path !== OBJECT);
  if (maker.decorators.length > 0 || written.length !== resolved.length) return false;
  return maker.keywords.every(({ value }) => {
    const named = instructionOf(outer, value);
    return (
      named !== undefined &&
      'name' in named &&
      typeof named.name === 'string' &&
      KNOWN_METACLASSES.test(named.name)
    );
  });
}

function isObject(outer: IrFunction, base: number): boolean {
  const named = instructionOf(outer, base);
  return named?.op === 'load-global' && named.name === 'object';
}

function isInside(functions: readonly IrFunction[], fn: IrFunction, body: number): boolean {
  for (let at: IrFunction | undefined = fn; at !== undefined; ) {
    if (at.parent === body) return true;
    at = at.parent === null ? undefined : functions[at.parent];
  }
  return false;
}

/** `setattr(self, name, value)` with a computed name, `self.__dict__`, `vars(self)`. */
function opensItself(fn: IrFunction): boolean {
  return fn.blocks.some((block) =>
    block.instructions.some((instruction) => {
      if (instruction.op === 'attribute')
        return instruction.name === '__dict__' || instruction.name === '__class__';
      return (
        instruction.op === 'load-global' && (instruction.name === 'setattr' || instruction.name === 'vars')
      );
    }),
  );
}
