/**
 * What single instructions raise, before any handler: calls through their targets, `raise`, entering and leaving `with`.
 *
 * Calls that only start or register a function raise nothing of it. Looping calls of oslo_service run their function
 * while `start().wait()` waits; models mark them with steps: `callback.deferred` (the constructor keeps the function),
 * `callback.result` (here it has run), `callback.done` (raising this class ends the loop normally).
 */
import { definitionOf, instructionOf, passagesIn } from '../../ir/definitions.ts';
import type { Call, Instruction, Raise, ValueId } from '../../ir/ir.ts';
import type { ApiModel } from '../../models/model.ts';
import type { CallSite, Project, ProjectFunction, Target } from '../../project/project.ts';
import { builtinAncestors, canonicalException, isBuiltinException } from './builtin-exceptions.ts';
import { type CalleeIndex, calleeIndexOf } from './callees.ts';
import { EscapeSet, limits } from './escape-set.ts';
import type { Cause, Escape, ExceptionInput, ExceptionSummary, Origin, Point } from './exceptions.ts';
import type { Caught } from './hierarchy.ts';
import { isGeneratorManager, type Manager, managerOf } from './managers.ts';

export type ReadSummary = (fn: ProjectFunction) => ExceptionSummary;

/** The chain of calls behind an escape is cut here; what rises deeper keeps its class. */
const maximumDepth = 24;
/** Classes of one clause that are told apart. */
const maximumAlternatives = 64;

export class RaisePoints {
  readonly project: Project;
  readonly callees: CalleeIndex;

  constructor(input: ExceptionInput) {
    this.project = input.project;
    this.callees = calleeIndexOf(input.project, input.models);
  }

  /** Every function whose summary the function's own depends on. */
  calleesOf(fn: ProjectFunction): readonly ProjectFunction[] {
    const found = new Set<ProjectFunction>();
    for (const site of this.project.callsOf(fn)) {
      for (const target of this.callees.runAt(site))
        if (target.kind === 'function') found.add(target.function);
    }
    for (const { instruction } of passagesIn(fn.ir)) {
      for (const method of methodsOf(this.manager(fn, instruction.manager))) found.add(method);
    }
    return [...found];
  }

  manager(fn: ProjectFunction, value: ValueId): Manager {
    return managerOf(
      this.project,
      fn,
      value,
      (type) => this.caught(fn, type)[0] ?? { path: null, name: null },
    );
  }

  /** What an instruction raises by itself; `exit` of a manager that raises again is the propagation's business. */
  ofInstruction(fn: ProjectFunction, point: Point, read: ReadSummary): readonly Escape[] {
    const instruction = fn.ir.blocks[point.block]?.instructions[point.index];
    switch (instruction?.op) {
      case 'call':
        return this.ofCall(fn, { point, call: instruction }, read);
      case 'enter':
      case 'exit':
        return this.ofManager(fn, { point, instruction }, read);
      default:
        return [];
    }
  }

  /** False when every target of the call is known and none of them ever returns. */
  callReturns(fn: ProjectFunction, call: Call, read: ReadSummary): boolean {
    const site = this.project.siteOf(fn, call);
    const targets = this.callees.runAt(site);
    return targets.length === 0 || targets.some((target) => this.targetReturns(site, target, read));
  }

  private targetReturns(site: CallSite, target: Target, read: ReadSummary): boolean {
    if (target.kind === 'external') return this.callees.effectOf(site, target)?.noReturn !== true;
    const certain = target.via === 'direct' || target.via === 'virtual';
    return !certain || isGeneratorLike(target.function) || read(target.function).returns;
  }

  private ofCall(
    fn: ProjectFunction,
    at: { point: Point; call: Call },
    read: ReadSummary,
  ): readonly Escape[] {
    const site = this.project.siteOf(fn, at.call);
    const place = { fn, point: at.point, span: at.call.span };
    const targets = this.callees.runAt(site);
    const [only] = targets;
    if (only?.kind === 'function' && targets.length === 1) {
      const model = this.callees.effectOf(site, only);
      const escapes = this.ofTarget(place, { target: only, site }, read);
      if (model === null && escapes.length <= limits.classes) return escapes;
    }
    const escapes = new EscapeSet();
    if (site.targets.length === 0) escapes.add(unknownCallee(place, null));
    for (const target of targets) escapes.addAll(this.ofTarget(place, { target, site }, read));
    return escapes.sorted();
  }

  private ofTarget(
    place: Place,
    reached: { target: Target; site: CallSite },
    read: ReadSummary,
  ): readonly Escape[] {
    const { target, site } = reached;
    const model = this.callees.effectOf(site, target);
    const stated = ofModel(place, target, model);
    if (target.kind === 'external') return stated ?? [unknownCallee(place, target.path)];
    const summary = read(target.function);
    if (stated !== null && !(isRemoteOnly(model) && summary.escapes.some(isStrong))) return stated;
    if (summary.escapes.length === 0) return noEscapes;
    const inherited = isGeneratorManager(target.function)
      ? summary.escapes.filter((escaped) => !summary.afterYield.includes(escaped))
      : summary.escapes;
    if (target.via !== 'callback') return inherited.map((escaped) => passedOn(place, escaped));
    return inherited.filter((escaped) => !this.endsLoop(escaped)).map((escaped) => passedOn(place, escaped));
  }

  private endsLoop(escaped: Escape): boolean {
    return escaped.exception !== null && this.callees.hasStep([escaped.exception], 'callback.done');
  }

  private ofManager(
    fn: ProjectFunction,
    at: { point: Point; instruction: Extract<Instruction, { op: 'enter' | 'exit' }> },
    read: ReadSummary,
  ): readonly Escape[] {
    const manager = this.manager(fn, at.instruction.manager);
    const place = { fn, point: at.point, span: at.instruction.span };
    return escapesOfManager(manager, at.instruction.op, read).map((escaped) => passedOn(place, escaped));
  }

  /** What `raise X` raises: the classes that the value may be; an unknown class when nothing is known. */
  ofRaise(fn: ProjectFunction, point: Point, raise: Raise): readonly Escape[] {
    const place = { fn, point, span: raise.span };
    if (raise.exception === null) return [risen(place, { exception: null, exact: false })];
    const { exception: value } = raise;
    const paths = this.classesOf(fn, value);
    if (paths.length === 0) return [risen(place, { exception: null, exact: false })];
    return paths.map((exception) => risen(place, { exception, exact: isCreatedHere(fn, value) }));
  }

  /** The alternatives of an `except` clause, tuples in it opened. */
  caught(fn: ProjectFunction, type: ValueId): readonly Caught[] {
    const values = new Set([type]);
    const found: Caught[] = [];
    for (const value of values) {
      const instruction = instructionOf(fn.ir, value);
      if (instruction?.op === 'build' && values.size < maximumAlternatives) {
        for (const element of instruction.elements) values.add(element.value);
      } else found.push(...this.caughtBy(fn, value));
    }
    return found;
  }

  private caughtBy(fn: ProjectFunction, value: ValueId): readonly Caught[] {
    const paths = this.classesOf(fn, value);
    if (paths.length > 0) return paths.map((path) => ({ path, name: null }));
    const instruction = instructionOf(fn.ir, value);
    const named = instruction?.op === 'attribute' || instruction?.op === 'load-global';
    return [{ path: null, name: named ? instruction.name : null }];
  }

  private classesOf(fn: ProjectFunction, value: ValueId): readonly string[] {
    const paths = new Set<string>();
    for (const type of this.project.typesOf(fn, value)) {
      if (type.kind === 'class' || type.kind === 'instance') paths.add(type.class.path);
      if (type.kind === 'external' || type.kind === 'external-instance') paths.add(withoutCall(type.path));
    }
    return [...paths].sort();
  }
}

interface Place {
  readonly fn: ProjectFunction;
  readonly point: Point;
  readonly span: Origin['span'];
}

function methodsOf(manager: Manager): readonly ProjectFunction[] {
  if (manager.kind === 'generator') return [manager.function];
  if (manager.kind !== 'class') return [];
  return [manager.enter, manager.exit].filter((method) => method !== null);
}

function escapesOfManager(manager: Manager, op: 'enter' | 'exit', read: ReadSummary): readonly Escape[] {
  switch (manager.kind) {
    case 'generator':
      return op === 'exit' ? read(manager.function).afterYield : [];
    case 'class': {
      const method = op === 'enter' ? manager.enter : manager.exit;
      return method === null ? [] : read(method).escapes;
    }
    default:
      return [];
  }
}

/** The model says that the function can fail, but not with what: its own text knows better, if it raises anything. */
function isRemoteOnly(model: ApiModel | null): boolean {
  return model?.remote === true && model.raises === null;
}

function isStrong({ degree }: Escape): boolean {
  return degree === 'strong';
}

/** What the model of a target says that it raises; null when it says nothing. */
function ofModel(place: Place, target: Target, model: ApiModel | null): readonly Escape[] | null {
  if (model === null || (model.raises === null && !model.remote)) return null;
  const path = target.kind === 'external' ? target.path : target.function.path;
  const cause: Cause = model.remote ? 'remote' : 'modelled';
  const make = (exception: string | null): Escape => modelled(place, { path, cause, exception });
  if (model.raises?.kind === 'never') return [];
  if (model.raises?.kind === 'classes') return model.raises.classes.map(make);
  return model.remote ? [make(null)] : [unknownCallee(place, path)];
}

function modelled(place: Place, what: { path: string; cause: Cause; exception: string | null }): Escape {
  return {
    exception: what.exception,
    exact: false,
    degree: isErrorOfUse(what) ? 'weak' : 'strong',
    cause: what.cause,
    origin: originAt(place, what.path),
  };
}

/** `int('x')`, `getattr(node, 'y')`: errors of the language, which depend on the values; only OSError has a cause outside. */
function isErrorOfUse(what: { readonly cause: Cause; readonly exception: string | null }): boolean {
  if (what.cause !== 'modelled' || what.exception === null) return false;
  const canonical = canonicalException(what.exception);
  return isBuiltinException(canonical) && !builtinAncestors(canonical).includes('builtins.OSError');
}

function unknownCallee(place: Place, path: string | null): Escape {
  return { exception: null, exact: false, degree: 'weak', cause: 'unknown', origin: originAt(place, path) };
}

function risen(place: Place, thrown: { exception: string | null; exact: boolean }): Escape {
  return { ...thrown, degree: 'strong', cause: 'raise', origin: originAt(place, null) };
}

function originAt(place: Place, api: string | null): Origin {
  return { function: place.fn, point: place.point, span: place.span, api, inner: null, depth: 0 };
}

const noEscapes: readonly Escape[] = [];

/** The same exception, seen from the caller. */
function passedOn(place: Place, escaped: Escape): Escape {
  const deep = escaped.origin.depth >= maximumDepth;
  const inner = deep ? (escaped.origin.inner ?? escaped) : escaped;
  return {
    exception: escaped.exception,
    exact: escaped.exact,
    degree: escaped.degree,
    cause: escaped.cause,
    origin: {
      function: place.fn,
      point: place.point,
      span: place.span,
      api: null,
      inner,
      depth: Math.min(escaped.origin.depth + 1, maximumDepth),
    },
  };
}

/** Calling it runs none of its body. */
function isGeneratorLike(fn: ProjectFunction): boolean {
  return fn.ir.isGenerator || fn.ir.isAsync;
}

function isCreatedHere(fn: ProjectFunction, value: ValueId): boolean {
  const definition = definitionOf(fn.ir, value);
  if (definition?.kind !== 'instruction') return false;
  return ['call', 'attribute', 'load-global', 'import'].includes(definition.instruction.op);
}

function withoutCall(path: string): string {
  return path.endsWith('()') ? path.slice(0, -2) : path;
}
