/**
 * Changes of an object in place, between where it was made and where it is used.
 *
 * A store into the part that is asked for flows in when control can go from the store to the use. A store that lies on
 * every way to the use replaces what the part was before: `info['password'] = '***'` before `log(info)` makes the
 * password's earlier value invisible there.
 */
import type { FunctionTarget, ProjectFunction } from '../../project/project.ts';
import { type Element, nameIn, overlaps } from './access-path.ts';
import type { Ask } from './ask.ts';
import type { Mutation } from './function-facts.ts';
import { parameterValue } from './guards.ts';
import type { Note } from './run.ts';
import type { Solver } from './solver.ts';
import type { Visit } from './visit.ts';

export interface Remaining {
  /** The whole of what was asked for has been replaced: its definition does not matter. */
  readonly isReplaced: boolean;
  /** How to go on at the definition: without the keys that were replaced. */
  readonly remaining: Visit;
}

const MAXIMUM_WRITE_DEPTH = 2;

export function followMutations(visit: Visit): Remaining {
  const mutations = relevantMutations(visit);
  if (mutations.length === 0) return { isReplaced: false, remaining: visit };
  const replacing = replacingStores(visit, mutations);
  for (const mutation of mutations) {
    if (!replacing.some((later) => supersedes(visit, later, mutation))) follow(visit, mutation);
  }
  const { head } = visit;
  const isReplaced = head !== null && replacing.some((store) => store.element === head);
  return { isReplaced, remaining: isReplaced ? visit : withoutReplaced(visit, replacing) };
}

/** For a summary of what a function writes into a parameter: the changes alone. */
export function followWrites(visit: Visit): void {
  for (const mutation of relevantMutations(visit)) follow(visit, mutation);
}

function relevantMutations(visit: Visit): readonly Mutation[] {
  const all = visit.view.facts.mutationsOf(visit.value);
  if (all.length === 0) return all;
  const { position } = visit.view.context(visit.entry.context);
  return all.filter(
    (mutation) =>
      (position === null || visit.view.facts.reaches(mutation.position, position)) &&
      (mutation.kind !== 'call' || (!isInstance(visit) && writersOf(visit, mutation).length > 0)),
  );
}

/** Fields of instances of the tree's classes are known for the class as a whole, whoever writes them. */
function isInstance(visit: Visit): boolean {
  return visit.solver.knowledge.typesOf(visit.function, visit.value).some((type) => type.kind === 'instance');
}

type Store = Extract<Mutation, { readonly kind: 'store' }>;

/** Stores to a part of this very object that lie on every way to the use. */
function replacingStores(visit: Visit, mutations: readonly Mutation[]): readonly Store[] {
  const { position } = visit.view.context(visit.entry.context);
  if (position === null) return [];
  return mutations.filter(
    (mutation): mutation is Store =>
      mutation.kind === 'store' &&
      mutation.prefix.length === 0 &&
      nameIn(mutation.element) !== null &&
      visit.view.facts.completesBefore(mutation.position, position),
  );
}

/** Whether what `earlier` wrote is gone once `later` has run. */
function supersedes(visit: Visit, later: Store, earlier: Mutation): boolean {
  if (earlier === later || earlier.kind !== 'store') return false;
  const path = [...earlier.prefix, earlier.element];
  if (path[0] !== later.element) return false;
  const { facts } = visit.view;
  return facts.reaches(earlier.position, later.position) && !facts.reaches(later.position, earlier.position);
}

/** The question as it stands for the object before those keys were replaced. */
function withoutReplaced(visit: Visit, replacing: readonly Store[]): Visit {
  if (replacing.length === 0 || visit.head !== null) return visit;
  const removals = replacing.map((store) => ({
    pattern: '*',
    keys: [nameIn(store.element) ?? ''],
    sinks: null,
    coversContainer: false,
    by: `its \`${nameIn(store.element) ?? ''}\` was replaced`,
  }));
  const { asks } = visit.solver;
  return visit.withAsk(asks.withFilter(visit.ask, asks.removing(visit.ask.filter, removals)));
}

function follow(visit: Visit, mutation: Mutation): void {
  switch (mutation.kind) {
    case 'store':
      followStore(visit, mutation);
      return;
    case 'merge':
      followMerge(visit, mutation);
      return;
    case 'call':
      followCall(visit, mutation);
      return;
  }
}

function followStore(visit: Visit, store: Store): void {
  const ask = askInside(visit, [...store.prefix, store.element]);
  if (ask === null) return;
  const note = noteOf(visit, store, `stored in \`${store.element}\``);
  visit.flow(store.value, visit.solver.hinted(ask, nameIn(store.element)), { note });
}

/**
 * The question about what is stored in the part `path` of the value; null: it asks for another part. An
 * object as a whole is not what its attributes hold.
 */
function askInside(visit: Visit, path: readonly Element[]): Ask | null {
  const { paths, asks } = visit.solver;
  let { ask } = visit;
  for (const element of path) {
    const head = paths.head(ask.path);
    if (head === null && element.startsWith('.')) return null;
    if (head === null) ask = asks.withFilter(ask, asks.underKey(ask.filter, element));
    else if (overlaps(head, element)) ask = asks.matched(ask, head, element);
    else return null;
  }
  return ask;
}

function followMerge(visit: Visit, merge: Extract<Mutation, { readonly kind: 'merge' }>): void {
  const ask = askInside(visit, merge.prefix);
  if (ask !== null) visit.flow(merge.value, ask, { note: noteOf(visit, merge, 'merged in') });
}

function followCall(visit: Visit, mutation: CallMutation): void {
  const ask = askInside(visit, mutation.prefix);
  if (ask === null) return;
  for (const { target, parameter } of writersOf(visit, mutation)) {
    const run = visit.solver.written(target.function, parameter, ask);
    const note = noteOf(visit, mutation, `written by \`${target.function.ir.name}\``);
    visit.through(run, { call: mutation.call, target, self: null, note });
  }
}

type CallMutation = Extract<Mutation, { readonly kind: 'call' }>;

interface Writer {
  readonly target: FunctionTarget;
  readonly parameter: number;
}

/** Functions of the tree that the call may run and that change the object. */
function writersOf(visit: Visit, mutation: CallMutation): readonly Writer[] {
  const { knowledge } = visit.solver;
  return knowledge.calleesOf(visit.function, mutation.call).flatMap(({ target, effect }) => {
    if (target.kind !== 'function' || effect?.sanitizer != null) return [];
    const site = knowledge.siteOf(visit.function, mutation.call);
    return knowledge.project
      .bindArguments(site, target)
      .filter((binding) => binding.value === mutation.value && !binding.element)
      .filter((binding) =>
        mayWrite(visit.solver, target.function, { parameter: binding.parameter, depth: MAXIMUM_WRITE_DEPTH }),
      )
      .map((binding) => ({ target, parameter: binding.parameter }));
  });
}

/** Whether a function, or what it calls, stores into a parameter's object; an object's own methods aside. */
function mayWrite(
  solver: Solver,
  fn: ProjectFunction,
  question: { readonly parameter: number; readonly depth: number },
): boolean {
  const { parameter, depth } = question;
  if (parameter === 0 && fn.binding === 'method') return false;
  return solver.remembered(`m${fn.index}:${parameter}:${depth}`, () => {
    const value = parameterValue(fn.ir, parameter);
    const mutations = value === null ? [] : solver.factsOf(fn.ir).mutationsOf(value);
    if (mutations.some((mutation) => mutation.kind !== 'call')) return true;
    if (depth === 0) return false;
    return mutations.some(
      (mutation) => mutation.kind === 'call' && passesToWriter(solver, fn, { mutation, depth }),
    );
  });
}

function passesToWriter(
  solver: Solver,
  fn: ProjectFunction,
  passed: { readonly mutation: CallMutation; readonly depth: number },
): boolean {
  const { mutation, depth } = passed;
  const site = solver.knowledge.siteOf(fn, mutation.call);
  return site.targets.some((target) => {
    if (target.kind !== 'function') return false;
    return solver.knowledge.project
      .bindArguments(site, target)
      .some(
        (binding) =>
          binding.value === mutation.value &&
          mayWrite(solver, target.function, { parameter: binding.parameter, depth: depth - 1 }),
      );
  });
}

function noteOf(visit: Visit, mutation: Mutation, message: string): Note {
  const block = visit.ir.blocks[mutation.position.block];
  const span = block?.instructions[mutation.position.index]?.span ?? visit.ir.nameSpan;
  return { span, message };
}
