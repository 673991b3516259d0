/**
 * The linked program: modules with names, classes with bases, functions, and who calls whom.
 *
 * Terms
 * - **path**: a dotted, qualified name: `nova.virt.ironic.driver.IronicDriver.destroy`. What lies outside of the tree has
 *   a path too (`oslo_utils.strutils.mask_password`), so models name both alike. `()` stands for the result of a call:
 *   `requests.get().text`.
 * - **light type**: a small set of things that a value may be; an empty set means that nothing is known.
 * - **target**: what a call may run: a function of the tree, or something outside of it known by path.
 * - **conventions**: knowledge about frameworks that linking needs (models/*.yaml supply it): which parameter names imply
 *   which types, which strings name methods, which interface attributes dispatch to which base classes.
 *
 * Invariants: everything here is immutable after `buildProject`; indexes are dense; order follows path, then text.
 */
import type {
  Attribute,
  BlockId,
  Call,
  Enter,
  Exit,
  FunctionId,
  IrFunction,
  Module,
  ValueId,
} from '../ir/ir.ts';

export interface ProjectModule {
  readonly index: number;
  /** Dotted: `nova.virt.ironic.driver`; a package's `__init__` has the package's name. */
  readonly name: string;
  readonly ir: Module;
}

export interface ProjectFunction {
  /** Dense index over the whole project. */
  readonly index: number;
  readonly module: ProjectModule;
  readonly ir: IrFunction;
  /** Path: module name plus qualified name. */
  readonly path: string;
  /** The class whose body holds this function; null for what is not a method. */
  readonly class: ProjectClass | null;
  readonly binding: 'function' | 'method' | 'class-method' | 'static-method' | 'property';
  /** Paths of its decorators as far as they resolve, outermost first; a call's path without its arguments. */
  readonly decorators: readonly string[];
}

export interface ProjectClass {
  readonly index: number;
  readonly module: ProjectModule;
  readonly path: string;
  readonly name: string;
  /** The function that is the class body. */
  readonly body: FunctionId;
  /** Direct bases; those outside of the tree by path. */
  readonly bases: readonly ClassReference[];
  /** Method resolution order (C3), itself first; external classes by path at the end of what is known. */
  readonly resolutionOrder: readonly ClassReference[];
  /** Its own methods, by name. */
  readonly methods: ReadonlyMap<string, ProjectFunction>;
}

export type ClassReference =
  | { readonly kind: 'class'; readonly class: ProjectClass }
  | { readonly kind: 'external'; readonly path: string };

/** One thing that a value may be. */
export type Type =
  | { readonly kind: 'module'; readonly module: ProjectModule }
  | { readonly kind: 'class'; readonly class: ProjectClass }
  | { readonly kind: 'instance'; readonly class: ProjectClass }
  /** A function, bound to a receiver when it was read from an instance or a class. */
  | { readonly kind: 'function'; readonly function: ProjectFunction; readonly bound: boolean }
  /** Something outside of the tree: a module, class, function, or what one of its attributes or results is. */
  | { readonly kind: 'external'; readonly path: string }
  /** An instance of a class outside of the tree, literals included: `builtins.dict`, `requests.Session`. */
  | { readonly kind: 'external-instance'; readonly path: string };

/**
 * How a call reaches its target. 'virtual': a method of the receiver's class or of one below it; 'interface': the same where
 * a convention states the receiver's class and several classes implement the method.
 */
export type Via =
  | 'direct'
  | 'virtual'
  | 'construct'
  | 'interface'
  | 'remote-procedure'
  | 'string'
  | 'callback'
  | 'property'
  | 'context-manager';

export type Target = FunctionTarget | ExternalTarget;

interface TargetFacts {
  /** The value that becomes the first parameter (self); null: none, or the caller does not have it. */
  readonly receiver: ValueId | null;
  /**
   * How many leading parameters, after the receiver if there is one, receive values that the caller does not have:
   * the object under construction, the receiver of a bound method from elsewhere, what a callback's runner puts first.
   */
  readonly skipped: number;
  readonly via: Via;
  /** The arguments that the target receives: those of the call, or what a callback passes on. */
  readonly arguments: Call['arguments'];
  /** The call only starts or registers it: it runs later, or in another thread, and cannot raise here. */
  readonly deferred: boolean;
}

export interface FunctionTarget extends TargetFacts {
  readonly kind: 'function';
  readonly function: ProjectFunction;
  /** The class of the object under construction, where `function` is its `__init__` or that of a base. */
  readonly constructs?: ProjectClass;
}

export interface ExternalTarget extends TargetFacts {
  readonly kind: 'external';
  readonly path: string;
}

export interface CallSite {
  readonly caller: ProjectFunction;
  readonly block: BlockId;
  /** Index of the call in its block's instructions. */
  readonly index: number;
  readonly call: Call;
  /** Sorted by path; empty: nothing is known about the callee. */
  readonly targets: readonly Target[];
}

/** A call that the text does not show: reading a property, entering or leaving a `with`. */
export interface ImplicitCall {
  readonly caller: ProjectFunction;
  readonly block: BlockId;
  /** Index of the instruction in its block. */
  readonly index: number;
  readonly instruction: Attribute | Enter | Exit;
  /** Sorted by path, never empty; via 'property' or 'context-manager'. */
  readonly targets: readonly FunctionTarget[];
}

/** Which value a parameter of the target receives. */
export interface Binding {
  readonly parameter: number;
  readonly value: ValueId;
  /** The parameter receives one element (or the value of one key) of `value`: `f(*values)`, `f(**values)`. */
  readonly element: boolean;
  /** `value` becomes one element (or the value of one key) of the parameter: `def f(*values)`, `def f(**values)`. */
  readonly into: boolean;
  /** The key that is meant by `element` or `into`, when it is known. */
  readonly key: string | null;
}

export interface Project {
  readonly modules: readonly ProjectModule[];
  readonly functions: readonly ProjectFunction[];
  readonly classes: readonly ProjectClass[];
  moduleNamed(name: string): ProjectModule | null;
  functionAt(path: string): ProjectFunction | null;
  classAt(path: string): ProjectClass | null;
  /** The project's view of a function of a module. */
  functionOf(module: ProjectModule, id: FunctionId): ProjectFunction;
  /** What a value may be; at most a handful, sorted. */
  typesOf(caller: ProjectFunction, value: ValueId): readonly Type[];
  /**
   * The paths that an access may have, base classes included: for `task.node.driver_info` the path
   * `ironic.objects.node.Node.driver_info`. Empty when nothing is known.
   */
  pathsOf(caller: ProjectFunction, value: ValueId): readonly string[];
  callsOf(caller: ProjectFunction): readonly CallSite[];
  /** The site of one call instruction. */
  siteOf(caller: ProjectFunction, call: Call): CallSite;
  /** Property getters and context managers that run without a call in the text; in the order of the text. */
  implicitCallsOf(caller: ProjectFunction): readonly ImplicitCall[];
  callersOf(callee: ProjectFunction): readonly CallSite[];
  /** Every path under which a model may know the target: its own, and those of the methods that it overrides. */
  namesOf(target: Target): readonly string[];
  bindArguments(site: CallSite, target: Target): readonly Binding[];
  /** The default of a parameter: a value of the function around the definition; null: it has none. */
  defaultOf(callee: ProjectFunction, parameter: number): { caller: ProjectFunction; value: ValueId } | null;
  /** Methods of subclasses (in the tree) that override or inherit `method`; itself first. */
  overridesOf(method: ProjectFunction): readonly ProjectFunction[];
  /** The method that `name` means on instances of the class; null when only an external base could have it. */
  methodOf(owner: ProjectClass, name: string): ProjectFunction | null;
  /** Direct and indirect subclasses in the tree of a class given by path (which may lie outside of the tree). */
  subclassesOf(path: string): readonly ProjectClass[];
  /** Is `candidate` the class `ancestor` or below it? Both by path; unknown external bases count as no. */
  isSubclass(candidate: string, ancestor: string): boolean;
  /** Functions bottom-up: strongly connected components of the call graph, callees first. */
  readonly componentsBottomUp: () => readonly (readonly ProjectFunction[])[];
}

/* ---- Conventions --------------------------------------------------------------------------------------------- */

/** Frameworks' habits that linking must know. Paths may use `*` for one segment, `**` for any, `{a,b}` for either. */
export interface Conventions {
  /** A parameter of this name is an instance of `type` in functions whose path matches `within`. */
  readonly parameterTypes: readonly {
    readonly name: string;
    readonly type: string;
    readonly within: string;
  }[];
  /** What a call of `path` returns an instance of. */
  readonly returnTypes: readonly { readonly path: string; readonly type: string }[];
  /** What attribute `path` (class path plus name) is an instance of. */
  readonly attributeTypes: readonly { readonly path: string; readonly type: string }[];
  /** `client.call('node.get', …)`: the constant argument names the method; `{}` in `target` stands for it. */
  readonly stringDispatch: readonly {
    readonly call: string;
    readonly argument: number;
    readonly target: string;
  }[];
  /** Calls of methods on an instance of `client` run the method of the same name on `server`. */
  readonly remoteProcedures: readonly { readonly client: string; readonly server: string }[];
  /** Calls that run a function given as an argument. */
  readonly callbacks: readonly Callback[];
  /** Different paths of one thing over the years: `ironic.openstack.common.log.**` is `oslo_log.log.**`. */
  readonly aliases: readonly { readonly from: string; readonly to: string }[];
  /** Bases of classes, mostly exceptions, that may lie outside of the tree. */
  readonly externalBases?: readonly { readonly path: string; readonly base: string }[];
}

export interface Callback {
  readonly call: string;
  /** Position or name of the argument that is the function. */
  readonly function: number | string;
  /** The position from which the call's further arguments are passed on; null: none of them. */
  readonly argumentsFrom: number | null;
  /** Values put before them are unknown to the caller (an exception, a greenthread): how many. */
  readonly unknownFirst: number;
  /** Names of a tuple and of a dict argument that are passed on (`call_args`, `call_kwargs`). */
  readonly tuple: string | null;
  readonly dictionary: string | null;
  /** 'now': the call returns after the function has; 'later': it only starts or registers it. */
  readonly runs: 'now' | 'later';
}

export const noConventions: Conventions = {
  parameterTypes: [],
  returnTypes: [],
  attributeTypes: [],
  stringDispatch: [],
  remoteProcedures: [],
  callbacks: [],
  aliases: [],
};
