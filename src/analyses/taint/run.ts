/**
 * What the solver works on.
 *
 * Terms
 * - **source**: a place where something is known about where a value comes from, or where knowledge ends.
 * - **atom**: what the function itself cannot tell: a parameter, a field of a class, a global, a variable of an enclosing
 *   function. Who has the whole program in view resolves it (atoms.ts).
 * - **run**: one question inside of one function, with the entries that it reached and the terminals that it found.
 * - **entry**: a value with what is asked about it; `parent` is the entry that it flows to.
 * - **terminal**: a source or atom found by a run, with the entry at which; `inner` is the terminal of the callee's run
 *   that it came out of.
 */
import type { ValueId } from '../../ir/ir.ts';
import type { Label } from '../../models/model.ts';
import type { ProjectClass, ProjectFunction, ProjectModule } from '../../project/project.ts';
import type { Span } from '../../source/text.ts';
import type { Ask, Filter } from './ask.ts';

export type SourceKind =
  | 'field'
  | 'result'
  | 'parameter'
  | 'option'
  | 'constant'
  /** A truth value, a number computed, a function, a class: nothing of what it was made from can be read from it. */
  | 'computed'
  | 'object'
  | 'unknown';

export interface Source {
  readonly id: number;
  readonly kind: SourceKind;
  readonly labels: readonly Label[];
  /** As the program writes it: `task.node.driver_info['ipmi_password']`. */
  readonly text: string;
  readonly function: ProjectFunction;
  readonly span: Span;
}

export type Atom = { readonly id: number; readonly ask: Ask } & (
  | { readonly kind: 'parameter'; readonly function: ProjectFunction; readonly index: number }
  | { readonly kind: 'field'; readonly class: ProjectClass; readonly name: string }
  | { readonly kind: 'global'; readonly module: ProjectModule; readonly name: string }
  | { readonly kind: 'cell'; readonly module: ProjectModule; readonly owner: number; readonly name: string }
);

type WithoutIdentity<Kind> = Kind extends Atom ? Omit<Kind, 'id'> : never;
export type AtomDraft = WithoutIdentity<Atom>;

/** What happens where a value flows on, in words: a step of a trace. */
export interface Note {
  readonly span: Span;
  readonly message: string;
}

export interface Entry {
  readonly value: ValueId;
  readonly ask: Ask;
  /** The context in which the function's facts are judged: see contexts.ts. */
  readonly context: number;
  readonly parent: Entry | null;
  /** How it flows on to the parent. */
  readonly note: Note | null;
  /** The terminal of the callee's run through which it flows on. */
  readonly through: Terminal | null;
}

export type Terminal = {
  readonly run: Run;
  readonly entry: Entry;
  readonly inner: Terminal | null;
  /** How it comes out of the callee. */
  readonly note: Note | null;
} & (
  | { readonly kind: 'source'; readonly source: Source; readonly filter: Filter }
  | { readonly kind: 'atom'; readonly atom: Atom }
);

export type Listener = (terminal: Terminal) => void;

export interface Run {
  readonly key: string;
  readonly function: ProjectFunction;
  readonly entries: Map<number, Entry>;
  readonly terminals: Terminal[];
  /** Of exceptions: their texts are followed for secrets alone. */
  readonly isSecretsOnly: boolean;
  /** Numbers of the terminals found, for each once. */
  readonly found: Set<number>;
  /** Constants and the like among them: a few are enough. */
  trivial: number;
  readonly listeners: Listener[];
}

/** Kinds of which a few examples tell all. */
const TRIVIAL_KINDS: ReadonlySet<SourceKind> = new Set(['constant', 'computed', 'object']);

/** Whether a source tells nothing but that it is of such a kind: an object may print what is labelled. */
export function isTrivial({ kind, labels }: Source): boolean {
  return TRIVIAL_KINDS.has(kind) && labels.every((label) => label === 'origin:constant');
}

export class Sources {
  /** By function and place; few share one. */
  readonly #known = new Map<number, Source[]>();
  #count = 0;

  of(draft: Omit<Source, 'id'>): Source {
    const key = draft.function.index * LONGEST_TEXT + draft.span.start;
    let here = this.#known.get(key);
    if (here === undefined) {
      here = [];
      this.#known.set(key, here);
    }
    const known = here.find((candidate) => isSame(candidate, draft));
    if (known !== undefined) return known;
    const { kind, labels, text, function: fn, span } = draft;
    const source: Source = { id: this.#count++, kind, labels, text, function: fn, span };
    here.push(source);
    return source;
  }
}

/** More characters than a file may have. */
const LONGEST_TEXT = 0x10000000;

function isSame(source: Source, draft: Omit<Source, 'id'>): boolean {
  if (source.kind !== draft.kind || source.text !== draft.text) return false;
  const { labels } = source;
  if (labels === draft.labels) return true;
  return (
    labels.length === draft.labels.length && labels.every((label, index) => label === draft.labels[index])
  );
}

type ParameterDraft = Extract<AtomDraft, { readonly kind: 'parameter' }>;

/** More than a function can have. */
const MOST_PARAMETERS = 0x10000;

export class Atoms {
  readonly #known = new Map<string, Atom>();
  #count = 0;
  /** By function, then by parameter and ask. */
  readonly #parameters: Map<number, Atom>[] = [];

  of(draft: AtomDraft): Atom {
    if (draft.kind === 'parameter') return this.#parameter(draft);
    const key = `${keyOf(draft)}:${draft.ask.id}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const atom: Atom = { ...draft, id: this.#count++ };
    this.#known.set(key, atom);
    return atom;
  }

  /** The same atom with another question. */
  withAsk(atom: Atom, ask: Ask): Atom {
    return atom.ask === ask ? atom : this.of({ ...atom, ask });
  }

  #parameter({ ask, function: fn, index }: ParameterDraft): Atom {
    let known = this.#parameters[fn.index];
    if (known === undefined) {
      known = new Map();
      this.#parameters[fn.index] = known;
    }
    const key = ask.id * MOST_PARAMETERS + index;
    let atom = known.get(key);
    if (atom === undefined) {
      atom = { id: this.#count++, ask, kind: 'parameter', function: fn, index };
      known.set(key, atom);
    }
    return atom;
  }
}

function keyOf(atom: AtomDraft): string {
  switch (atom.kind) {
    case 'parameter':
      return `p${atom.function.index}:${atom.index}`;
    case 'field':
      return `f${atom.class.index}:${atom.name}`;
    case 'global':
      return `g${atom.module.index}:${atom.name}`;
    case 'cell':
      return `c${atom.module.index}:${atom.owner}:${atom.name}`;
  }
}
