/**
 * Links modules into a program: the one place where the parts of this folder meet.
 *
 *     names      what is imported and defined            program.ts, names.ts
 *     hierarchy  bases, orders, methods                  class-hierarchy.ts, decorators.ts
 *     inference  types of values, on demand              inference.ts and what it imports
 *     targets    what calls run, on demand               invocation.ts, call-targets.ts
 *
 * The first two are built at once, the others when asked, and every answer is remembered.
 */
import type { Call, FunctionId, Module, ValueId } from '../ir/ir.ts';
import { AccessPaths } from './access-paths.ts';
import { bindTarget } from './argument-binding.ts';
import { CallNames } from './call-names.ts';
import { targetsOf } from './call-targets.ts';
import { ClassHierarchy } from './class-hierarchy.ts';
import { componentsOf } from './components.ts';
import { ConventionIndex } from './convention-index.ts';
import { linkMethods } from './decorators.ts';
import { implicitCallsOf } from './implicit-calls.ts';
import { Inference } from './inference.ts';
import type { Linker } from './invocation.ts';
import { Names } from './names.ts';
import { defaultOf } from './parameter-types.ts';
import { buildProgram, type LinkedFunction, type Program } from './program.ts';
import type {
  Binding,
  CallSite,
  Conventions,
  ImplicitCall,
  Project,
  ProjectClass,
  ProjectFunction,
  ProjectModule,
  Target,
  Type,
} from './project.ts';
import { TargetNames } from './target-names.ts';
import { shownTypes } from './type-sets.ts';
import { TypeTable } from './type-table.ts';

/** Links modules, given in any order. Paths must be unique. */
export function buildProject(modules: readonly Module[], conventions: Conventions): Project {
  return new LinkedProject(buildProgram(modules), conventions);
}

class LinkedProject implements Project {
  private readonly program: Program;
  private readonly hierarchy: ClassHierarchy;
  private readonly linker: Linker;
  private readonly functionByPath: ReadonlyMap<string, LinkedFunction>;
  private readonly sites: (readonly CallSite[] | undefined)[] = [];
  /** By caller, then by the value of the call's result. */
  private readonly sitesByResult: (CallSite | undefined)[][] = [];
  private readonly implicit: (readonly ImplicitCall[] | undefined)[] = [];
  private callers: ReadonlyMap<number, readonly CallSite[]> | null = null;
  private components: readonly (readonly ProjectFunction[])[] | null = null;

  constructor(program: Program, conventions: Conventions) {
    this.program = program;
    const names = new Names(program, new TypeTable(), new ConventionIndex(conventions));
    linkMethods(names);
    this.hierarchy = new ClassHierarchy(names);
    const inference = new Inference(names, this.hierarchy, new CallNames(program));
    this.linker = { inference, paths: new AccessPaths(inference), targetNames: new TargetNames(names) };
    this.functionByPath = functionsByPath(program);
  }

  get modules(): readonly ProjectModule[] {
    return this.program.modules;
  }

  get functions(): readonly ProjectFunction[] {
    return this.program.functions;
  }

  get classes(): readonly ProjectClass[] {
    return this.program.classes;
  }

  moduleNamed(name: string): ProjectModule | null {
    return this.program.moduleByName.get(name) ?? null;
  }

  functionAt(path: string): ProjectFunction | null {
    return this.functionByPath.get(path) ?? null;
  }

  classAt(path: string): ProjectClass | null {
    return this.program.classByPath.get(path) ?? null;
  }

  functionOf(module: ProjectModule, id: FunctionId): ProjectFunction {
    const fn = this.program.functionsOf[module.index]?.[id];
    if (fn === undefined) throw new Error(`${module.name} has no function ${id}`);
    return fn;
  }

  typesOf(caller: ProjectFunction, value: ValueId): readonly Type[] {
    return shownTypes(this.linker.inference.value(this.linked(caller), value));
  }

  pathsOf(caller: ProjectFunction, value: ValueId): readonly string[] {
    return this.linker.paths.pathsOf(this.linked(caller), value);
  }

  callsOf(caller: ProjectFunction): readonly CallSite[] {
    let sites = this.sites[caller.index];
    if (sites === undefined) {
      sites = this.resolveCalls(this.linked(caller));
      this.sites[caller.index] = sites;
    }
    return sites;
  }

  private resolveCalls(caller: LinkedFunction): readonly CallSite[] {
    const byResult = new Array<CallSite | undefined>(caller.ir.valueCount);
    this.sitesByResult[caller.index] = byResult;
    return caller.facts.calls.map(({ block, index, instruction: call }) => {
      const site = { caller, block, index, call, targets: targetsOf(this.linker, caller, call) };
      byResult[call.result] = site;
      return site;
    });
  }

  siteOf(caller: ProjectFunction, call: Call): CallSite {
    this.callsOf(caller);
    const site = this.sitesByResult[caller.index]?.[call.result];
    if (site === undefined || site.call !== call) throw new Error(`the call is not of ${caller.path}`);
    return site;
  }

  implicitCallsOf(caller: ProjectFunction): readonly ImplicitCall[] {
    let calls = this.implicit[caller.index];
    if (calls === undefined) {
      calls = implicitCallsOf(this.linker.inference, this.linked(caller));
      this.implicit[caller.index] = calls;
    }
    return calls;
  }

  callersOf(callee: ProjectFunction): readonly CallSite[] {
    this.callers ??= this.indexCallers();
    return this.callers.get(callee.index) ?? [];
  }

  /** Over the whole program; each site once per function that it may run. */
  private indexCallers(): ReadonlyMap<number, readonly CallSite[]> {
    const callers = new Map<number, CallSite[]>();
    for (const fn of this.program.functions) {
      for (const site of this.callsOf(fn)) {
        for (const index of new Set(site.targets.flatMap(functionIndex))) {
          const sites = callers.get(index);
          if (sites === undefined) callers.set(index, [site]);
          else sites.push(site);
        }
      }
    }
    return callers;
  }

  namesOf(target: Target): readonly string[] {
    return this.linker.targetNames.knowledgeOf(target).names;
  }

  bindArguments(_site: CallSite, target: Target): readonly Binding[] {
    return target.kind === 'function' ? bindTarget(target) : [];
  }

  defaultOf(callee: ProjectFunction, parameter: number): { caller: ProjectFunction; value: ValueId } | null {
    return defaultOf(this.linker.inference, this.linked(callee), parameter);
  }

  overridesOf(method: ProjectFunction): readonly ProjectFunction[] {
    const owner = this.linked(method).class;
    if (owner === null) return [method];
    const found = this.hierarchy.implementationsOf(owner, method.ir.name);
    return [method, ...found.filter((candidate) => candidate !== method)];
  }

  methodOf(owner: ProjectClass, name: string): ProjectFunction | null {
    const linked = this.program.classes[owner.index];
    return linked === undefined ? null : this.hierarchy.methodOf(linked, name);
  }

  subclassesOf(path: string): readonly ProjectClass[] {
    return this.hierarchy.subclassesOf(path);
  }

  isSubclass(candidate: string, ancestor: string): boolean {
    return this.hierarchy.isSubclass(candidate, ancestor);
  }

  readonly componentsBottomUp = (): readonly (readonly ProjectFunction[])[] => {
    this.components ??= componentsOf(this.functions.length, (node) => this.calleesOf(node)).map((nodes) =>
      nodes.flatMap((node) => this.program.functions[node] ?? []),
    );
    return this.components;
  };

  private calleesOf(node: number): readonly number[] {
    const fn = this.program.functions[node];
    if (fn === undefined) return [];
    const shown = this.callsOf(fn).flatMap(({ targets }) => targets.flatMap(functionIndex));
    const implicit = this.implicitCallsOf(fn).flatMap(({ targets }) => targets.flatMap(functionIndex));
    return [...new Set([...shown, ...implicit])];
  }

  private linked(fn: ProjectFunction): LinkedFunction {
    const linked = this.program.functions[fn.index];
    if (linked === undefined) throw new Error(`${fn.path} is not of this project`);
    return linked;
  }
}

function functionIndex(target: Target): number[] {
  return target.kind === 'function' ? [target.function.index] : [];
}

/** The first definition of each path; for a property that is the getter. Class bodies stand under `classAt`. */
function functionsByPath(program: Program): ReadonlyMap<string, LinkedFunction> {
  const functions = new Map<string, LinkedFunction>();
  for (const fn of program.functions) {
    if (fn.ir.kind !== 'class' && !functions.has(fn.path)) functions.set(fn.path, fn);
  }
  return functions;
}
