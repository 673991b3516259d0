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
  /** Filters made of a filter, by its number: the same few steps are taken again and again. */
  readonly #hinted: Map<string | null, Filter>[] = [];
  readonly #raised: Map<string | null, Filter>[] = [];
  readonly #derived: Filter[] = [];
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
    const fresh =
      filter.removals.length === 0
        ? removals
        : removals.filter((removal) => !filter.removals.some((known) => sameRemoval(known, removal)));
    if (fresh.length === 0) return filter;
    const all = [...filter.removals, ...fresh].slice(0, MAXIMUM_REMOVALS);
    const { hint, derived, beside, raisedAs } = filter;
    return this.#filter({ removals: all, hint, derived, beside, raisedAs });
  }

  hinting(filter: Filter, hint: Hint | null): Filter {
    if (hint?.name === filter.hint?.name) return filter;
    let known = this.#hinted[filter.id];
    if (known === undefined) {
      known = new Map();
      this.#hinted[filter.id] = known;
    }
    const name = hint?.name ?? null;
    let hinted = known.get(name);
    if (hinted === undefined) {
      const { removals, derived, beside, raisedAs } = filter;
      hinted = this.#filter({ removals, hint, derived, beside, raisedAs });
      known.set(name, hinted);
    }
    return hinted;
  }

  deriving(filter: Filter): Filter {
    if (filter.derived) return filter;
    let derived = this.#derived[filter.id];
    if (derived === undefined) {
      const { removals, beside, raisedAs } = filter;
      derived = this.#filter({ removals, hint: null, derived: true, beside, raisedAs });
      this.#derived[filter.id] = derived;
    }
    return derived;
  }

  /** The question about the text of an exception of this class; null: it has been caught. */
  raisedAs(filter: Filter, path: string | null): Filter {
    if (filter.raisedAs === path) return filter;
    let known = this.#raised[filter.id];
    if (known === undefined) {
      known = new Map();
      this.#raised[filter.id] = known;
    }
    let raised = known.get(path);
    if (raised === undefined) {
      const { removals, hint, derived, beside } = filter;
      raised = this.#filter({ removals, hint, derived, beside, raisedAs: path });
      known.set(path, raised);
    }
    return raised;
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
    const key = JSON.stringify([removals.map(identityOf), hint?.name ?? null, derived, beside, raisedAs]);
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
    sameTexts(one.keys, other.keys) &&
    sameTexts(one.sinks, other.sinks)
  );
}

function sameTexts(one: readonly string[] | null, other: readonly string[] | null): boolean {
  if (one === other) return true;
  if (one === null || other === null || one.length !== other.length) return false;
  return one.every((text, index) => text === other[index]);
}

const identities = new WeakMap<Removal, string>();

/** A text that equal removals share. */
function identityOf(removal: Removal): string {
  let identity = identities.get(removal);
  if (identity === undefined) {
    const { pattern, keys, sinks, coversContainer, by } = removal;
    identity = JSON.stringify([pattern, keys, sinks, coversContainer, by]);
    identities.set(removal, identity);
  }
  return identity;
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
