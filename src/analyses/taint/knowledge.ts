/**
 * What models, option declarations and framework conventions say about calls, attributes and parameters: the only place
 * where the taint analysis reads models.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Call, ValueId } from '../../ir/ir.ts';
import { callEffect } from '../../models/call-effect.ts';
import type { ApiModel, EntryPointModel, Label, Models, Selector } from '../../models/model.ts';
import { indexPaths, type PathIndex } from '../../models/path-index.ts';
import type { CallSite, Project, ProjectFunction, Target, Type } from '../../project/project.ts';
import { constantOf, nameOfConstant, textOfConstant } from './constants.ts';

/** One thing that a call may run, and what the models say of it. */
export interface Callee {
  readonly target: Target;
  readonly effect: ApiModel | null;
}

/** An argument that a selector means. */
export interface Selected {
  readonly value: ValueId;
  /** Parameter name or keyword, where known. */
  readonly name: string | null;
  readonly position: number | null;
  /** `*values` / `**values`: what is meant is inside of it. */
  readonly spread: boolean;
}

export class Knowledge {
  readonly project: Project;
  readonly models: Models;
  /** By function, then by the value of the call's result. */
  readonly #callees: (readonly Callee[] | undefined)[][] = [];
  /** By function, then by value. */
  readonly #types: (readonly Type[] | undefined)[][] = [];
  readonly #entryPoints: {
    readonly method: PathIndex<EntryPointModel>;
    readonly decorator: PathIndex<EntryPointModel>;
    readonly function: PathIndex<EntryPointModel>;
  };
  readonly #attributeTypes: PathIndex<{ readonly path: string; readonly type: string }>;
  readonly #entries = new Map<ProjectFunction, readonly EntryPointModel[]>();

  constructor(project: Project, models: Models) {
    this.project = project;
    this.models = models;
    this.#attributeTypes = indexPaths(models.conventions.attributeTypes, (entry) => [entry.path]);
    const by = (kind: EntryPointModel['match']['by']) =>
      indexPaths(
        models.entryPoints.filter((entry) => entry.match.by === kind),
        (entry) => [entry.match.path],
      );
    this.#entryPoints = { method: by('method'), decorator: by('decorator'), function: by('function') };
  }

  siteOf(caller: ProjectFunction, call: Call): CallSite {
    return this.project.siteOf(caller, call);
  }

  /** What a value may be; remembered, for it is asked at every step. */
  typesOf(fn: ProjectFunction, value: ValueId): readonly Type[] {
    let known = this.#types[fn.index];
    if (known === undefined) {
      known = new Array<readonly Type[] | undefined>(fn.ir.valueCount);
      this.#types[fn.index] = known;
    }
    let types = known[value];
    if (types === undefined) {
      types = this.project.typesOf(fn, value);
      known[value] = types;
    }
    return types;
  }

  calleesOf(caller: ProjectFunction, call: Call): readonly Callee[] {
    let known = this.#callees[caller.index];
    if (known === undefined) {
      known = new Array<readonly Callee[] | undefined>(caller.ir.valueCount);
      this.#callees[caller.index] = known;
    }
    let callees = known[call.result];
    if (callees === undefined) {
      const site = this.siteOf(caller, call);
      callees = site.targets.map((target) => ({ target, effect: this.#effect(site, target) }));
      known[call.result] = callees;
    }
    return callees;
  }

  /** The arguments of a target that a selector means. */
  select(site: CallSite, target: Target, selector: Selector): readonly Selected[] {
    switch (selector.kind) {
      case 'receiver':
        return receiverOf(site, target).map((value) => ({
          value,
          name: 'self',
          position: null,
          spread: false,
        }));
      case 'result':
        return [];
      case 'arguments':
        return numbered(target).filter(({ position }) => position === null || position >= selector.from);
      case 'argument':
        return numbered(target).filter(
          ({ name, position }) =>
            (position !== null && position === selector.position) ||
            (name !== null && name === selector.name),
        );
    }
  }

  entryPointsOf(fn: ProjectFunction): readonly EntryPointModel[] {
    const known = this.#entries.get(fn);
    if (known !== undefined) return known;
    const found = this.#findEntryPoints(fn);
    this.#entries.set(fn, found);
    return found;
  }

  nameLabels(identifier: string): readonly Label[] {
    return this.models.nameLabels(identifier);
  }

  /** What an attribute given by path is an instance of. */
  attributeTypes(path: string): readonly string[] {
    return this.#attributeTypes.matching(path).map(({ type }) => type);
  }

  fieldLabels(path: string): readonly Label[] {
    return this.models.fieldLabels(path);
  }

  #effect(site: CallSite, target: Target): ApiModel | null {
    const names = this.project.namesOf(target);
    const apis = this.models.apisNamed(names);
    if (apis.length === 0) return null;
    return callEffect(apis, (selector) => this.#constantFor(site, target, selector));
  }

  #constantFor(site: CallSite, target: Target, selector: Selector): string | null {
    const selected = this.select(site, target, selector)[0];
    if (selected === undefined || selected.spread) return null;
    const constant = constantOf(site.caller.ir, selected.value);
    return constant === null ? nameOfConstant(site.caller.ir, selected.value) : textOfConstant(constant);
  }

  #findEntryPoints(fn: ProjectFunction): readonly EntryPointModel[] {
    if (this.models.entryPoints.length === 0 || fn.ir.kind !== 'function') return [];
    const target: Target = {
      kind: 'function',
      function: fn,
      receiver: null,
      skipped: 0,
      via: 'direct',
      arguments: [],
      deferred: false,
    };
    const byName = this.project
      .namesOf(target)
      .flatMap((name) => [
        ...(fn.class === null ? [] : this.#entryPoints.method.matching(name)),
        ...this.#entryPoints.function.matching(name),
      ]);
    const byDecorator = fn.decorators.flatMap((path) => this.#entryPoints.decorator.matching(path));
    return [...new Set([...byName, ...byDecorator])];
  }
}

function receiverOf(site: CallSite, target: Target): ValueId[] {
  if (target.receiver !== null) return [target.receiver];
  const callee = instructionOf(site.caller.ir, site.call.callee);
  return callee?.op === 'attribute' ? [callee.object] : [];
}

function numbered(target: Target): Selected[] {
  return target.arguments.map(({ kind, value, ...rest }, position) => ({
    value,
    name: kind === 'keyword' && 'name' in rest ? rest.name : null,
    position: kind === 'positional' ? position : null,
    spread: kind === 'rest' || kind === 'keywords',
  }));
}
