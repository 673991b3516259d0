/**
 * Paths of what is read: `ironic.objects.node.Node.driver_info[ipmi_password]` for `task.node.driver_info['ipmi_password']`
 * and for `.get('ipmi_password')` on it. Models give labels to such paths.
 *
 * A path begins at the nearest thing whose type is known: a class (its bases too), a module, something external. What is
 * computed anew (an operator, a call with a known result) has no path of its own beyond its type's.
 */
import type { Attribute, Call, Instruction, Item, Phi, ValueId } from '../ir/ir.ts';
import type { Inference } from './inference.ts';
import { attributeOf, stringOf } from './names.ts';
import type { LinkedFunction } from './program.ts';
import { type LightType, sortedByKey } from './type-sets.ts';

const DEEPEST = 12;
const MOST_PATHS = 12;
const LONGEST_PATH = 300;
/** Methods of a mapping that read one key. */
const KEY_READERS: ReadonlySet<string> = new Set(['get', 'pop', 'setdefault']);

export class AccessPaths {
  private readonly inference: Inference;
  private readonly remembered: (Map<ValueId, readonly string[]> | undefined)[] = [];

  constructor(inference: Inference) {
    this.inference = inference;
  }

  /** Sorted, each once, at most `MOST_PATHS`. */
  pathsOf(fn: LinkedFunction, value: ValueId): readonly string[] {
    let known = this.remembered[fn.index];
    if (known === undefined) {
      known = new Map();
      this.remembered[fn.index] = known;
    }
    let paths = known.get(value);
    if (paths === undefined) {
      paths = this.find(fn, value, 0);
      known.set(value, paths);
    }
    return paths;
  }

  private find(fn: LinkedFunction, value: ValueId, depth: number): readonly string[] {
    const definition = fn.facts.definitions[value];
    if (definition === undefined || depth > DEEPEST) return [];
    const read =
      'op' in definition ? this.readPaths(fn, definition, depth) : this.merged(fn, definition, depth);
    const typed = this.inference.value(fn, value).flatMap((type) => externalPath(type) ?? []);
    return bounded([...read, ...typed]);
  }

  private merged(fn: LinkedFunction, phi: Phi, depth: number): readonly string[] {
    return phi.operands.slice(0, MOST_PATHS).flatMap(({ value }) => this.find(fn, value, depth + 4));
  }

  private readPaths(fn: LinkedFunction, instruction: Instruction, depth: number): readonly string[] {
    switch (instruction.op) {
      case 'attribute':
        return this.attributePaths(fn, instruction, depth);
      case 'item':
        return this.itemPaths(fn, instruction, depth);
      case 'call':
        return this.keyPaths(fn, instruction, depth);
      default:
        return [];
    }
  }

  private attributePaths(fn: LinkedFunction, { object, name }: Attribute, depth: number): readonly string[] {
    const owners = sortedByKey(this.inference.value(fn, object)).flatMap(ownerPaths);
    const found = owners.length > 0 ? owners : this.find(fn, object, depth + 1);
    return found.map((path) => this.inference.names.conventions.canonical(`${path}.${name}`));
  }

  private itemPaths(fn: LinkedFunction, { object, index }: Item, depth: number): readonly string[] {
    const key = stringOf(fn, index);
    return key === null ? [] : withKey(this.find(fn, object, depth + 1), key);
  }

  private keyPaths(fn: LinkedFunction, call: Call, depth: number): readonly string[] {
    const callee = attributeOf(fn, call.callee);
    const [first] = call.arguments;
    if (callee === null || first?.kind !== 'positional' || !KEY_READERS.has(callee.name)) return [];
    const key = stringOf(fn, first.value);
    return key === null ? [] : withKey(this.find(fn, callee.object, depth + 1), key);
  }
}

function withKey(paths: readonly string[], key: string): readonly string[] {
  return paths.map((path) => `${path}[${key}]`);
}

/** What a builtin's method returns is no place that a model could know: `builtins.dict.get()`. */
function externalPath(type: LightType): string | null {
  if (type.kind !== 'external') return null;
  return type.path.startsWith('builtins.') && type.path.endsWith('()') ? null : type.path;
}

/** Paths under which attributes of the type may be known. */
function ownerPaths(type: LightType): readonly string[] {
  switch (type.kind) {
    case 'instance':
    case 'class':
    case 'super':
      return type.class.lineagePaths;
    case 'module':
      return [type.module.name];
    case 'external':
    case 'external-instance':
      return [type.path];
    case 'function':
      return [];
  }
}

function bounded(paths: readonly string[]): readonly string[] {
  const short = paths.filter((path) => path.length <= LONGEST_PATH);
  return short.length < 2 ? short : [...new Set(short)].sort().slice(0, MOST_PATHS);
}
