/**
 * The graph of a function between the lines that a fixture names: `a ~> b` when control gets from line a to line b
 * without passing another named line, and an exception is raised on the way.
 */
import type { FlowEdge, NodeId } from '../../src/flow/graph.ts';
import type { PointGraph, PointPlace } from '../../src/flow/points.ts';
import { lineAt } from '../../src/source/text.ts';

export interface NamedLines {
  readonly lineStarts: readonly number[];
  /** By line number. */
  readonly names: ReadonlyMap<number, string>;
}

/** `enter -> a`, `a ~> raise`, …; sorted. */
export function lineArrows(graph: PointGraph, lines: NamedLines): string[] {
  const nameOf = (node: NodeId) => nameOfPoint(graph, node, lines);
  const arrows = new Set<string>();
  for (const start of startsOf(graph, nameOf)) {
    for (const { target, isExceptional } of followUnnamed(graph, start, nameOf)) {
      arrows.add(`${start.name} ${isExceptional ? '~>' : '->'} ${target}`);
    }
  }
  return [...arrows].sort();
}

interface Start {
  readonly name: string;
  readonly edge: FlowEdge;
}

/** Edges that leave a named line, and one that enters the function. */
function startsOf(graph: PointGraph, nameOf: (node: NodeId) => string | null): Start[] {
  const enter: FlowEdge = { from: graph.entry, to: graph.entry, kind: 'normal', way: null };
  const starts: Start[] = [{ name: 'enter', edge: enter }];
  for (const edge of graph.outgoing.flat()) {
    const name = nameOf(edge.from);
    if (name !== null && name !== nameOf(edge.to)) starts.push({ name, edge });
  }
  return starts.filter((start) => start.name === 'enter' || isReached(graph, start.edge.from));
}

function isReached(graph: PointGraph, node: NodeId): boolean {
  const reached = new Set([graph.entry]);
  for (const from of reached) for (const edge of graph.outgoing[from] ?? []) reached.add(edge.to);
  return reached.has(node);
}

interface Arrival {
  readonly target: string;
  readonly isExceptional: boolean;
}

function followUnnamed(graph: PointGraph, start: Start, nameOf: (node: NodeId) => string | null): Arrival[] {
  const arrivals: Arrival[] = [];
  const pending = [{ node: start.edge.to, isExceptional: start.edge.kind === 'exceptional' }];
  const seen = new Set<string>();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, isExceptional } = next;
    const key = `${node} ${isExceptional}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const target = nameOf(node);
    if (target === start.name) continue;
    if (target !== null) arrivals.push({ target, isExceptional });
    else {
      for (const edge of graph.outgoing[node] ?? []) {
        pending.push({ node: edge.to, isExceptional: isExceptional || edge.kind === 'exceptional' });
      }
    }
  }
  return arrivals;
}

function nameOfPoint(graph: PointGraph, node: NodeId, lines: NamedLines): string | null {
  if (node === graph.normalExit) return 'return';
  if (node === graph.exceptionalExit) return 'raise';
  const place = graph.places[node];
  if (place === undefined || isBookkeeping(place)) return null;
  return lines.names.get(lineAt(lines.lineStarts, startOf(place))) ?? null;
}

/**
 * Jumps, returns and implicit raises carry the place of some statement around them, which is not run there: a `return`
 * has computed its value before a `finally` runs for it.
 */
function isBookkeeping(place: PointPlace): boolean {
  if (place.kind === 'instruction') return place.instruction.op === 'catch';
  const { terminator } = place;
  if (terminator.op === 'raise') return terminator.implicit;
  return terminator.op === 'jump' || terminator.op === 'return';
}

function startOf(place: PointPlace): number {
  return place.kind === 'instruction' ? place.instruction.span.start : place.terminator.span.start;
}
