/**
 * The paths under which a model may know what a call runs, and what conventions say about them. Thousands of calls share
 * few targets, so both are remembered.
 */
import { pathOf } from './class-hierarchy.ts';
import type { Names } from './names.ts';
import type { LinkedFunction } from './program.ts';
import type { Callback, Conventions, ProjectClass, Target } from './project.ts';
import { pathsOfMethod } from './result-types.ts';

export interface TargetKnowledge {
  /** The target's own path, those of the methods that it overrides, the class for a constructor; aliases included. */
  readonly names: readonly string[];
  readonly stringDispatch: readonly Conventions['stringDispatch'][number][];
  readonly callbacks: readonly Callback[];
  /** Classes whose method of the same name runs too. */
  readonly servers: readonly string[];
}

export class TargetNames {
  private readonly names: Names;
  private readonly ofFunctions: (TargetKnowledge | undefined)[] = [];
  private readonly ofConstructions: (TargetKnowledge | undefined)[][] = [];
  private readonly ofPaths = new Map<string, TargetKnowledge>();

  constructor(names: Names) {
    this.names = names;
  }

  knowledgeOf(target: Target): TargetKnowledge {
    if (target.kind === 'external') return this.ofPath(target);
    const { index } = target.function;
    const table =
      target.constructs === undefined ? this.ofFunctions : this.constructionsBy(target.constructs);
    const known = table[index];
    if (known !== undefined) return known;
    const knowledge = this.find(target);
    table[index] = knowledge;
    return knowledge;
  }

  private ofPath(target: Extract<Target, { readonly kind: 'external' }>): TargetKnowledge {
    const known = this.ofPaths.get(target.path);
    if (known !== undefined) return known;
    const knowledge = this.find(target);
    this.ofPaths.set(target.path, knowledge);
    return knowledge;
  }

  /** By constructor: a class may inherit it. */
  private constructionsBy({ index }: ProjectClass): (TargetKnowledge | undefined)[] {
    const known = this.ofConstructions[index];
    if (known !== undefined) return known;
    const table: (TargetKnowledge | undefined)[] = [];
    this.ofConstructions[index] = table;
    return table;
  }

  private find(target: Target): TargetKnowledge {
    const { conventions } = this.names;
    const names = this.namesFor(target);
    return {
      names,
      stringDispatch: names.flatMap((path) => conventions.stringDispatch(path)),
      callbacks: [...new Set(names.flatMap((path) => conventions.callbacks(path)))],
      servers: isPublicMethod(target) ? names.flatMap((path) => conventions.serversOf(ownerOf(path))) : [],
    };
  }

  private namesFor(target: Target): readonly string[] {
    const names = target.kind === 'function' ? functionNames(target) : this.externalNames(target.path);
    const canonical = names.map((path) => this.names.conventions.canonical(path));
    return [...new Set([...names, ...canonical])];
  }

  /** A method that a class of the tree has from an external base is known under the base's name. */
  private externalNames(path: string): readonly string[] {
    const { classByPath } = this.names.program;
    const whole = classByPath.get(path);
    if (whole !== undefined) return whole.lineagePaths;
    const owner = classByPath.get(ownerOf(path));
    if (owner === undefined) return [path];
    return owner.lineagePaths.map((base) => base + path.slice(ownerOf(path).length));
  }
}

function ownerOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

function isPublicMethod(target: Target): boolean {
  if (target.via === 'construct') return false;
  return (
    target.kind === 'external' || (target.function.class !== null && !target.function.ir.name.startsWith('_'))
  );
}

/** Functions of targets are made by this folder alone, so they are linked ones. */
function functionNames(target: Extract<Target, { readonly kind: 'function' }>): readonly string[] {
  const methods = pathsOfMethod(target.function as LinkedFunction);
  return target.constructs === undefined
    ? methods
    : [...methods, ...target.constructs.resolutionOrder.map(pathOf)];
}
