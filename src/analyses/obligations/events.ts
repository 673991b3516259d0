/**
 * What calling a function does to resources and protocols, through all that it calls.
 *
 * Terms
 * - **event**: `acquire:vif`, `release:vif`, `transfer:instance`, `step:console.disable`; models say which API is which.
 * - **certainty** of an event in a function: 'may' (on some path), 'attempts' (on every path that returns it is at least
 *   tried), 'completes' (on every path that returns it was done).
 * - **context**: constant arguments. `_enable_console(False)` is the event console.disable because the constant
 *   reaches the modelled call, also through branches on the parameter.
 *
 * Invariants: an event has one witness, the first in the order of the text. Functions that only start later, and bodies
 * of generators at the call that creates them, perform nothing; a context manager acquires on entering and releases on
 * leaving.
 */
import { passagesIn } from '../../ir/definitions.ts';
import type { Enter, Exit, IrFunction } from '../../ir/ir.ts';
import type { ApiModel } from '../../models/model.ts';
import type { CallSite, Project, ProjectFunction, Target, Via } from '../../project/project.ts';
import type { Span } from '../../source/text.ts';
import { type Context, contextAt, emptyContext } from '../exceptions/constants.ts';
import type { ExceptionInput, Exceptions, Point } from '../exceptions/exceptions.ts';
import type { Manager } from '../exceptions/managers.ts';
import { numberOf } from '../exceptions/point-number.ts';
import { RaisePoints } from '../exceptions/raise-points.ts';
import { createSummaries, type Summaries } from '../exceptions/summaries.ts';
import { createRelevance, type Relevance } from './relevance.ts';
import { blocksRun } from './runs.ts';
import { findUnmetPath } from './walk.ts';

export type EventName = string;
export type EventCertainty = 'may' | 'attempts' | 'completes';

/** Where an event happens, seen from a function: in a call of it, whose callee may do it further inside. */
export interface EventWitness {
  readonly function: ProjectFunction;
  readonly point: Point;
  readonly span: Span;
  /** Path of the modelled API; null when a callee of the tree performs the event. */
  readonly api: string | null;
  readonly inner: EventWitness | null;
}

export interface PerformedEvent {
  readonly certainty: EventCertainty;
  readonly witness: EventWitness;
}

export type EventSummary = ReadonlyMap<EventName, PerformedEvent>;

export interface Events {
  /** What a call of the function performs. */
  of(fn: ProjectFunction, context?: Context): EventSummary;
  /** What one instruction performs: a call, or entering or leaving a context manager. */
  at(fn: ProjectFunction, point: Point, context?: Context): EventSummary;
  /** The constants that a target receives from a call. */
  contextOf(site: CallSite, target: Target & { readonly kind: 'function' }, outer: Context): Context;
}

interface Key {
  readonly fn: ProjectFunction;
  readonly context: Context;
}

type Read = (fn: ProjectFunction, context: Context) => EventSummary;

const nothing: EventSummary = new Map();

/** Different constant arguments of one function that are told apart; further ones share the answer without constants. */
const maximumContexts = 8;
const specialized = /^(true|false|none|[a-z][a-z0-9_ -]{0,23})$/;

/** Steps that say how callbacks run; no protocol speaks of them. */
const mechanics = 'callback.';

const rank: Readonly<Record<EventCertainty, number>> = { may: 0, attempts: 1, completes: 2 };

export function createEvents(input: ExceptionInput, exceptions: Exceptions): Events {
  const finder = new EventFinder(input, exceptions);
  const summaries: Summaries<Key, EventSummary> = createSummaries<Key, EventSummary>({
    identify: ({ fn, context }) => (context.size === 0 ? fn.index : `${fn.index}|${contextText(context)}`),
    dependencies: (key) => finder.calleesOf(key),
    bottom: nothing,
    compute: (key, read) => finder.summarize(key, (fn, context) => read({ fn, context })),
    equal: sameSummary,
    exhausted: ({ fn }) => input.budget.exhausted(fn.path, 'rounds of the event summary'),
  });
  const read: Read = (fn, context) => summaries.get({ fn, context });
  return {
    of: (fn, context = emptyContext) => read(fn, finder.bounded(fn, context)),
    at: (fn, point, context = emptyContext) => finder.eventsAt({ fn, context }, point, read),
    contextOf: (site, target, outer) => finder.contextOf(site, target, outer),
  };
}

class EventFinder {
  private readonly project: Project;
  private readonly exceptions: Exceptions;
  private readonly points: RaisePoints;
  private readonly relevance: Relevance;
  private readonly contexts = new Map<number, Set<string>>();
  /** What a target receives when nothing is known of the caller's own parameters. */
  private readonly plainContexts = new WeakMap<Target, Context>();
  private readonly performing: (readonly PerformingSite[] | undefined)[] = [];
  private readonly passages: (readonly Managed[] | undefined)[] = [];

  constructor(input: ExceptionInput, exceptions: Exceptions) {
    this.project = input.project;
    this.exceptions = exceptions;
    this.points = new RaisePoints(input);
    this.relevance = createRelevance({
      ...input,
      runAt: (site) => this.points.callees.runAt(site),
      exhausted: (fn) => input.budget.exhausted(fn.path, 'rounds of the relevance summary'),
    });
  }

  /** The context itself while the function has few, else the empty one. */
  bounded(fn: ProjectFunction, context: Context): Context {
    if (context.size === 0) return context;
    const known = this.contexts.get(fn.index) ?? new Set<string>();
    this.contexts.set(fn.index, known);
    const text = contextText(context);
    if (!known.has(text) && known.size >= maximumContexts) return emptyContext;
    known.add(text);
    return context;
  }

  contextOf(site: CallSite, target: Target & { readonly kind: 'function' }, outer: Context): Context {
    const known = outer.size === 0 ? this.plainContexts.get(target) : undefined;
    if (known !== undefined) return known;
    const context = this.findContext(site, target, outer);
    if (outer.size === 0) this.plainContexts.set(target, context);
    return context;
  }

  private findContext(
    site: CallSite,
    target: Target & { readonly kind: 'function' },
    outer: Context,
  ): Context {
    const wanted = this.relevance(target.function);
    if (wanted.size === 0) return emptyContext;
    const full = contextAt(this.project, { site, target, wanted }, outer);
    const kept = [...full].filter(([, text]) => specialized.test(text));
    return kept.length === 0 ? emptyContext : this.bounded(target.function, new Map(kept));
  }

  calleesOf({ fn, context }: Key): readonly Key[] {
    const callees: Key[] = [];
    for (const { site, targets } of this.performingIn(fn)) {
      for (const target of targets) {
        if (target.kind !== 'function') continue;
        callees.push({ fn: target.function, context: this.contextOf(site, target, context) });
      }
    }
    for (const { functions } of this.passagesIn(fn)) {
      for (const each of functions) callees.push({ fn: each, context: emptyContext });
    }
    return callees;
  }

  /** The calls that may perform something: by a model, or in a function of the tree. */
  private performingIn(fn: ProjectFunction): readonly PerformingSite[] {
    const known = this.performing[fn.index];
    if (known !== undefined) return known;
    const sites: PerformingSite[] = [];
    for (const site of this.project.callsOf(fn)) {
      const targets = this.points.callees.runAt(site);
      if (targets.some((target) => this.mayPerform(target))) {
        sites.push({ site, targets, point: { block: site.block, index: site.index } });
      }
    }
    this.performing[fn.index] = sites;
    return sites;
  }

  private mayPerform(target: Target): boolean {
    if (target.kind === 'function') return true;
    const models = this.points.callees.models.apisNamed(this.project.namesOf(target));
    return models.some(({ resources, steps }) => resources.length > 0 || steps.length > 0);
  }

  private passagesIn(fn: ProjectFunction): readonly Managed[] {
    const known = this.passages[fn.index];
    if (known !== undefined) return known;
    const managed = passagesIn(fn.ir).flatMap(({ block, index, instruction }) => {
      const manager = this.points.manager(fn, instruction.manager);
      const functions = functionsOf(manager);
      return functions.length === 0 ? [] : [{ point: { block, index }, instruction, manager, functions }];
    });
    this.passages[fn.index] = managed;
    return managed;
  }

  summarize(key: Key, read: Read): EventSummary {
    const found = this.collect(key, read);
    const returns: ReturnAnswers = new Map();
    const summary = new Map<EventName, PerformedEvent>();
    for (const [name, places] of found) {
      const [first] = places;
      if (first === undefined) continue;
      summary.set(name, { certainty: this.certaintyOf(key, places, returns), witness: first.event.witness });
    }
    return summary;
  }

  eventsAt({ fn, context }: Key, point: Point, read: Read): EventSummary {
    const instruction = fn.ir.blocks[point.block]?.instructions[point.index];
    switch (instruction?.op) {
      case 'call': {
        const site = this.project.siteOf(fn, instruction);
        return this.ofSite({ site, point, targets: this.points.callees.runAt(site) }, context, read);
      }
      case 'enter':
      case 'exit': {
        const at = this.passagesIn(fn).find((passage) => passage.instruction === instruction);
        return at === undefined ? nothing : this.ofManager(fn, at, read);
      }
      default:
        return nothing;
    }
  }

  private collect(key: Key, read: Read): ReadonlyMap<EventName, Place[]> {
    const found = new Map<EventName, Place[]>();
    const isRun = key.context.size === 0 ? () => true : blocksRun(key.fn.ir, key.context);
    const add = (point: Point, events: EventSummary) => {
      for (const [name, event] of events) {
        const places = found.get(name);
        if (places === undefined) found.set(name, [{ point, event }]);
        else places.push({ point, event });
      }
    };
    for (const at of this.activeIn(key.fn)) {
      if (!isRun(at.point.block)) continue;
      const events = 'site' in at ? this.ofSite(at, key.context, read) : this.ofManager(key.fn, at, read);
      add(at.point, events);
    }
    return found;
  }

  /** Calls and passages that may perform something, in the order of the blocks. */
  private activeIn(fn: ProjectFunction): readonly (PerformingSite | Managed)[] {
    const sites = this.performingIn(fn);
    const passages = this.passagesIn(fn);
    return passages.length === 0 ? sites : [...sites, ...passages].sort(byPoint);
  }

  private certaintyOf(key: Key, places: readonly Place[], returns: ReturnAnswers): EventCertainty {
    for (const wanted of ['completes', 'attempts'] as const) {
      const enough = places.filter(({ event }) => rank[event.certainty] >= rank[wanted]);
      if (enough.length === 0) continue;
      const question = `${wanted} ${enough.map(({ point }) => numberOf(point)).join(' ')}`;
      const answer = returns.get(question) ?? this.canReturnWithout(key, enough, wanted);
      returns.set(question, answer);
      if (!answer) return wanted;
    }
    return 'may';
  }

  /** The blocks alone tell most often; the walk that knows about exceptions is asked when they do not. */
  private canReturnWithout(key: Key, enough: readonly Place[], wanted: 'attempts' | 'completes'): boolean {
    const avoided = new Set(enough.map(({ point }) => point.block));
    const isRun = blocksRun(key.fn.ir, key.context, { avoided, handlers: false });
    if (key.fn.ir.blocks.some(({ id, terminator }) => terminator.op === 'return' && isRun(id))) return true;
    if (!isHandledAnywhere(key.fn.ir)) return false;
    const points = new Set(enough.map(({ point }) => numberOf(point)));
    const path = findUnmetPath(this.exceptions, {
      function: key.fn,
      from: { point: { block: 0, index: 0 }, how: 'before' },
      discharges: (point) => points.has(numberOf(point)),
      attemptCounts: wanted === 'attempts',
      degree: 'strong',
      exits: 'returned',
      context: key.context,
    });
    return path !== null;
  }

  private ofSite({ site, targets, point }: PerformingSite, context: Context, read: Read): EventSummary {
    const [only] = targets;
    if (only !== undefined && targets.length === 1) {
      return this.ofTarget({ site, target: only, point, context }, read);
    }
    const summaries = targets.map((target) => ({
      via: target.via,
      events: this.ofTarget({ site, target, point, context }, read),
    }));
    const merged = new Map<EventName, PerformedEvent>();
    for (const { events } of summaries) {
      for (const [name, event] of events) {
        if (merged.has(name)) continue;
        merged.set(name, { witness: event.witness, certainty: jointCertainty(summaries, name) });
      }
    }
    return merged;
  }

  private ofTarget(
    reached: { site: CallSite; target: Target; point: Point; context: Context },
    read: Read,
  ): EventSummary {
    const { site, target, point, context } = reached;
    const inside =
      target.kind === 'external' || runsLater(target.function)
        ? nothing
        : read(target.function, this.contextOf(site, target, context));
    const model = this.points.callees.effectOf(site, target, context);
    const own = model === null ? noNames : eventsOfModel(model);
    if (own.length === 0 && inside.size === 0) return nothing;
    const place = { function: site.caller, point, span: site.call.span };
    const api = target.kind === 'external' ? target.path : target.function.path;
    const events = new Map<EventName, PerformedEvent>();
    for (const name of own) {
      events.set(name, { certainty: 'completes', witness: witnessAt(place, api, null) });
    }
    for (const [name, event] of inside) {
      if (!events.has(name)) events.set(name, seenFrom(place, event));
    }
    return events;
  }

  private ofManager(fn: ProjectFunction, at: Managed, read: Read): EventSummary {
    const place = { function: fn, point: at.point, span: at.instruction.span };
    const events = new Map<EventName, PerformedEvent>();
    for (const [name, event] of managerEvents(at.manager, at.instruction.op, read)) {
      events.set(name, seenFrom(place, event));
    }
    return events;
  }
}

/** A call with the targets that have run when it returns. */
interface PerformingSite {
  readonly site: CallSite;
  readonly point: Point;
  readonly targets: readonly Target[];
}

/** Entering or leaving a context manager of the tree. */
interface Managed {
  readonly point: Point;
  readonly instruction: Enter | Exit;
  readonly manager: Manager;
  readonly functions: readonly ProjectFunction[];
}

function byPoint(one: { readonly point: Point }, other: { readonly point: Point }): number {
  return one.point.block - other.point.block || one.point.index - other.point.index;
}

function functionsOf(manager: Manager): readonly ProjectFunction[] {
  if (manager.kind === 'generator') return [manager.function];
  if (manager.kind !== 'class') return [];
  return [manager.enter, manager.exit].filter((method) => method !== null);
}

/** Without a handler no exception is caught, and the blocks alone tell how the function can return. */
function isHandledAnywhere(fn: IrFunction): boolean {
  return fn.blocks.some((block) => block.handler !== null);
}

/** Whether the function can return without certain points, by the points. */
type ReturnAnswers = Map<string, boolean>;

interface Place {
  readonly point: Point;
  readonly event: PerformedEvent;
}

/** Calling it only makes a generator or a coroutine. */
function runsLater(fn: ProjectFunction): boolean {
  return fn.ir.isGenerator || fn.ir.isAsync;
}

type WitnessPlace = Pick<EventWitness, 'function' | 'point' | 'span'>;

function seenFrom(place: WitnessPlace, event: PerformedEvent): PerformedEvent {
  return { certainty: event.certainty, witness: witnessAt(place, null, event.witness) };
}

function witnessAt(place: WitnessPlace, api: string | null, inner: EventWitness | null): EventWitness {
  return { function: place.function, point: place.point, span: place.span, api, inner };
}

const noNames: readonly EventName[] = [];
const namesByModel = new WeakMap<ApiModel, readonly EventName[]>();

/**
 * What a call does for sure: what all of its targets do, or what a function that it runs for certain does. Where a
 * constant names the API (`client.call('node.update')`), that says more than the dispatcher does.
 */
function jointCertainty(
  targets: readonly { readonly via: Via; readonly events: EventSummary }[],
  name: EventName,
): EventCertainty {
  const named = targets.filter((target) => target.via === 'string');
  const callbacks = targets.filter((target) => target.via === 'callback');
  const called = named.length > 0 ? named : targets.filter((target) => target.via !== 'callback');
  return surer(weakest(called, name), weakest(callbacks, name));
}

function weakest(targets: readonly { readonly events: EventSummary }[], name: EventName): EventCertainty {
  const certainties = targets.map(({ events }) => events.get(name)?.certainty ?? 'may');
  const [first = 'may', ...others] = certainties;
  return others.reduce((left, right) => (rank[left] <= rank[right] ? left : right), first);
}

function surer(left: EventCertainty, right: EventCertainty): EventCertainty {
  return rank[left] >= rank[right] ? left : right;
}

function eventsOfModel(model: ApiModel): readonly EventName[] {
  const known = namesByModel.get(model);
  if (known !== undefined) return known;
  const names = findEvents(model);
  namesByModel.set(model, names);
  return names;
}

function findEvents(model: ApiModel): readonly EventName[] {
  const resources = model.resources.map(({ action, resource }) => `${action}:${resource}`);
  const steps = model.steps.filter((step) => !step.startsWith(mechanics)).map((step) => `step:${step}`);
  return [...new Set([...resources, ...steps])];
}

function managerEvents(manager: Manager, op: 'enter' | 'exit', read: Read): EventSummary {
  if (manager.kind === 'class') {
    const method = op === 'enter' ? manager.enter : manager.exit;
    return method === null ? nothing : read(method, emptyContext);
  }
  if (manager.kind !== 'generator') return nothing;
  const events = read(manager.function, emptyContext);
  return new Map([...events].filter(([name]) => isOnLeaving(name) === (op === 'exit')));
}

function isOnLeaving(name: EventName): boolean {
  return name.startsWith('release:') || name.startsWith('transfer:');
}

function contextText(context: Context): string {
  if (context.size === 0) return '';
  return [...context]
    .sort(([left], [right]) => left - right)
    .map(([parameter, text]) => `${parameter}=${text}`)
    .join(',');
}

function sameSummary(left: EventSummary, right: EventSummary): boolean {
  if (left.size !== right.size) return false;
  for (const [name, event] of left) if (right.get(name)?.certainty !== event.certainty) return false;
  return true;
}
