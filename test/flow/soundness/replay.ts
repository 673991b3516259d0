/**
 * Replays what a frame did on the control flow graph: the whole trace must be one path from the entry to an exit.
 *
 * The graph of program points is read as a nondeterministic automaton whose input is the trace; the state is the set of
 * points before which control may stand. On a line event the state moves, over edges, to points of that line's
 * statement. On the way it may pass only the rest of the statement in which it stands (CPython orders the lines of one
 * statement as it likes) and points that places.ts calls silent or quiet. So a statement that was not executed is never
 * passed over, and one that was executed must be in the graph, in order.
 *
 * An exceptional edge of an instruction may be taken only when CPython reported an exception since the last line event,
 * and then some exceptional edge must be taken. The edge of a `raise` needs no report: CPython makes none for a re-raise.
 * The end of an iteration is reported like an exception on some ways only, so it allows an exceptional edge and demands
 * none. An exception may stay in flight over further events of the statement that raised it: CPython cleans up there (a
 * comprehension without a frame of its own, a `yield from`).
 *
 * An event on a statement that has no points here is skipped only if its region is `plain` (names, constants, keywords:
 * `try:`, `pass`, `x = y`), or is the head of the very function, class or lambda that runs. Anything else without
 * instructions is a hole in the lowering. A trace without line events (a generator closed before it starts) runs nothing.
 */
import type { FlowEdge, NodeId } from '../../../src/flow/graph.ts';
import { buildPointGraph, type PointGraph } from '../../../src/flow/points.ts';
import type { IrFunction } from '../../../src/ir/ir.ts';
import {
  CUT_OFF,
  END_OF_ITERATION,
  EXCEPTION,
  type ObservedCode,
  RAISED,
  RETURNED,
  SUSPENDED,
} from './observe.ts';
import { type PointStatements, pointStatements, type RegionMap } from './places.ts';

export interface Subject {
  readonly fn: IrFunction;
  readonly lineStarts: readonly number[];
  readonly regions: RegionMap;
}

/** What happened since the line event at which control stands. */
interface Standing {
  /** Points before which control may stand. */
  readonly points: readonly NodeId[];
  /** The statement that is running; -1 before the first. */
  readonly region: number;
  readonly line: number;
  /** What CPython reported since. */
  readonly report: 'nothing' | 'end of iteration' | 'exception';
}

export class Replay {
  private readonly graph: PointGraph;
  private readonly statements: PointStatements;
  private readonly known: ReadonlySet<number | null>;
  private readonly moves = new Map<string, readonly NodeId[]>();
  private readonly regions: RegionMap;
  private readonly code: ObservedCode;

  constructor(subject: Subject, code: ObservedCode) {
    this.code = code;
    this.regions = subject.regions;
    this.graph = buildPointGraph(subject.fn);
    this.statements = pointStatements({ ...subject, graph: this.graph, code });
    this.known = new Set(this.statements.regions);
  }

  /** What the graph cannot explain of a trace, or null when it is a path. */
  explain(trace: readonly number[]): string | null {
    if (!trace.some((event) => event > 0)) return null;
    let standing: Standing = {
      points: [this.graph.entry],
      region: -1,
      line: this.code.line,
      report: 'nothing',
    };
    for (const event of trace) {
      if (event === CUT_OFF) return null;
      if (event === RETURNED || event === RAISED) return this.explainEnd(standing, event);
      if (event === EXCEPTION) standing = { ...standing, report: 'exception' };
      else if (event === END_OF_ITERATION) standing = { ...standing, report: laterReport(standing) };
      else if (event !== SUSPENDED) {
        const next = this.step(standing, event);
        if (typeof next === 'string') return next;
        standing = next;
      }
    }
    return null;
  }

  /** Where control stands after a line event, or why the event cannot be. */
  private step(standing: Standing, line: number): Standing | string {
    const region = this.regions.regionOf(line);
    const points = this.move(standing, region);
    if (points.length > 0) return { points, region, line, report: 'nothing' };
    if (region === standing.region && standing.report === 'exception') return { ...standing, line };
    if (this.known.has(region)) {
      return `line ${standing.line} → line ${line}${standing.report === 'exception' ? ' by an exception' : ''} has no path`;
    }
    if (!this.isSkipped(region)) return `line ${line} runs, but no instruction stands for it`;
    return { points: this.passed(standing), region: standing.region, line, report: 'nothing' };
  }

  private explainEnd(standing: Standing, event: number): string | null {
    const exit = event === RETURNED ? this.graph.normalExit : this.graph.exceptionalExit;
    if (this.reached(standing).includes(exit)) return null;
    const way = event === RETURNED ? 'return' : 'an exception';
    return `line ${standing.line}: leaves by ${way}, which has no path`;
  }

  private isSkipped(region: number): boolean {
    return this.regions.isPlain(region) || region === this.regions.regionOf(this.code.line);
  }

  private move(standing: Standing, region: number): readonly NodeId[] {
    const key = `${standing.points.join(',')}|${standing.region}|${standing.report}|${region}`;
    const known = this.moves.get(key);
    if (known !== undefined) return known;
    const moved = this.reached(standing).filter((node) => this.statements.regions[node] === region);
    this.moves.set(key, moved);
    return moved;
  }

  /** Points and exits that control may reach without a line event, the first of other statements included. */
  private reached({ points, region, report }: Standing): readonly NodeId[] {
    const calm = new Set(points);
    const thrown = new Set<NodeId>();
    const follow = (edge: FlowEdge, into: Set<NodeId>) => {
      if (edge.kind === 'normal') into.add(edge.to);
      else if (report !== 'nothing' || this.isRaise(edge.from)) thrown.add(edge.to);
    };
    for (const nodes of [calm, thrown]) {
      for (const node of nodes) {
        if (!this.isPassable(node, region)) continue;
        for (const edge of this.graph.outgoing[node] ?? []) follow(edge, nodes);
      }
    }
    const reached = report === 'exception' ? thrown : new Set([...calm, ...thrown]);
    return [...reached].sort((a, b) => a - b);
  }

  /** Where control may stand when a statement without points has run: where it stood, or further without an event. */
  private passed(standing: Standing): readonly NodeId[] {
    const { points, region } = standing;
    return this.reached(standing).filter((node) => points.includes(node) || this.isPassable(node, region));
  }

  private isRaise(node: NodeId): boolean {
    return this.graph.places[node]?.kind === 'terminator';
  }

  private isPassable(node: NodeId, region: number): boolean {
    return this.statements.quiet[node] !== false || this.statements.regions[node] === region;
  }
}

function laterReport({ report }: Standing): Standing['report'] {
  return report === 'nothing' ? 'end of iteration' : report;
}
