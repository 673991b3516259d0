/**
 * Which statement each program point belongs to, in CPython's terms, and which points control may pass without a line
 * event.
 *
 * Terms
 * - **silent** point: has no statement. Jumps, `catch`, parameters, a name that becomes unbound, an implicit return or
 *   raise with the constant that feeds it: no bytecode with a line of its own stands for them. Points on the head of the
 *   function or class that runs, which has run already. Points of an `empty` region (`try:`), where nothing is evaluated.
 * - **quiet** point: belongs to a statement, but need not be announced. A `return` that has to run a `finally` or leave
 *   a `with` first is jumps to them and a return at the end, and CPython names the line once, when it computes the value:
 *   these jumps and that return are quiet. So is what stands on lines for which the code object has no bytecode at all.
 */
import type { NodeId } from '../../../src/flow/graph.ts';
import type { PointGraph, PointPlace } from '../../../src/flow/points.ts';
import { instructionOf } from '../../../src/ir/definitions.ts';
import type { Instruction, IrFunction, Terminator } from '../../../src/ir/ir.ts';
import { lineAt, type Span } from '../../../src/source/text.ts';
import type { ObservedCode, Region } from './observe.ts';

/** Which region a line belongs to; a line outside of all of them is a region of its own. */
export interface RegionMap {
  regionOf(line: number): number;
  isPlain(region: number): boolean;
  isEmpty(region: number): boolean;
}

export function regionMap(regions: readonly Region[]): RegionMap {
  const byLine = new Map<number, Region>();
  for (const region of regions) {
    for (let line = region.first; line <= region.last; line++) byLine.set(line, region);
  }
  const byFirst = new Map(regions.map((region) => [region.first, region]));
  return {
    regionOf: (line) => byLine.get(line)?.first ?? line,
    isPlain: (region) => byFirst.get(region)?.plain === true,
    isEmpty: (region) => byFirst.get(region)?.empty === true,
  };
}

export interface PointStatements {
  /** By point: the region of its statement, or null when it is silent. */
  readonly regions: readonly (number | null)[];
  /** By point: whether control may pass it without an event. */
  readonly quiet: readonly boolean[];
}

export interface Places {
  readonly graph: PointGraph;
  readonly lineStarts: readonly number[];
  readonly regions: RegionMap;
  readonly code: ObservedCode;
}

export function pointStatements({ graph, lineStarts, regions, code }: Places): PointStatements {
  const head = regions.regionOf(code.line);
  const announced = new Set(code.lines.map((line) => regions.regionOf(line)));
  const departures = departuresOf(graph);
  const regionOf = (place: PointPlace, node: NodeId): number | null => {
    const region = regions.regionOf(lineAt(lineStarts, spanOf(place).start));
    const isSilent = isSilentPoint(graph, node, departures) || regions.isEmpty(region);
    return isSilent || region === head ? null : region;
  };
  const regionsOfPoints = graph.places.map(regionOf);
  const quiet = graph.places.map((place, node) => {
    const region = regionsOfPoints[node] ?? null;
    return region === null || !announced.has(region) || isDeparture(place, departures);
  });
  return { regions: regionsOfPoints, quiet };
}

function spanOf(place: PointPlace): Span {
  return place.kind === 'instruction' ? place.instruction.span : place.terminator.span;
}

/** Spans of the return statements that leave a `finally` or `with`: a jump and a return both stand for them. */
function departuresOf(graph: PointGraph): ReadonlySet<string> {
  const keysOf = (operation: 'jump' | 'return') =>
    graph.places.flatMap((place) =>
      place.kind === 'terminator' && place.terminator.op === operation ? [spanKey(place.terminator)] : [],
    );
  const jumps = new Set(keysOf('jump'));
  return new Set(keysOf('return').filter((key) => jumps.has(key)));
}

function spanKey({ span }: { readonly span: Span }): string {
  return `${span.start}-${span.end}`;
}

function isDeparture(place: PointPlace, departures: ReadonlySet<string>): boolean {
  return place.kind === 'terminator' && departures.has(spanKey(place.terminator));
}

function isSilentPoint(graph: PointGraph, node: NodeId, departures: ReadonlySet<string>): boolean {
  const place = graph.places[node];
  if (place === undefined) return true;
  if (place.kind === 'terminator') return isSilentTerminator(place.terminator, departures);
  return isBookkeeping(graph.fn, place.instruction) || feedsImplicitReturn(graph, node);
}

function isSilentTerminator(terminator: Terminator, departures: ReadonlySet<string>): boolean {
  switch (terminator.op) {
    case 'jump':
      return !departures.has(spanKey(terminator));
    case 'return':
    case 'raise':
      return terminator.implicit;
    case 'branch':
    case 'catches':
      return false;
  }
}

function isBookkeeping(fn: IrFunction, instruction: Instruction): boolean {
  switch (instruction.op) {
    case 'parameter':
    case 'catch':
      return true;
    case 'constant':
      return instruction.constant.kind === 'unbound';
    case 'store-name':
    case 'store-cell': {
      const stored = instructionOf(fn, instruction.value);
      return stored?.op === 'constant' && stored.constant.kind === 'unbound';
    }
    default:
      return false;
  }
}

/** The None that an implicit return hands back. */
function feedsImplicitReturn(graph: PointGraph, node: NodeId): boolean {
  const place = graph.places[node];
  const next = graph.places[node + 1];
  if (place?.kind !== 'instruction' || place.instruction.op !== 'constant') return false;
  if (next?.kind !== 'terminator' || next.terminator.op !== 'return') return false;
  return next.terminator.implicit && next.terminator.value === place.instruction.result;
}
