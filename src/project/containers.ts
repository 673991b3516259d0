/** What is inside lists, dicts and the like, as far as their making and the function around it tell. */
import type { Build, Call, Instruction, ValueId } from '../ir/ir.ts';
import type { Inference } from './inference.ts';
import { attributeOf, stringOf } from './names.ts';
import type { LinkedFunction } from './program.ts';
import {
  ANYTHING,
  type Content,
  type ExternalInstanceType,
  flatMapTypes,
  type LightType,
  NOTHING,
  type TypeSet,
  unionOf,
} from './type-sets.ts';

type Container = ExternalInstanceType & { readonly content: Content };

const ADDING_METHODS: ReadonlySet<string> = new Set(['append', 'add', 'insert', 'setdefault']);

/** Types of the elements (the values of a dict) of whatever the types contain. */
export function elementsOf(inference: Inference, types: TypeSet): TypeSet {
  return flatMapTypes(types, (type) => {
    if (isContainer(type)) return inference.elements(type.content, type.key);
    if (type.kind === 'external-instance' && type.path === 'builtins.str') return type.alone;
    return NOTHING;
  });
}

/** Types of `container[key]` for a constant key or position. */
export function elementAt(inference: Inference, types: TypeSet, key: string): TypeSet {
  return flatMapTypes(types, (type) => {
    if (!isContainer(type)) return elementsOf(inference, type.alone);
    const { content } = type;
    if (content.kind === 'pair') return key === '1' ? secondOf(inference, content) : NOTHING;
    if (content.kind !== 'built') return inference.elements(content, type.key);
    const placed = displayedAt(content, key);
    if (placed === null) return inference.elements(content, type.key);
    return inference.value(content.function, placed);
  });
}

export function isContainer(type: LightType): type is Container {
  return type.kind === 'external-instance' && type.content !== null;
}

export function elementTypes(inference: Inference, content: Content): TypeSet {
  switch (content.kind) {
    case 'built':
      return builtElements(inference, content.function, content.build);
    case 'declared':
      return content.elements;
    case 'generator':
      return inference.yielded(content.function);
    case 'pairs':
      return inference.table.externalInstance('builtins.tuple', { ...content, kind: 'pair' });
    case 'pair':
      return secondOf(inference, content);
    case 'partial':
      return NOTHING;
  }
}

function secondOf(
  inference: Inference,
  { function: fn, value }: { function: LinkedFunction; value: ValueId },
) {
  return elementsOf(inference, inference.value(fn, value));
}

function builtElements(inference: Inference, fn: LinkedFunction, build: Build): TypeSet {
  const displayed = unionOf(build.elements, ({ value, spread }) =>
    spread ? elementsOf(inference, inference.value(fn, value)) : inference.value(fn, value),
  );
  if (displayed === ANYTHING || build.kind === 'tuple') return displayed;
  const added = unionOf(additionsTo(fn).get(build.result) ?? [], (value) => inference.value(fn, value));
  return unionOf([displayed, added], (types) => types);
}

/** The value under a key or at a position of a display that nothing is added to before it; null: not that clear. */
function displayedAt(
  { function: fn, build }: Extract<Content, { kind: 'built' }>,
  key: string,
): ValueId | null {
  if (build.elements.some(({ spread }) => spread)) return null;
  if (build.kind === 'tuple' || build.kind === 'list') return build.elements[Number(key)]?.value ?? null;
  if (additionsTo(fn).has(build.result)) return null;
  return (
    build.elements.find((element) => element.key !== null && stringOf(fn, element.key) === key)?.value ?? null
  );
}

/* ---- Additions: `values.append(x)`, `mapping[key] = x`, comprehensions ---------------------------------------- */

const additions = new WeakMap<LinkedFunction, ReadonlyMap<ValueId, readonly ValueId[]>>();

/** Values added inside the function to each of its values, by what they are added to. */
function additionsTo(fn: LinkedFunction): ReadonlyMap<ValueId, readonly ValueId[]> {
  const known = additions.get(fn);
  if (known !== undefined) return known;
  const found = new Map<ValueId, ValueId[]>();
  for (const block of fn.ir.blocks) {
    for (const instruction of block.instructions) {
      const addition = additionOf(fn, instruction);
      if (addition === null) continue;
      const values = found.get(addition.container);
      if (values === undefined) found.set(addition.container, [addition.value]);
      else values.push(addition.value);
    }
  }
  additions.set(fn, found);
  return found;
}

interface Addition {
  readonly container: ValueId;
  readonly value: ValueId;
}

function additionOf(fn: LinkedFunction, instruction: Instruction): Addition | null {
  switch (instruction.op) {
    case 'append':
      return instruction;
    case 'store-item':
      return { container: instruction.object, value: instruction.value };
    case 'call':
      return addedByCall(fn, instruction);
    default:
      return null;
  }
}

function addedByCall(fn: LinkedFunction, call: Call): Addition | null {
  const callee = attributeOf(fn, call.callee);
  const added = call.arguments.at(-1);
  if (callee === null || added?.kind !== 'positional' || !ADDING_METHODS.has(callee.name)) return null;
  return { container: callee.object, value: added.value };
}
