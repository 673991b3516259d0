/**
 * Access paths: which part of a value is meant, as a list of elements from the outside in.
 *
 * Elements
 * - `.name` attribute, `.*` every attribute, `.?` one that is not known;
 * - `.$name`, `[$name]` the one that the function's parameter `name` names: a call that passes a constant tells which;
 * - `[key]` the value under a constant key or index, `[*]` every element, `[?]` one element that is not known.
 *
 * Worked example: in `task.node.driver_info['ipmi_password']` the value is the part `.node.driver_info[ipmi_password]`
 * of `task`.
 *
 * Paths are interned: equal paths have equal numbers. Beyond `MAXIMUM_DEPTH` elements the innermost are dropped; what is
 * left then stands for everything below it.
 */
export type Element = string;
export type PathId = number;

export const WHOLE: PathId = 0;
export const EVERY_ATTRIBUTE: Element = '.*';
export const SOME_ATTRIBUTE: Element = '.?';
export const EVERY_ELEMENT: Element = '[*]';
export const SOME_ELEMENT: Element = '[?]';
/** What was written to a file: a part of the file object that neither printing nor passing it on shows. */
export const WRITTEN: Element = '.<written>';
export const MAXIMUM_DEPTH = 4;

const WILDCARDS = new Set([EVERY_ATTRIBUTE, SOME_ATTRIBUTE, EVERY_ELEMENT, SOME_ELEMENT]);

/** Made once each: equal elements are the same text, whose hash is known. */
const attributeElements = new Map<string, Element>();
const keyElements = new Map<string, Element>();
const namesOfElements = new Map<Element, string | null>();

export function attributeElement(name: string): Element {
  let element = attributeElements.get(name);
  if (element === undefined) {
    element = `.${name}`;
    attributeElements.set(name, element);
  }
  return element;
}

export function keyElement(key: string): Element {
  let element = keyElements.get(key);
  if (element === undefined) {
    element = `[${key}]`;
    keyElements.set(key, element);
  }
  return element;
}

/** The name or key in an element; null for the wildcards. */
export function nameIn(element: Element): string | null {
  let name = namesOfElements.get(element);
  if (name === undefined) {
    name = nameWithin(element);
    namesOfElements.set(element, name);
  }
  return name;
}

function nameWithin(element: Element): string | null {
  if (isWildcard(element)) return null;
  return element.startsWith('.') ? element.slice(1) : element.slice(1, -1);
}

export function isWildcard(element: Element): boolean {
  return WILDCARDS.has(element) || element[1] === '$';
}

/** Whether two elements may mean the same part: equal, or one is a wildcard of the other's sort. */
export function overlaps(one: Element, other: Element): boolean {
  if (one === other) return true;
  return one[0] === other[0] && (isWildcard(one) || isWildcard(other));
}

/**
 * Whether it is mere chance that two elements mean the same part: one names a key, the other is some key that is not
 * known. What is under one of several keys in turn is no evidence of a secret.
 */
export function isChance(one: Element, other: Element): boolean {
  return (isUnknown(one) && isNamedKey(other)) || (isUnknown(other) && isNamedKey(one));
}

/** One part, but nobody can tell which. */
export function isUnknown(element: Element): boolean {
  return element === SOME_ELEMENT || element === SOME_ATTRIBUTE || element[1] === '$';
}

/** The parameter that names the part, or null. */
export function parameterIn(element: Element): string | null {
  if (element[1] !== '$') return null;
  return element.startsWith('.') ? element.slice(2) : element.slice(2, -1);
}

/** The part that is named by a constant, by a parameter, or by nobody knows what, of the same sort as `element`. */
export function renamed(element: Element, name: string | null): Element {
  if (element.startsWith('.')) return name === null ? SOME_ATTRIBUTE : attributeElement(name);
  return name === null ? SOME_ELEMENT : keyElement(name);
}

/** A key or attribute that has a name; elements of lists go by number. */
function isNamedKey(element: Element): boolean {
  return !isWildcard(element) && !/^\[-?\d+\]$/.test(element);
}

/** Interned paths as cells of a linked list: an outer element and the rest. */
export class AccessPaths {
  readonly #heads: Element[] = [''];
  readonly #tails: PathId[] = [WHOLE];
  readonly #depths: number[] = [0];
  readonly #byTail: Map<Element, PathId>[] = [new Map()];
  readonly #named: boolean[] = [false];
  readonly #texts: (string | undefined)[] = [];

  /** The path with `element` put around it. */
  push(path: PathId, element: Element): PathId {
    const tail = this.depth(path) < MAXIMUM_DEPTH ? path : this.#withoutInnermost(path);
    const siblings = this.#byTail[tail] ?? new Map<Element, PathId>();
    const known = siblings.get(element);
    if (known !== undefined) return known;
    const id = this.#heads.length;
    siblings.set(element, id);
    this.#heads.push(element);
    this.#tails.push(tail);
    this.#depths.push(this.depth(tail) + 1);
    this.#byTail.push(new Map());
    this.#named.push(parameterIn(element) !== null || this.isNamedByParameter(tail));
    return id;
  }

  /** The path of these elements, outermost first. */
  of(elements: readonly Element[]): PathId {
    return elements.reduceRight((path, element) => this.push(path, element), WHOLE);
  }

  /** The outermost element; null for the whole value. */
  head(path: PathId): Element | null {
    return path === WHOLE ? null : (this.#heads[path] ?? null);
  }

  tail(path: PathId): PathId {
    return this.#tails[path] ?? WHOLE;
  }

  depth(path: PathId): number {
    return this.#depths[path] ?? 0;
  }

  isNamedByParameter(path: PathId): boolean {
    return this.#named[path] === true;
  }

  elements(path: PathId): Element[] {
    const elements: Element[] = [];
    for (let rest = path; rest !== WHOLE; rest = this.tail(rest)) elements.push(this.head(rest) ?? '');
    return elements;
  }

  text(path: PathId): string {
    if (path === WHOLE) return '';
    let text = this.#texts[path];
    if (text === undefined) {
      text = this.elements(path).join('');
      this.#texts[path] = text;
    }
    return text;
  }

  #withoutInnermost(path: PathId): PathId {
    return this.of(this.elements(path).slice(0, MAXIMUM_DEPTH - 1));
  }
}
