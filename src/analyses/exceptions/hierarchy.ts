/**
 * Which handler catches which exception: the class relation over classes of the tree, of the language, and of
 * libraries whose bases are not known.
 *
 * Worked example: an exact `nova.exception.NovaException` is caught by `except Exception` (yes), not by
 * `except ConsoleNotAvailable` (no: that is a subclass of it); an unknown exception of a remote call may be caught by
 * `except HTTPError` (maybe) and is caught by `except Exception` (yes).
 *
 * Invariant: whatever is raised derives from Exception unless its class says otherwise.
 */
import type { Models } from '../../models/model.ts';
import type { Project } from '../../project/project.ts';
import {
  BASE_EXCEPTION,
  builtinAncestors,
  canonicalException,
  EXCEPTION,
  isBuiltinException,
} from './builtin-exceptions.ts';

export type Certainty = 'yes' | 'no' | 'maybe';

/** What is known of a thrown object's class. */
export interface Thrown {
  /** Path of the class; null: some subclass of Exception. */
  readonly exception: string | null;
  /** The class itself rather than one of its subclasses. */
  readonly exact: boolean;
}

/** One alternative of an `except` clause. */
export interface Caught {
  /** Path of the class; null when it does not resolve. */
  readonly path: string | null;
  /** The last word of the clause as written, for classes that do not resolve; null for what is not a name. */
  readonly name: string | null;
}

export interface Hierarchy {
  catches(thrown: Thrown, caught: Caught): Certainty;
  /** Does `except ancestor` catch every instance of `path`? */
  isSubclass(path: string, ancestor: string): boolean;
}

interface Ancestry {
  readonly paths: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** Every base is known. */
  readonly complete: boolean;
}

export function createHierarchy(project: Project, models: Models): Hierarchy {
  const bases = statedBases(models);
  const known = new Map<string, Ancestry>();
  const ancestryOf = (path: string): Ancestry => {
    const found = known.get(path) ?? ancestry(project, bases, path);
    known.set(path, found);
    return found;
  };
  return {
    catches: (thrown, caught) => catches(thrown, caught, ancestryOf),
    isSubclass: (path, ancestor) =>
      ancestryOf(canonicalException(path)).paths.has(canonicalException(ancestor)),
  };
}

function catches(thrown: Thrown, caught: Caught, ancestryOf: (path: string) => Ancestry): Certainty {
  const handler = caught.path === null ? null : canonicalException(caught.path);
  if (handler === BASE_EXCEPTION) return 'yes';
  if (thrown.exception === null) return catchesUnknown(handler);
  const raised = canonicalException(thrown.exception);
  const ancestors = ancestryOf(raised);
  if (handler === null) return catchesUnresolved(ancestors, caught.name);
  if (ancestors.paths.has(handler)) return 'yes';
  if (ancestryOf(handler).paths.has(raised)) return thrown.exact ? 'no' : 'maybe';
  return ancestors.complete || !mayBeForeignBase(raised, handler) ? 'no' : 'maybe';
}

function catchesUnknown(handler: string | null): Certainty {
  if (handler === EXCEPTION) return 'yes';
  if (handler === null || !isBuiltinException(handler)) return 'maybe';
  return builtinAncestors(handler).includes(EXCEPTION) ? 'maybe' : 'no';
}

function catchesUnresolved(ancestors: Ancestry, name: string | null): Certainty {
  if (name === null || ancestors.names.has(name)) return 'maybe';
  return ancestors.complete ? 'no' : 'maybe';
}

/** Could `handler` be a base of the library class `raised`? A builtin, or a class of the same library. */
function mayBeForeignBase(raised: string, handler: string): boolean {
  return isBuiltinException(handler) || rootOf(raised) === rootOf(handler);
}

function rootOf(path: string): string {
  return path.split('.', 1)[0] ?? path;
}

/** Bases of library classes, as models state them. */
type Bases = ReadonlyMap<string, readonly string[]>;

function statedBases(models: Models): Bases {
  const bases = new Map<string, string[]>();
  for (const { path, base } of models.conventions.externalBases ?? []) {
    const known = bases.get(path) ?? [];
    known.push(canonicalException(base));
    bases.set(path, known);
  }
  return bases;
}

function ancestry(project: Project, bases: Bases, path: string): Ancestry {
  const own = project.classAt(path);
  const references = own?.resolutionOrder.map((reference) =>
    reference.kind === 'class' ? reference.class.path : canonicalException(reference.path),
  ) ?? [path];
  const paths = new Set(references);
  for (const each of paths) {
    for (const base of [...builtinAncestors(each), ...(bases.get(each) ?? [])]) paths.add(base);
  }
  const foreign = [...paths].filter(
    (each) => project.classAt(each) === null && !isBuiltinException(each) && !bases.has(each),
  );
  if (foreign.length > 0) paths.add(EXCEPTION);
  paths.add(BASE_EXCEPTION);
  return { paths, names: new Set([...paths].map(lastSegment)), complete: foreign.length === 0 };
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
