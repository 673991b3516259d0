import type { IrFunction } from '../../ir/ir.ts';
import type { CallSite, Project, ProjectFunction, Target } from '../../project/project.ts';
import type { Span } from '../../source/text.ts';
import { type Context, contextAt, emptyContext } from '../exceptions/constants.ts';
import type { ExceptionInput, Exceptions, Point } from '../exceptions/exceptions.ts';
import type { Manager } from '../exceptions/managers.ts';
import { numberOf } from '../exceptions/point-number.ts';
import { RaisePoints } from '../exceptions/raise-points.ts';
import { createSummaries, type Summaries } from '../exceptions/summaries.ts';
import { jointCertainty, rank } from './certainty.ts';
import { EventSites, type Managed, type PerformingSite } from './event-sites.ts';
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

export interface EventInput extends ExceptionInput {
  readonly exceptions: Exceptions;
  /** Only these events; null: all. Functions that cannot come to any of them are not looked into. */
  readonly only: ReadonlySet<EventName> | null;
}

export function createEvents(input: EventInput): Events {
  const finder = new EventFinder(input);
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
    of: (fn, context = emptyContext) =>
      finder.sites.comeFrom(fn) ? read(fn, finder.bounded(fn, context)) : nothing,
    at: (fn, point, context = emptyContext) => finder.eventsAt({ fn, context }, point, read),
    contextOf: (site, target, outer) => finder.contextOf(site, target, outer),
  };
}

class EventFinder {
  private readonly project: Project;
  private readonly exceptions: Exceptions;
  private readonly points: RaisePoints;
  private readonly relevance: Relevance;
  readonly sites: EventSites;
  private readonly contexts = new Map<number, Set<string>>();
  /** What a target receives when nothing is known of the caller's own parameters. */
  private readonly plainContexts = new WeakMap<Target, Context>();

  constructor(input: EventInput) {
    this.project = input.project;
    this.exceptions = input.exceptions;
    this.points = new RaisePoints(input);
    this.sites = new EventSites(input.project, this.points, input.only);
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
    for (const { site, targets } of this.sites.performingIn(fn)) {
      for (const target of targets) {
        if (target.kind !== 'function' || !this.sites.comeFrom(target.function)) continue;
        callees.push({ fn: target.function, context: this.contextOf(site, target, context) });
      }
    }
    for (const { functions } of this.sites.passagesIn(fn)) {
      for (const each of functions) {
        if (this.sites.comeFrom(each)) callees.push({ fn: each, context: emptyContext });
      }
    }
    return callees;
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
        const at = this.sites.passagesIn(fn).find((passage) => passage.instruction === instruction);
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
    for (const at of this.sites.activeIn(key.fn)) {
      if (!isRun(at.point.block)) continue;
      const events = 'site' in at ? this.ofSite(at, key.context, read) : this.ofManager(key.fn, at, read);
      add(at.point, events);
    }
    return found;
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
      target.kind === 'external' || runsLater(target.function) || !this.sites.comeFrom(target.function)
        ? nothing
        : read(target.function, this.contextOf(site, target, context));
    const model = this.points.callees.effectOf(site, target, context);
    const own = model === null ? [] : this.sites.wanted(model);
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
