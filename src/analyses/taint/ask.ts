/**
 * What is asked about a value: which part of it, in which form, and what has happened to it on the way to the place
 * that the question started from.
 *
 * Terms
 * - **form** `content`: the part itself and all that a container holds; `text`: what printing it shows.
 * - **removal**: labels that a sanitizer or validator on the way takes away.
 * - **hint**: labels that the name of a variable, attribute or key suggests; it counts only when nothing better is
 *   known about where the value comes from.
 * - **derived**: an unknown call made the asked value out of this one; what it kept is not known.
 *
 * The analysis goes from a use back to its sources, so a filter grows from the sink towards the source. Asks and filters
 * are interned: equal ones are the same object.
 */
import type { Label } from '../../models/model.ts';
import {
  type AccessPaths,
  type Element,
  isChance,
  isWildcard,
  nameIn,
  type PathId,
  WHOLE,
} from './access-path.ts';

export type Form = 'content' | 'text';

export interface Removal {
  /** A label, or a dimension with `*`. */
  readonly pattern: string;
  /** Only below keys that contain one of these; null: everywhere. */
  readonly keys: readonly string[] | null;
  /** Kinds of sinks for which it counts; null: all. */
  readonly sinks: readonly string[] | null;
  /** Whether a container's own label is covered though only some of its keys are. */
  readonly coversContainer: boolean;
  /** What removes: `strutils.mask_password`. */
  readonly by: string;
}

export interface Hint {
  readonly name: string;
  readonly labels: readonly Label[];
}

export interface Filter {
  readonly id: number;
  readonly removals: readonly Removal[];
  readonly hint: Hint | null;
  readonly derived: boolean;
  /** Only out of a tuple whose element `index` is not another constant than this. */
  readonly beside: Beside | null;
  /** The class of the exception whose text it is, while that is on its way; null: none, or not known. */
  readonly raisedAs: string | null;
}

/** What is known of another element of the tuple that the value comes out of. */
export interface Beside {
  readonly index: number;
  readonly constant: string;
}

export interface Ask {
  readonly id: number;
  readonly path: PathId;
  readonly form: Form;
  readonly filter: Filter;
}

const MAXIMUM_REMOVALS = 6;

/** A key that is not known picks one of several parts. */
export const chance: Removal = {
  pattern: 'secret:*',
  keys: null,
  sinks: null,
  coversContainer: true,
  by: 'a key that is not known',
};

export class Asks {
  readonly #paths: AccessPaths;
  readonly #filters = new Map<string, Filter>();
  readonly #asks = new Map<number, Ask>();
  readonly noFilter: Filter;

  constructor(paths: AccessPaths) {
    this.#paths = paths;
    this.noFilter = this.#filter({
      removals: [],
      hint: null,
      derived: false,
      beside: null,
      raisedAs: null,
    });
  }

  ask(path: PathId, form: Form, filter: Filter = this.noFilter): Ask {
    const key = (path * 2 + (form === 'text' ? 1 : 0)) * 65536 + filter.id;
    const known = this.#asks.get(key);
    if (known !== undefined) return known;
    const ask: Ask = { id: this.#asks.size, path, form, filter };
    this.#asks.set(key, ask);
    return ask;
  }

  whole(form: Form): Ask {
    return this.ask(WHOLE, form);
  }

  withPath(ask: Ask, path: PathId): Ask {
    return path === ask.path ? ask : this.ask(path, ask.form, ask.filter);
  }

  /** Asks for the same part of one `element` of a container. */
  inside(ask: Ask, element: Element): Ask {
    return this.ask(this.#paths.push(ask.path, element), ask.form, this.#alone(ask.filter));
  }

  /** Everything, as text: what goes into a formatted string. */
  asText(ask: Ask): Ask {
    return this.ask(WHOLE, 'text', ask.filter);
  }

  /** The rest of the path below its outermost element; masks that cover this key now hold for all below. */
  below(ask: Ask, element: Element): Ask {
    return this.ask(this.#paths.tail(ask.path), ask.form, this.#alone(this.underKey(ask.filter, element)));
  }

  withFilter(ask: Ask, filter: Filter): Ask {
    return filter === ask.filter ? ask : this.ask(ask.path, ask.form, filter);
  }

  /** The rest of the path below `asked`, which `own` may be; by mere chance it is no secret that is found there. */
  matched(ask: Ask, asked: Element, own: Element): Ask {
    const below = this.below(ask, isWildcard(asked) ? own : asked);
    return isChance(asked, own) ? this.withFilter(below, this.removing(below.filter, [chance])) : below;
  }

  /** A filter that has passed a sanitizer or validator. */
  removing(filter: Filter, removals: readonly Removal[]): Filter {
    const fresh = removals.filter((removal) => !filter.removals.some((known) => sameRemoval(known, removal)));
    if (fresh.length === 0) return filter;
    const all = [...filter.removals, ...fresh].slice(0, MAXIMUM_REMOVALS);
    return this.#filter({ ...filter, removals: all });
  }

  hinting(filter: Filter, hint: Hint | null): Filter {
    return hint?.name === filter.hint?.name ? filter : this.#filter({ ...filter, hint });
  }

  deriving(filter: Filter): Filter {
    return filter.derived ? filter : this.#filter({ ...filter, hint: null, derived: true });
  }

  /** The question about the text of an exception of this class; null: it has been caught. */
  raisedAs(filter: Filter, path: string | null): Filter {
    return filter.raisedAs === path ? filter : this.#filter({ ...filter, raisedAs: path });
  }

  /** The question about one element of a tuple of which another element is known. */
  besides(ask: Ask, beside: Beside | null): Ask {
    return beside === null ? ask : this.withFilter(ask, this.#filter({ ...ask.filter, beside }));
  }

  #alone(filter: Filter): Filter {
    return filter.beside === null ? filter : this.#filter({ ...filter, beside: null });
  }

  /** Masks that cover this key now hold for all below it; masks of other keys stay as they are. */
  underKey(filter: Filter, element: Element): Filter {
    if (filter.removals.every((removal) => removal.keys === null)) return filter;
    const removals = filter.removals.map((removal) =>
      covers(removal, element) ? { ...removal, keys: null } : removal,
    );
    return this.#filter({ ...filter, removals });
  }

  #filter(draft: Omit<Filter, 'id'>): Filter {
    const { removals, hint, derived, beside, raisedAs } = draft;
    const key = JSON.stringify([removals, hint?.name ?? null, derived, beside, raisedAs]);
    const known = this.#filters.get(key);
    if (known !== undefined) return known;
    const filter: Filter = { removals, hint, derived, beside, raisedAs, id: this.#filters.size };
    this.#filters.set(key, filter);
    return filter;
  }
}

function covers(removal: Removal, element: Element): boolean {
  const key = nameIn(element)?.toLowerCase();
  if (removal.keys === null || key === undefined) return false;
  return removal.keys.some((word) => key.includes(word.toLowerCase()));
}

function sameRemoval(one: Removal, other: Removal): boolean {
  return (
    one.pattern === other.pattern &&
    one.by === other.by &&
    JSON.stringify([one.keys, one.sinks]) === JSON.stringify([other.keys, other.sinks])
  );
}

/** Whether a pattern such as `secret:*` means the label. */
function matchesLabel(pattern: string, label: Label): boolean {
  return pattern === label || (pattern.endsWith('*') && label.startsWith(pattern.slice(0, -1)));
}

/** The removal of a filter that takes `label` away on the way to a sink of this kind (null: to any), if one does. */
export function removalOf(filter: Filter, label: Label, sink: string | null): Removal | null {
  for (const removal of filter.removals) {
    if (!matchesLabel(removal.pattern, label)) continue;
    if (removal.keys !== null && !removal.coversContainer) continue;
    if (removal.sinks !== null && (sink === null || !removal.sinks.includes(sink))) continue;
    return removal;
  }
  return null;
}
