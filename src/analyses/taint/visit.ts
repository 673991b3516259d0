/** One step of the solver at one entry: what an expansion may look at, and what it may say. */
import { instructionOf } from '../../ir/definitions.ts';
import type { Call, DefiningInstruction, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Label } from '../../models/model.ts';
import type { FunctionTarget, ProjectFunction } from '../../project/project.ts';
import type { Span } from '../../source/text.ts';
import { type Element, WHOLE } from './access-path.ts';
import type { Ask, Filter } from './ask.ts';
import { bindingsOf } from './bindings.ts';
import type { FunctionView } from './contexts.ts';
import { expressionText } from './expression-text.ts';
import type { Atom, AtomDraft, Entry, Note, Run, Source, SourceKind, Terminal } from './run.ts';
import type { Solver } from './solver.ts';

export interface FlowOptions {
  readonly note?: Note | null;
  readonly through?: Terminal | null;
  readonly context?: number;
}

/** A call of a function of the tree, as a summary's terminals are bound to it. */
export interface Crossing {
  readonly call: Call;
  readonly target: FunctionTarget;
  /** What stands for the first parameter where the call does not say: the object that is made, printed, iterated. */
  readonly self: ValueId | null;
  /** How the summary's finds come out: "returned by `name`". */
  readonly note: Note | null;
  /** Of what an exception carries: which classes arrive here, and whether they are caught here. */
  readonly raised?: { readonly accepts: (path: string | null) => boolean; readonly isCaught: boolean };
}

export class Visit {
  readonly solver: Solver;
  readonly run: Run;
  readonly entry: Entry;

  constructor(solver: Solver, run: Run, entry: Entry) {
    this.solver = solver;
    this.run = run;
    this.entry = entry;
  }

  get function(): ProjectFunction {
    return this.run.function;
  }

  get ir(): IrFunction {
    return this.run.function.ir;
  }

  get view(): FunctionView {
    return this.solver.viewOf(this.run.function);
  }

  get ask(): Ask {
    return this.entry.ask;
  }

  get value(): ValueId {
    return this.entry.value;
  }

  get isWhole(): boolean {
    return this.ask.path === WHOLE;
  }

  /** The outermost element of the part that is asked for; null for all of the value. */
  get head(): Element | null {
    return this.solver.paths.head(this.ask.path);
  }

  get instruction(): DefiningInstruction | undefined {
    return instructionOf(this.ir, this.value);
  }

  /** Where the value is defined in the text. */
  get span(): Span {
    return this.instruction?.span ?? this.ir.nameSpan;
  }

  /** This step with another question about the same value. */
  withAsk(ask: Ask): Visit {
    return ask === this.ask ? this : new Visit(this.solver, this.run, { ...this.entry, ask });
  }

  /** This step with labels taken away on the rest of the way. */
  removing(pattern: string, by: string): Visit {
    const { asks } = this.solver;
    const removal = { pattern, keys: null, sinks: null, coversContainer: true, by };
    return this.withAsk(asks.withFilter(this.ask, asks.removing(this.ask.filter, [removal])));
  }

  /** The ask for one element of another value that holds this one. */
  inside(element: Element): Ask {
    return this.solver.asks.inside(this.ask, element);
  }

  /** The ask below the outermost element. */
  below(element: Element): Ask {
    return this.solver.asks.below(this.ask, element);
  }

  flow(value: ValueId, ask: Ask, options: FlowOptions = {}): void {
    this.solver.enter(this.run, this.entry, {
      value,
      ask,
      context: options.context ?? this.entry.context,
      note: options.note ?? null,
      through: options.through ?? null,
    });
  }

  /** The same part of another value. */
  same(value: ValueId, note: Note | null = null): void {
    this.flow(value, this.ask, { note });
  }

  source(kind: SourceKind, labels: readonly Label[], text?: string): void {
    const source = this.solver.sources.of({
      kind,
      labels,
      text: text ?? expressionText(this.ir, this.value) + this.solver.paths.text(this.ask.path),
      function: this.function,
      span: this.span,
    });
    this.emit(source, this.ask.filter, null, null);
  }

  emit(source: Source, filter: Filter, inner: Terminal | null, note: Note | null): void {
    this.solver.found(this.run, {
      kind: 'source',
      source,
      filter,
      run: this.run,
      entry: this.entry,
      inner,
      note,
    });
  }

  atom(draft: AtomDraft, inner: Terminal | null = null, note: Note | null = null): void {
    this.#found(this.solver.atoms.of(draft), inner, note);
  }

  #found(atom: Atom, inner: Terminal | null, note: Note | null): void {
    this.solver.found(this.run, { kind: 'atom', atom, run: this.run, entry: this.entry, inner, note });
  }

  /** Goes on with what a run of a callee finds, here at the call. */
  through(run: Run, crossing: Crossing): void {
    this.solver.listen(run, (terminal) => this.#arrive(terminal, crossing));
  }

  /** Goes on with what a method without arguments finds when it runs on `self`. */
  throughMethod(run: Run, method: ProjectFunction, self: ValueId): void {
    this.solver.listen(run, (terminal) => {
      if (terminal.kind === 'source') return this.emit(terminal.source, terminal.filter, terminal, null);
      const { atom } = terminal;
      if (atom.kind !== 'parameter' || atom.function !== method) return this.#found(atom, terminal, null);
      this.flow(self, atom.ask, { through: terminal });
    });
  }

  #arrive(terminal: Terminal, crossing: Crossing): void {
    const filter = terminal.kind === 'source' ? terminal.filter : terminal.atom.ask.filter;
    const { raised } = crossing;
    if (raised?.accepts(filter.raisedAs) === false) return;
    const { asks } = this.solver;
    const arrived = raised?.isCaught === true ? asks.raisedAs(filter, null) : filter;
    if (terminal.kind === 'source') {
      this.emit(terminal.source, arrived, terminal, crossing.note);
      return;
    }
    const ask = asks.withFilter(terminal.atom.ask, arrived);
    const { atom } = terminal;
    if (atom.kind !== 'parameter' || atom.function !== crossing.target.function) {
      this.#found(this.solver.atoms.withAsk(atom, ask), terminal, crossing.note);
      return;
    }
    if (!this.#bind(atom.index, ask, terminal, crossing)) this.#default(terminal, crossing, atom.index);
  }

  #bind(parameter: number, ask: Ask, terminal: Terminal, crossing: Crossing): boolean {
    const { target, call } = crossing;
    const bound = bindingsOf(this.solver, this.function, { call, target, parameter, ask });
    const name = target.function.ir.parameters[parameter]?.name ?? '';
    const note = {
      span: call.span,
      message: `passed to \`${target.function.ir.name}\` as \`${name}\``,
    };
    for (const binding of bound) this.flow(binding.value, binding.ask, { note, through: terminal });
    if (bound.length > 0) return true;
    if (parameter !== 0 || crossing.self === null) return false;
    if (target.function.binding === 'class-method') return true;
    this.flow(crossing.self, ask, { through: terminal });
    return true;
  }

  #default(terminal: Terminal, crossing: Crossing, index: number): void {
    const fn = crossing.target.function;
    const parameter = fn.ir.parameters[index];
    if (parameter?.hasDefault !== true || terminal.kind !== 'atom') return;
    const source = this.solver.sources.of({
      kind: 'constant',
      labels: ['origin:constant'],
      text: `the default of ${parameter.name}`,
      function: fn,
      span: parameter.span,
    });
    this.emit(source, terminal.atom.ask.filter, terminal, null);
  }
}
