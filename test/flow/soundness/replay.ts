/**
 * Replays what a frame did on the control flow graph: the whole trace must be one path from the entry to an exit.
 *
 * The graph of program points is read as a nondeterministic automaton whose input is the trace; `state` is the set of
 * points at which control may stand. On a line event the state moves, over edges, to points of that line's region.
 * On the way it may pass only
 *   - the rest of the region in which it stands (CPython orders the lines of one statement as it likes),
 *   - **silent** points: jumps, `catch`, parameters, an implicit return or raise with the constants that feed it, all of
 *     which have no line of their own, and points of a region for which this code object has no bytecode at all.
 * So a statement that was not executed is never passed over, and one that was executed must be in the graph, in order.
 *
 * An exceptional edge of an instruction may be taken only when CPython reported an exception since the last line event.
 * A `raise` may always be: CPython reports no exception for a re-raise.
 *
 * An event on a region that has no points here is skipped only if the region is `plain` (names, constants, keywords:
 * `try:`, `pass`, `x = y`), or is the head of the very function, class or lambda that runs. Anything else without
 * instructions is a hole in the lowering.
 */
import type { FlowEdge, NodeId } from '../../../src/flow/graph.ts';
import { buildPointGraph, type PointGraph, type PointPlace } from '../../../src/flow/points.ts';
import type { IrFunction } from '../../../src/ir/ir.ts';
import { lineAt, type Span } from '../../../src/source/text.ts';
import {
  CUT_OFF,
  EXCEPTION,
  type ObservedCode,
  RAISED,
  RETURNED,
  type Region,
  SUSPENDED,
} from './observe.ts';

/** Which region a line belongs to; a line outside of all of them is a region of its own. */
export interface RegionMap {
  regionOf(line: number): number;
  isPlain(region: number): boolean;
}

export function regionMap(regions: readonly Region[]): RegionMap {
  const byLine = new Map<number, Region>();
  for (const region of regions) {
    for (let line = region.first; line <= region.last; line++) byLine.set(line, region);
  }
  const plain = new Set(regions.filter((region) => region.plain).map((region) => region.first));
  return {
    regionOf: (line) => byLine.get(line)?.first ?? line,
    isPlain: (region) => plain.has(region),
  };
}

export interface Subject {
  readonly fn: IrFunction;
  readonly lineStarts: readonly number[];
  readonly regions: RegionMap;
}

type State = readonly NodeId[];

export class Replay {
  private readonly graph: PointGraph;
  /** Region of each point; null for a silent one. */
  private readonly regionOfPoint: readonly (number | null)[];
  private readonly known: ReadonlySet<number>;
  private readonly moves = new Map<string, State>();
  private readonly subject: Subject;
  private readonly code: ObservedCode;

  constructor(subject: Subject, code: ObservedCode) {
    this.subject = subject;
    this.code = code;
    this.graph = buildPointGraph(subject.fn);
    const spoken = new Set(code.lines.map((line) => subject.regions.regionOf(line)));
    const silent = silentPoints(this.graph);
    const regions = this.graph.places.map((place, node) => {
      return silent.has(node) ? null : subject.regions.regionOf(this.lineOf(place));
    });
    this.known = new Set(regions.filter((region) => region !== null));
    this.regionOfPoint = regions.map((region) => (region !== null && spoken.has(region) ? region : null));
  }

  /** What the graph cannot explain of a trace, or null when it is a path. */
  explain(trace: readonly number[]): string | null {
    let state: State = [this.graph.entry];
    let region = -1;
    let line = this.code.line;
    let raised = false;
    for (const event of trace) {
      if (event === CUT_OFF) return null;
      if (event === SUSPENDED) continue;
      if (event === EXCEPTION) {
        raised = true;
        continue;
      }
      if (event === RETURNED || event === RAISED)
        return this.explainEnd(state, region, { event, line, raised });
      const next = this.subject.regions.regionOf(event);
      const moved = this.move(state, region, { next, raised });
      if (moved.length > 0) [state, region] = [moved, next];
      else if (this.known.has(next)) return step(line, event, raised);
      else if (!this.isSkipped(next)) return `line ${event} runs, but no instruction stands for it`;
      else state = this.rest(state, region, raised).filter((node) => this.isPassable(node, region));
      line = event;
      raised = false;
    }
    return null;
  }

  private explainEnd(state: State, region: number, end: End): string | null {
    const exit = end.event === RETURNED ? this.graph.normalExit : this.graph.exceptionalExit;
    const reached = this.rest(state, region, end.raised);
    if (reached.includes(exit)) return null;
    return `line ${end.line}: leaves by ${end.event === RETURNED ? 'return' : 'an exception'}, which has no path`;
  }

  private isSkipped(region: number): boolean {
    return this.subject.regions.isPlain(region) || region === this.subject.regions.regionOf(this.code.line);
  }

  private move(
    state: State,
    region: number,
    step: { readonly next: number; readonly raised: boolean },
  ): State {
    const key = `${state.join(',')}|${region}|${step.next}|${step.raised}`;
    const known = this.moves.get(key);
    if (known !== undefined) return known;
    const reached = this.rest(state, region, step.raised);
    const moved = reached.filter((node) => this.regionOfPoint[node] === step.next);
    this.moves.set(key, moved);
    return moved;
  }

  /** Points (and exits) that control may reach without a line event, the first ones of other regions included. */
  private rest(state: State, region: number, raised: boolean): State {
    const reached = new Set(state);
    for (const node of reached) {
      if (!this.isPassable(node, region)) continue;
      for (const edge of this.graph.outgoing[node] ?? []) if (this.isOpen(edge, raised)) reached.add(edge.to);
    }
    return [...reached].sort((a, b) => a - b);
  }

  private isPassable(node: NodeId, region: number): boolean {
    const own = this.regionOfPoint[node] ?? null;
    return own === null || own === region;
  }

  private isOpen(edge: FlowEdge, raised: boolean): boolean {
    return edge.kind === 'normal' || raised || this.graph.places[edge.from]?.kind === 'terminator';
  }

  private lineOf(place: PointPlace): number {
    return lineAt(this.subject.lineStarts, spanOf(place).start);
  }
}

interface End {
  readonly event: number;
  readonly line: number;
  readonly raised: boolean;
}

function step(from: number, to: number, raised: boolean): string {
  return `line ${from} → line ${to}${raised ? ' by an exception' : ''} has no path`;
}

function spanOf(place: PointPlace): Span {
  return place.kind === 'instruction' ? place.instruction.span : place.terminator.span;
}

/** Points that no bytecode with a line of its own stands for. */
function silentPoints(graph: PointGraph): ReadonlySet<NodeId> {
  const silent = new Set<NodeId>();
  graph.places.forEach((place, node) => {
    if (place.kind === 'instruction' && isBookkeeping(place.instruction.op)) silent.add(node);
    if (place.kind === 'terminator' && isImplicit(place.terminator)) {
      silent.add(node);
      if (place.terminator.op === 'return') addConstantBefore(graph, node, silent);
    }
  });
  return silent;
}

function isBookkeeping(operation: string): boolean {
  return operation === 'parameter' || operation === 'catch';
}

function isImplicit(terminator: Extract<PointPlace, { kind: 'terminator' }>['terminator']): boolean {
  if (terminator.op === 'jump') return true;
  return (terminator.op === 'return' || terminator.op === 'raise') && terminator.implicit;
}

/** The None that an implicit return hands back. */
function addConstantBefore(graph: PointGraph, node: NodeId, silent: Set<NodeId>): void {
  const before = graph.places[node - 1];
  const terminator = graph.places[node];
  if (before?.kind !== 'instruction' || terminator?.kind !== 'terminator') return;
  const { instruction } = before;
  if (instruction.op !== 'constant' || terminator.terminator.op !== 'return') return;
  if (instruction.result === terminator.terminator.value) silent.add(node - 1);
}
