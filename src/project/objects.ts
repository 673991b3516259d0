/**
 * What the attributes of an object literal hold: what is written in it, and what is stored there later, by the function that
 * makes it or by functions nested in that one.
 *
 * Worked example: in `const api = { get: get }; api.put = put; return api;` the attribute `put` of what is returned is the
 * function `put`.
 */
import type { Build, ValueId } from '../ir/ir.ts';
import { attributeTypes } from './attribute-types.ts';
import type { Inference } from './inference.ts';
import { stringOf } from './names.ts';
import { cellKey, type LinkedFunction, type Place, type Program } from './program.ts';
import { NOTHING, type ObjectType, type TypeSet, union, unionOf } from './type-sets.ts';

export function objectAttribute(inference: Inference, { content }: ObjectType, name: string): TypeSet {
  const { function: fn, build } = content;
  const written = unionOf(build.elements, ({ key, value, spread }) => {
    if (spread) return attributeTypes(inference, inference.value(fn, value), name);
    return key !== null && stringOf(fn, key) === name ? inference.value(fn, value) : NOTHING;
  });
  const stored = storesInto(inference.names.program, fn, build).get(name) ?? [];
  return union(
    written,
    unionOf(stored, (place) => inference.at(place)),
  );
}

type Stores = ReadonlyMap<string, readonly Place[]>;

const remembered = new WeakMap<Build, Stores>();

function storesInto(program: Program, maker: LinkedFunction, build: Build): Stores {
  let stores = remembered.get(build);
  if (stores === undefined) {
    stores = findStores(program, maker, build.result);
    remembered.set(build, stores);
  }
  return stores;
}

function findStores(program: Program, maker: LinkedFunction, object: ValueId): Stores {
  const stores = new Map<string, Place[]>();
  for (const fn of program.functionsOf[maker.module.index] ?? []) {
    for (const store of fn.facts.fieldStores) {
      if (!means(program, { function: fn, value: store.object }, { function: maker, value: object }))
        continue;
      const places = stores.get(store.name) ?? [];
      places.push({ function: fn, value: store.value });
      stores.set(store.name, places);
    }
  }
  return stores;
}

/** Whether a value is the other, itself or through a variable that both functions see. */
function means(program: Program, place: Place, object: Place): boolean {
  if (place.function === object.function && place.value === object.value) return true;
  const definition = place.function.facts.definitions[place.value];
  if (definition === undefined || !('op' in definition) || definition.op !== 'load-cell') return false;
  const cell = program.names[place.function.module.index]?.cells.get(
    cellKey(definition.owner, definition.name),
  );
  return (
    cell?.some((written) => written.function === object.function && written.value === object.value) ?? false
  );
}
