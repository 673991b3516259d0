/**
 * The engine: follows values back from where they are used to where they come from, on demand.
 *
 * A question starts a **run** in one function. The run steps from a value to those it is made of (expand.ts), breadth
 * first, so the first way found to a source is a shortest one. At a call it does not step into the callee but asks for
 * the callee's **summary**: another run, from the callee's returns (or its yields, its raised exceptions, its writes to a
 * parameter), which ends at sources and at the callee's own parameters; those are bound to the arguments, and the run
 * goes on there. So ways through a callee always come back to the call that they entered by.
 *
 * Runs are remembered by function and question; a summary is computed once, and only when somebody asks. Recursive
 * functions need nothing special: a run listens to the runs it depends on, and the work ends when no run finds anything
 * new. Reps, Horwitz and Sagiv, "Precise Interprocedural Dataflow Analysis via Graph Reachability" (1995), backwards and
 * over access paths.
 *
 * Invariants: one queue, no recursion; a run has each pair of value and ask once in a context; what is found is found in
 * the same order on every run of the program.
 */
import type { IrFunction, ValueId } from '../../ir/ir.ts';
import type { ProjectFunction } from '../../project/project.ts';
import type { Budget } from '../analyses.ts';
import { AccessPaths, WHOLE } from './access-path.ts';
import { type Ask, Asks, type Filter, type Removal, removalOf } from './ask.ts';
import { FunctionView } from './contexts.ts';
import { expandEntry } from './expand.ts';
import { FunctionFacts, type Position } from './function-facts.ts';
import { Guards, parameterValue } from './guards.ts';
import { Hints, removalsByName } from './hints.ts';
import type { Knowledge } from './knowledge.ts';
import { followWrites } from './mutations.ts';
import { findOptions, type Options } from './options.ts';
import { ANY_EXCEPTION, followRaised } from './raised.ts';
import {
  Atoms,
  type Entry,
  isTrivial,
  type Listener,
  type Note,
  type Run,
  Sources,
  type Terminal,
} from './run.ts';
import { Visit } from './visit.ts';

export interface Flow {
  readonly value: ValueId;
  readonly ask: Ask;
  readonly context: number;
  readonly note: Note | null;
  readonly through: Terminal | null;
}

/** Constants and the like that a run reports. */
const MAXIMUM_TRIVIAL = 6;
const noRemovals: readonly Removal[] = [];

type Work =
  | { readonly run: Run; readonly entry: Entry }
  | { readonly listener: Listener; readonly terminal: Terminal };

export class Solver {
  readonly paths = new AccessPaths();
  readonly asks = new Asks(this.paths);
  readonly atoms = new Atoms();
  readonly sources = new Sources();
  readonly knowledge: Knowledge;
  #options: Options | null = null;
  readonly #budget: Budget;
  readonly #guards: Guards;
  readonly #facts = new Map<IrFunction, FunctionFacts>();
  readonly #hints: (Hints | undefined)[] = [];
  readonly #views: (FunctionView | undefined)[] = [];
  readonly #runs = new Map<string, Run>();
  readonly #remembered = new Map<string, boolean>();
  #queue: Work[] = [];

  constructor(knowledge: Knowledge, budget: Budget) {
    this.knowledge = knowledge;
    this.#budget = budget;
    this.#guards = new Guards(knowledge, (fn) => this.factsOf(fn.ir));
  }

  /** Declared options; looked for on the first question about one. */
  get options(): Options {
    this.#options ??= findOptions(this.knowledge.project);
    return this.#options;
  }

  factsOf(fn: IrFunction): FunctionFacts {
    const known = this.#facts.get(fn);
    if (known !== undefined) return known;
    const facts = new FunctionFacts(fn);
    this.#facts.set(fn, facts);
    return facts;
  }

  viewOf(fn: ProjectFunction): FunctionView {
    const known = this.#views[fn.index];
    if (known !== undefined) return known;
    const view = new FunctionView(fn, this.factsOf(fn.ir), this.#guards.guardsOf(fn));
    this.#views[fn.index] = view;
    return view;
  }

  /** Where a value used at `position` comes from. */
  valueAt(fn: ProjectFunction, use: { readonly value: ValueId; readonly position: Position }, ask: Ask): Run {
    const context = this.viewOf(fn).contextAt(use.position);
    return this.#run(`v${fn.index}:${use.value}:${context}:${ask.id}`, fn, (run) =>
      this.enter(run, null, { value: use.value, ask, context, note: null, through: null }),
    );
  }

  /** Where the results of a function come from; of a generator: the generator's elements. */
  returned(fn: ProjectFunction, ask: Ask): Run {
    return this.#run(`r${fn.index}:${ask.id}`, fn, (run) => {
      if (fn.ir.isGenerator) this.#enterYields(run, ask);
      else this.#enterExits(run, this.factsOf(fn.ir).returns, ask);
    });
  }

  /** Where that comes from which a function writes into an object it was given as a parameter. */
  written(fn: ProjectFunction, parameter: number, ask: Ask): Run {
    return this.#run(`w${fn.index}:${parameter}:${ask.id}`, fn, (run) => {
      const value = parameterValue(fn.ir, parameter);
      if (value === null) return;
      const entry: Entry = { value, ask, context: 0, parent: null, note: null, through: null };
      followWrites(new Visit(this, run, entry));
    });
  }

  /** Where the content of exceptions comes from that leave a function. */
  raised(fn: ProjectFunction, ask: Ask): Run {
    const start = (run: Run) =>
      followRaised(this, run, {
        handler: null,
        ask,
        acceptance: ANY_EXCEPTION,
        isCaught: false,
        parent: null,
      });
    return this.#run(`x${fn.index}:${ask.id}`, fn, start);
  }

  /** The same ask, with what a name suggests as its hint; null: no name. */
  hinted(ask: Ask, name: string | null): Ask {
    const labels = name === null ? [] : this.knowledge.nameLabels(name);
    if (name === null || labels.length === 0) return ask;
    return this.asks.withFilter(ask, this.asks.hinting(ask.filter, { name, labels }));
  }

  /** A yes or no that is computed once. */
  remembered(key: string, compute: () => boolean): boolean {
    const known = this.#remembered.get(key);
    if (known !== undefined) return known;
    this.#remembered.set(key, false);
    const answer = compute();
    this.#remembered.set(key, answer);
    return answer;
  }

  /** Calls the listener for each terminal that a run has found or will find. */
  listen(run: Run, listener: Listener): void {
    for (const terminal of run.terminals) this.#queue.push({ listener, terminal });
    run.listeners.push(listener);
  }

  enter(run: Run, parent: Entry | null, flow: Flow): void {
    const { value, context } = flow;
    const ask = this.#admitted(run.function, flow);
    const key = (ask.id * 65536 + context) * run.function.ir.valueCount + value;
    if (run.entries.has(key)) return;
    if (run.entries.size >= this.#budget.stepsPerFunction) {
      this.#budget.exhausted(run.function.path, 'taint steps');
      return;
    }
    const entry: Entry = { value, ask, context, parent, note: flow.note, through: flow.through };
    run.entries.set(key, entry);
    this.#queue.push({ run, entry });
  }

  found(run: Run, terminal: Terminal): void {
    const key = terminalKey(terminal);
    if (run.found.has(key)) return;
    if (run.isSecretsOnly && !mayBeSecret(terminal)) return;
    if (terminal.kind === 'source' && isTrivial(terminal.source)) {
      if (run.trivial >= MAXIMUM_TRIVIAL) return;
      run.trivial++;
    }
    run.found.add(key);
    run.terminals.push(terminal);
    for (const listener of run.listeners) this.#queue.push({ listener, terminal });
  }

  /** Works until nothing is left to do: then every run asked for so far is complete. */
  drain(): void {
    for (let position = 0; position < this.#queue.length; position++) {
      const work = this.#queue[position];
      if (work === undefined) break;
      if ('listener' in work) work.listener(work.terminal);
      else expandEntry(new Visit(this, work.run, work.entry));
    }
    this.#queue = [];
  }

  /** The ask as it stands once guards, and the value's own name, are taken into account. */
  #admitted(fn: ProjectFunction, flow: Flow): Ask {
    const { value, ask, context } = flow;
    const isWhole = ask.path === WHOLE;
    const view = this.viewOf(fn);
    const guarded = view.removalsFor(context, value, this.paths.text(ask.path));
    const named = isWhole ? removalsByName(fn.ir, value) : noRemovals;
    const filter = this.#removing(ask.filter, guarded, named);
    const hint = isWhole ? this.#hintsOf(fn).behind(value, filter.hint) : filter.hint;
    return this.asks.withFilter(ask, this.asks.hinting(filter, hint));
  }

  #removing(filter: Filter, guarded: readonly Removal[], named: readonly Removal[]): Filter {
    if (guarded.length === 0 && named.length === 0) return filter;
    return this.asks.removing(filter, [...guarded, ...named]);
  }

  #hintsOf(fn: ProjectFunction): Hints {
    let hints = this.#hints[fn.index];
    if (hints === undefined) {
      hints = new Hints(this.knowledge, fn.ir);
      this.#hints[fn.index] = hints;
    }
    return hints;
  }

  #enterExits(
    run: Run,
    exits: readonly { readonly value: ValueId; readonly position: Position }[],
    ask: Ask,
  ): void {
    const view = this.viewOf(run.function);
    for (const { value, position } of exits) {
      this.enter(run, null, { value, ask, context: view.contextAt(position), note: null, through: null });
    }
  }

  #enterYields(run: Run, ask: Ask): void {
    const head = this.paths.head(ask.path);
    if (head?.startsWith('.')) return;
    const inner = head === null ? ask : this.asks.below(ask, head);
    this.#enterExits(run, this.factsOf(run.function.ir).yields, inner);
  }

  #run(key: string, fn: ProjectFunction, start: (run: Run) => void): Run {
    const known = this.#runs.get(key);
    if (known !== undefined) return known;
    const run: Run = {
      key,
      function: fn,
      entries: new Map(),
      terminals: [],
      found: new Set(),
      trivial: 0,
      isSecretsOnly: key.startsWith('x'),
      listeners: [],
    };
    this.#runs.set(key, run);
    start(run);
    return run;
  }
}

/** Sources without a secret, by label or name, end in a run that follows secrets alone. */
function mayBeSecret(terminal: Terminal): boolean {
  if (terminal.kind === 'atom') return true;
  const { source, filter } = terminal;
  if (isTrivial(source) || filter.derived) return false;
  const labels = [...source.labels, ...(filter.hint?.labels ?? [])];
  return labels.some((label) => label.startsWith('secret:') && removalOf(filter, label, null) === null);
}

/** A number for what is found: the same source through another filter is another find. */
function terminalKey(terminal: Terminal): number {
  if (terminal.kind === 'atom') return terminal.atom.id * 2;
  return (terminal.source.id * 65536 + terminal.filter.id) * 2 + 1;
}
