/**
 * Beyond one function: what callers pass in, what is stored in fields, globals and captured variables anywhere.
 *
 * Fields are one for all objects of a class (and of the classes above and below it), whenever they are written. A
 * parameter stands for what any caller passes.
 *
 * The search goes breadth first over atoms and ends at sources; each atom's answer is remembered.
 */
import type {
  CallSite,
  FunctionTarget,
  ProjectClass,
  ProjectFunction,
  ProjectModule,
} from '../../project/project.ts';
import type { Budget } from '../analyses.ts';
import type { Filter } from './ask.ts';
import { bindingsOf } from './bindings.ts';
import { type Bounds, boundsAt, boundsBehind, boundsKey, NO_BOUNDS } from './callbacks.ts';
import { bodyOf, classNames } from './classes.ts';
import { type Atom, isTrivial, type Run, type Source, type Terminal } from './run.ts';
import type { Solver } from './solver.ts';
import { collectFieldWrites, type FieldWrite, type Written, WrittenNames } from './writes.ts';

/** A source, and the terminals from the use that was asked about down to the one at the source. */
export interface Found {
  readonly source: Source;
  readonly filter: Filter;
  readonly chain: readonly Link[];
}

/** One run on the way, by what it found. */
export interface Link {
  readonly terminal: Terminal;
  /** The call through which the way leads from this run into the one before; null: no call. */
  readonly call: CallSite | null;
}

const MAXIMUM_ATOMS = 400;
const MAXIMUM_FOUND = 48;
/** Constants and unknown things among them: a few show that there are such. */
const MAXIMUM_IDLE = 12;

interface Step {
  readonly atom: Atom;
  readonly chain: readonly Link[];
  readonly bounds: Bounds;
}

/** One run that answers for an atom, and what its own atoms are bound to. */
interface Answering {
  readonly run: Run;
  /** The call that passes it; null: it is stored, or a default. */
  readonly call: CallSite | null;
  readonly bounds: Bounds;
}

type ParameterAtom = Extract<Atom, { readonly kind: 'parameter' }>;

interface Search {
  readonly found: Found[];
  readonly seen: Set<string>;
  readonly queue: Step[];
  /** Sources found that tell nothing. */
  idle: number;
}

export class AtomResolver {
  readonly #solver: Solver;
  readonly #budget: Budget;
  readonly #answers = new Map<number, readonly Found[]>();
  readonly #names = new Map<ProjectModule, WrittenNames>();
  #fields: ReadonlyMap<string, readonly FieldWrite[]> | null = null;

  constructor(solver: Solver, budget: Budget) {
    this.#solver = solver;
    this.#budget = budget;
  }

  /** All sources of a run's value, nearest first. */
  sourcesOf(run: Run): readonly Found[] {
    this.#solver.drain();
    const found: Found[] = [];
    for (const terminal of run.terminals) {
      const link: Link = { terminal, call: null };
      if (terminal.kind === 'source') {
        found.push({ source: terminal.source, filter: terminal.filter, chain: [link] });
      } else {
        for (const { source, filter, chain } of this.#resolve(terminal.atom)) {
          found.push({ source, filter, chain: [link, ...chain] });
        }
      }
    }
    return distinct(found);
  }

  #resolve(start: Atom): readonly Found[] {
    const known = this.#answers.get(start.id);
    if (known !== undefined) return known;
    const search: Search = { found: [], seen: new Set([seenKey(start, NO_BOUNDS)]), queue: [], idle: 0 };
    search.queue.push({ atom: start, chain: [], bounds: NO_BOUNDS });
    for (let position = 0; position < search.queue.length; position++) {
      const step = search.queue[position];
      if (step === undefined) break;
      if (position >= MAXIMUM_ATOMS || search.found.length >= MAXIMUM_FOUND) {
        this.#budget.exhausted(functionOf(start)?.path ?? textOf(start), 'callers followed by taint');
        break;
      }
      this.#expand(step, search);
    }
    const answer = distinct(search.found);
    this.#answers.set(start.id, answer);
    return answer;
  }

  #expand(step: Step, search: Search): void {
    const answering = this.#runsFor(step);
    this.#solver.drain();
    if (answering.length === 0) {
      search.found.push(this.#unresolved(step));
      return;
    }
    for (const { run, call, bounds } of answering) {
      for (const terminal of run.terminals)
        this.#continue({ step, link: { terminal, call }, bounds }, search);
    }
  }

  #continue(
    way: { readonly step: Step; readonly link: Link; readonly bounds: Bounds },
    search: Search,
  ): void {
    const { step, link, bounds } = way;
    const { terminal } = link;
    if (terminal.kind === 'source') {
      keep(search, { source: terminal.source, filter: terminal.filter, chain: [...step.chain, link] });
      return;
    }
    const { atom } = terminal;
    if (search.seen.has(seenKey(atom, bounds)) || search.seen.has(seenKey(atom, NO_BOUNDS))) return;
    search.seen.add(seenKey(atom, bounds));
    const known = bounds.length === 0 ? this.#answers.get(atom.id) : undefined;
    const chain = [...step.chain, link];
    if (known === undefined) {
      search.queue.push({ atom, chain, bounds });
      return;
    }
    for (const { source, filter, chain: rest } of known) {
      keep(search, { source, filter, chain: [...chain, ...rest] });
    }
  }

  #runsFor({ atom, bounds }: Step): readonly Answering[] {
    switch (atom.kind) {
      case 'parameter':
        return this.#arguments(atom, bounds);
      case 'field':
        return this.#fieldWrites(atom.class, atom.name).map((written) => this.#run(written, atom));
      case 'global':
        return this.#namesOf(atom.module)
          .globals(atom.name)
          .map((written) => this.#run(written, atom));
      case 'cell': {
        const names = this.#namesOf(atom.module);
        return names.cells(atom.owner, atom.name).map((written) => this.#run(written, atom));
      }
    }
  }

  #run(written: Written, atom: Atom): Answering {
    return {
      run: this.#solver.valueAt(written.function, written.exit, atom.ask),
      call: null,
      bounds: NO_BOUNDS,
    };
  }

  /** What callers pass, and the default when some caller may leave it out. */
  #arguments(atom: ParameterAtom, bounds: Bounds): readonly Answering[] {
    const { knowledge } = this.#solver;
    const answering: Answering[] = [];
    let isAlwaysGiven = true;
    for (const site of knowledge.project.callersOf(atom.function)) {
      const left = boundsAt(knowledge, site, { callee: atom.function, bounds });
      if (left === null) continue;
      const behind = boundsBehind(knowledge, site, { callee: atom.function, bounds: left });
      for (const target of site.targets) {
        if (target.kind !== 'function' || target.function !== atom.function) continue;
        const given = this.#argumentRuns(atom, { site, target, bounds: behind });
        if (given.length === 0) isAlwaysGiven = false;
        answering.push(...given);
      }
    }
    if (answering.length > 0 && !isAlwaysGiven) answering.push(...this.#fallback(atom));
    return answering;
  }

  #argumentRuns(
    atom: ParameterAtom,
    by: { readonly site: CallSite; readonly target: FunctionTarget; readonly bounds: Bounds },
  ): readonly Answering[] {
    const { site, target, bounds } = by;
    const question = { call: site.call, target, parameter: atom.index, ask: atom.ask };
    const position = { block: site.block, index: site.index };
    return bindingsOf(this.#solver, site.caller, question).map(({ value, ask }) => ({
      run: this.#solver.valueAt(site.caller, { value, position }, ask),
      call: site,
      bounds,
    }));
  }

  #fallback(atom: ParameterAtom): readonly Answering[] {
    const found = this.#solver.knowledge.project.defaultOf(atom.function, atom.index);
    if (found === null) return [];
    const position = this.#solver.factsOf(found.caller.ir).positionOf(found.value);
    const run = this.#solver.valueAt(found.caller, { value: found.value, position }, atom.ask);
    return [{ run, call: null, bounds: NO_BOUNDS }];
  }

  #fieldWrites(owner: ProjectClass, name: string): readonly Written[] {
    const { project } = this.#solver.knowledge;
    this.#fields ??= collectFieldWrites(this.#solver);
    const stores = (this.#fields.get(name) ?? []).filter(({ owners }) =>
      owners.some(
        (candidate) =>
          candidate === owner ||
          project.isSubclass(owner.path, candidate.path) ||
          project.isSubclass(candidate.path, owner.path),
      ),
    );
    return [...stores, ...this.#classWrites(owner, name)];
  }

  /** What the body of the class, or of one above it, assigns. */
  #classWrites(owner: ProjectClass, name: string): readonly Written[] {
    return owner.resolutionOrder.flatMap((base) => {
      if (base.kind !== 'class') return [];
      const body = bodyOf(this.#solver.knowledge.project, base.class);
      return classNames(body.ir)
        .filter((written) => written.name === name)
        .map(({ value }) => ({
          function: body,
          exit: { value, position: this.#solver.factsOf(body.ir).positionOf(value) },
        }));
    });
  }

  #namesOf(module: ProjectModule): WrittenNames {
    const known = this.#names.get(module);
    if (known !== undefined) return known;
    const names = new WrittenNames(this.#solver, module);
    this.#names.set(module, names);
    return names;
  }

  /** Nothing in the tree gives the atom a value: knowledge ends here. */
  #unresolved(step: Step): Found {
    const { atom } = step;
    const path = this.#solver.paths.text(atom.ask.path);
    const source = this.#solver.sources.of({
      kind: 'unknown',
      labels: [],
      text: `${textOf(atom)}${path}`,
      function: functionOf(atom) ?? bodyOfModule(this.#solver, atom),
      span: spanOf(atom),
    });
    return { source, filter: atom.ask.filter, chain: step.chain };
  }
}

/** A way that comes through a callback is another way than one that does not. */
function seenKey(atom: Atom, bounds: Bounds): string {
  return bounds.length === 0 ? String(atom.id) : `${atom.id}|${boundsKey(bounds)}`;
}

function keep(search: Search, found: Found): void {
  if (isTelling(found) || search.idle++ < MAXIMUM_IDLE) search.found.push(found);
}

/** Whether the source, or a name on the way, tells anything of where the value comes from or what it is. */
function isTelling({ source, filter }: Found): boolean {
  if (source.labels.some((label) => label !== 'origin:constant')) return true;
  return !isTrivial(source) && filter.hint !== null && !filter.derived;
}

/** One for each source and filter, the nearest. */
function distinct(found: readonly Found[]): readonly Found[] {
  const byKey = new Map<number, Found>();
  for (const each of found) {
    const key = each.source.id * 65536 + each.filter.id;
    const known = byKey.get(key);
    if (known === undefined || known.chain.length > each.chain.length) byKey.set(key, each);
  }
  return [...byKey.values()];
}

function functionOf(atom: Atom): ProjectFunction | null {
  return atom.kind === 'parameter' ? atom.function : null;
}

function textOf(atom: Atom): string {
  switch (atom.kind) {
    case 'parameter':
      return atom.function.ir.parameters[atom.index]?.name ?? 'a parameter';
    case 'field':
      return `${atom.class.name}.${atom.name}`;
    default:
      return atom.name;
  }
}

function spanOf(atom: Atom) {
  if (atom.kind !== 'parameter') return { start: 0, end: 0 };
  return atom.function.ir.parameters[atom.index]?.span ?? atom.function.ir.nameSpan;
}

function bodyOfModule(solver: Solver, atom: Atom): ProjectFunction {
  const module = atom.kind === 'field' ? atom.class.module : atom.kind === 'parameter' ? null : atom.module;
  const { project } = solver.knowledge;
  if (atom.kind === 'parameter' || module === null) return functionOf(atom) ?? firstFunction(solver);
  return project.functionOf(module, 0);
}

function firstFunction(solver: Solver): ProjectFunction {
  const first = solver.knowledge.project.functions[0];
  if (first === undefined) throw new Error('a project with a question has a function');
  return first;
}
