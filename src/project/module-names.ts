/**
 * Dotted names of modules, from nothing but their paths and what they import.
 *
 * Terms
 * - **package root**: the outermost directory on the way down to the file that has an `__init__` of its own.
 * - **witness**: an absolute import, anywhere in the project, that spells out a longer way to the same directory. A run
 *   over `ironic/drivers` alone sees no `ironic/__init__.py`, but its files say `from ironic.drivers import base`.
 *
 * Worked example: `usr/lib/python3/dist-packages/nova/virt/fake.py` with `…/nova/__init__.py` is `nova.virt.fake`;
 * without any `__init__` it is the same when some module imports `nova.virt` or what is below it, and
 * `usr.lib.python3.fake` otherwise (directories that are no identifiers cut off what is above them).
 */
import type { Module } from '../ir/ir.ts';

const IDENTIFIER = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;
const EXTENSION = /\.(pyi?|[cm]?[jt]sx?)$/;

/** The dotted name of each module, by path. Two files may claim one name; who asks by name gets the first path. */
export function moduleNames(modules: readonly Module[]): ReadonlyMap<string, string> {
  const namer = new Namer(modules);
  return new Map(modules.map((module) => [module.path, module.name ?? namer.nameOf(module.path)]));
}

/** Whether the file speaks for its directory: `__init__.py`, `index.ts`. */
export function isPackagePath(path: string): boolean {
  return /(^|\/)(__init__\.pyi?|index\.[cm]?[jt]sx?)$/.test(path);
}

class Namer {
  private readonly packages: ReadonlySet<string>;
  private readonly witnesses: ReadonlySet<string>;
  private readonly roots = new Map<string, number>();

  constructor(modules: readonly Module[]) {
    this.packages = new Set(
      modules
        .map(({ path }) => path)
        .filter(isPackagePath)
        .map(directoryOf),
    );
    this.witnesses = importedPrefixes(modules);
  }

  nameOf(path: string): string {
    const directory = directoryOf(path);
    const directories = directory === '' ? [] : directory.split('/');
    const parts = directories.slice(this.rootOf(directory, directories));
    const stem = (path.split('/').at(-1) ?? '').replace(EXTENSION, '');
    if (!isPackagePath(path) || parts.length === 0) parts.push(stem);
    return parts.join('.');
  }

  /** Index of the first directory that belongs to the name. */
  private rootOf(directory: string, directories: readonly string[]): number {
    const known = this.roots.get(directory);
    if (known !== undefined) return known;
    const root = this.findRoot(directories);
    this.roots.set(directory, root);
    return root;
  }

  private findRoot(directories: readonly string[]): number {
    const last = directories.findLastIndex((name) => !IDENTIFIER.test(name)) + 1;
    const outermost = directories.findIndex((_, index) => this.isPackage(directories, index));
    const end = outermost < 0 ? directories.length : outermost + 1;
    for (let start = last; start < end; start++) {
      if (this.witnesses.has(directories.slice(start, end).join('.'))) return start;
    }
    return outermost < 0 ? last : outermost;
  }

  private isPackage(directories: readonly string[], index: number): boolean {
    return this.packages.has(directories.slice(0, index + 1).join('/'));
  }
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Every dotted name that an absolute import of the project mentions, and all its prefixes of two or more parts. */
function importedPrefixes(modules: readonly Module[]): Set<string> {
  const names = new Set<string>();
  for (const name of importedNames(modules)) {
    for (
      let end = name.length;
      end > 0 && !names.has(name.slice(0, end));
      end = name.lastIndexOf('.', end - 1)
    ) {
      names.add(name.slice(0, end));
    }
  }
  return names;
}

function importedNames(modules: readonly Module[]): Set<string> {
  const names = new Set<string>();
  for (const module of modules) {
    for (const block of module.functions[0]?.blocks ?? []) {
      for (const instruction of block.instructions) {
        if (instruction.op === 'import' && instruction.level === 0) names.add(instruction.module);
      }
    }
  }
  return names;
}
