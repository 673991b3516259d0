/**
 * Taint: where values come from, and where they go.
 *
 * Terms
 * - **label**: `origin:tenant`, `secret:password` … (src/models/model.ts).
 * - **source**: the place that gave the label, or where knowledge ends.
 * - **sink**: a call that a model says to be one: of a log, a command, another service's API.
 *
 * Worked example: in `LOG.error('cannot reach %s', node.driver_info)` the value printed has the source
 * `node.driver_info` with the labels `secret:credentials` and `origin:operator`. Behind
 * `strutils.mask_dict_password(node.driver_info)` the first is listed as removed by it.
 *
 * Everything is computed on demand and remembered (solver.ts). What is not modelled: values that control flow alone
 * carries (`if secret: x = 1`), the order of writes to fields and globals, threads.
 */
import type { ValueId } from '../../ir/ir.ts';
import type { Label } from '../../models/model.ts';
import type { CallSite, ProjectFunction } from '../../project/project.ts';
import type { Span } from '../../source/text.ts';
import type { AnalysisInput } from '../analyses.ts';
import { type Ask, type Form, removalOf } from './ask.ts';
import { AtomResolver, type Found } from './atoms.ts';
import { Knowledge } from './knowledge.ts';
import type { Options } from './options.ts';
import type { SourceKind } from './run.ts';
import { type SinkArgument, type SinkUse, sinksIn } from './sinks.ts';
import { Solver } from './solver.ts';
import { IN_EXCEPTION } from './stringify.ts';
import { type TraceStep, traceOf } from './trace.ts';

export type { OptionDeclaration } from './options.ts';
export type { SourceKind } from './run.ts';
export type { SinkArgument, SinkUse } from './sinks.ts';
export type { TraceStep } from './trace.ts';

/** A label that a sanitizer or validator took away. */
export interface RemovedLabel {
  readonly label: Label;
  readonly by: string;
}

/** One source of a value, with what is left of its labels at the use. */
export interface Origin {
  readonly kind: SourceKind;
  readonly labels: readonly Label[];
  readonly removed: readonly RemovedLabel[];
  /** As the program writes it: `instance.node`. */
  readonly text: string;
  readonly function: ProjectFunction;
  readonly span: Span;
  /** Some of the labels are suggested by this name alone; null: none of them. */
  readonly suggestedBy: string | null;
  /** An unknown call made the value out of this; what it kept is not known. */
  readonly isDerived: boolean;
  /** Where it is put into the text of an exception on its way, if it is. */
  readonly raisedAt: { readonly function: ProjectFunction; readonly span: Span } | null;
  /** Source first, the last step before the use last. */
  readonly trace: () => readonly TraceStep[];
}

/** What reaches one argument of a sink. */
export interface SinkFlow {
  readonly use: SinkUse;
  readonly argument: SinkArgument;
  /** Nearest first. */
  readonly origins: readonly Origin[];
}

export interface Taint {
  /** The sinks of these kinds in a function, in the order of the text. */
  sinksIn(kinds: readonly string[], fn: ProjectFunction): readonly SinkUse[];
  /** What reaches each argument of each sink of these kinds in the scope. */
  flowsInto(kinds: readonly string[], scope: readonly ProjectFunction[]): readonly SinkFlow[];
  /** Where an argument of a call comes from. */
  originsOf(site: CallSite, value: ValueId, form?: Form): readonly Origin[];
  /** The labels of a value where it is defined, sorted. */
  labelsOf(fn: ProjectFunction, value: ValueId): readonly Label[];
  /** Configuration options that the tree declares. */
  readonly options: Options;
}

export function createTaint(input: AnalysisInput): Taint {
  return new TaintAnalysis(input);
}

class TaintAnalysis implements Taint {
  readonly #solver: Solver;
  readonly #resolver: AtomResolver;
  readonly #knowledge: Knowledge;

  constructor(input: AnalysisInput) {
    this.#knowledge = new Knowledge(input.project, input.models);
    this.#solver = new Solver(this.#knowledge, input.budget);
    this.#resolver = new AtomResolver(this.#solver, input.budget);
  }

  get options(): Options {
    return this.#solver.options;
  }

  sinksIn(kinds: readonly string[], fn: ProjectFunction): readonly SinkUse[] {
    return sinksIn(this.#knowledge, fn, new Set(kinds));
  }

  flowsInto(kinds: readonly string[], scope: readonly ProjectFunction[]): readonly SinkFlow[] {
    const wanted = new Set(kinds);
    return scope.flatMap((fn) => sinksIn(this.#knowledge, fn, wanted)).flatMap((use) => this.#flowsOf(use));
  }

  originsOf(site: CallSite, value: ValueId, form: Form = 'content'): readonly Origin[] {
    return this.#origins(site, { value, ask: this.#solver.asks.whole(form), sink: null });
  }

  labelsOf(fn: ProjectFunction, value: ValueId): readonly Label[] {
    const position = this.#solver.factsOf(fn.ir).positionOf(value);
    const run = this.#solver.valueAt(fn, { value, position }, this.#solver.asks.whole('content'));
    const origins = this.#resolver.sourcesOf(run).map((found) => originOf(found, null));
    return [...new Set(origins.flatMap((origin) => origin.labels))].sort();
  }

  #flowsOf(use: SinkUse): readonly SinkFlow[] {
    return use.arguments.map((argument) => {
      const path = this.#solver.paths.of(argument.path);
      const ask = this.#solver.asks.ask(path, argument.form);
      const origins = this.#origins(use.site, { value: argument.value, ask, sink: use.kind });
      return { use, argument, origins };
    });
  }

  #origins(
    site: CallSite,
    question: { readonly value: ValueId; readonly ask: Ask; readonly sink: string | null },
  ): readonly Origin[] {
    const position = { block: site.block, index: site.index };
    const use = { value: question.value, position };
    const run = this.#solver.valueAt(site.caller, use, question.ask);
    return this.#resolver.sourcesOf(run).map((found) => originOf(found, question.sink));
  }
}

/** Kinds of sources at which a name's suggestion adds nothing: what they are is known. */
const KNOWN_KINDS: ReadonlySet<SourceKind> = new Set(['constant', 'computed', 'object']);

function originOf(found: Found, sink: string | null): Origin {
  const { source, filter } = found;
  const hint = hintedLabels(found);
  const all = filter.derived ? source.labels.filter(isOrigin) : [...source.labels, ...hint];
  const removed: RemovedLabel[] = [];
  const labels: Label[] = [];
  for (const label of new Set(all)) {
    const removal = removalOf(filter, label, sink);
    if (removal === null) labels.push(label);
    else removed.push({ label, by: removal.by });
  }
  const isSuggested = hint.some((label) => labels.includes(label) && !source.labels.includes(label));
  const suggestedBy = isSuggested ? (filter.hint?.name ?? null) : null;
  return new FoundOrigin(found, { labels: labels.sort(), removed, suggestedBy });
}

class FoundOrigin implements Origin {
  readonly kind: SourceKind;
  readonly labels: readonly Label[];
  readonly removed: readonly RemovedLabel[];
  readonly text: string;
  readonly function: ProjectFunction;
  readonly span: Span;
  readonly suggestedBy: string | null;
  readonly isDerived: boolean;
  readonly #found: Found;

  constructor(found: Found, judged: Pick<Origin, 'labels' | 'removed' | 'suggestedBy'>) {
    const { source, filter } = found;
    this.kind = source.kind;
    this.labels = judged.labels;
    this.removed = judged.removed;
    this.text = source.text;
    this.function = source.function;
    this.span = source.span;
    this.suggestedBy = judged.suggestedBy;
    this.isDerived = filter.derived;
    this.#found = found;
  }

  get raisedAt(): Origin['raisedAt'] {
    return this.trace().find(({ message }) => message === IN_EXCEPTION) ?? null;
  }

  readonly trace = (): readonly TraceStep[] => traceOf(this.#found);
}

/** What the name says, where nothing better is known: not of constants, nor of the service's own state. */
function hintedLabels({ source, filter }: Found): readonly Label[] {
  if (filter.hint === null || filter.derived || KNOWN_KINDS.has(source.kind)) return [];
  if (source.labels.includes('origin:state') || source.labels.some(isSecret)) return [];
  return filter.hint.labels;
}

function isOrigin(label: Label): boolean {
  return label.startsWith('origin:');
}

function isSecret(label: Label): boolean {
  return label.startsWith('secret:');
}
