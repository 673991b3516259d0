/**
 * Paths from a point to an exit of the function on which an obligation stays unmet.
 *
 * The walk runs over program points (flow/points.ts). Unlike a plain search it knows which exception is in flight: an
 * exceptional edge is taken only for what the instruction raises in practice, a clause only when it may catch that, a
 * `with` only lets an exception vanish when its manager suppresses it, and nothing follows a call that never returns.
 * One thing fails at a time: behind the handler that dealt with a failure, a second one that has nothing to do with it is
 * not assumed (inside of the handler it is, for a recovery that can fail matters).
 *
 * Worked example: from the failing `_unprovision()` of
 *
 *     self._unprovision()          the walk with discharge `_cleanup_deploy` goes: raised at _unprovision → exit, raised;
 *     self._cleanup_deploy()       with `try: … finally: self._cleanup_deploy()` it ends inside of the finally: null.
 *
 * Invariant: breadth first in a fixed order, so the answer is one of the shortest paths and always the same.
 */
import type { FlowEdge, NodeId } from '../../flow/graph.ts';
import { buildPointGraph, type PointGraph, type PointPlace } from '../../flow/points.ts';
import { definitionOf } from '../../ir/definitions.ts';
import { edgesFrom } from '../../ir/edges.ts';
import { type DominatorTree, dominatorTree } from '../../ir/graph.ts';
import type { BlockId, Branch, Catches, Instruction, IrFunction, Terminator, ValueId } from '../../ir/ir.ts';
import type { ProjectFunction } from '../../project/project.ts';
import { type Context, constantOf, emptyContext } from '../exceptions/constants.ts';
import type { Degree, Escape, Exceptions, Point } from '../exceptions/exceptions.ts';

export interface WalkQuery {
  readonly function: ProjectFunction;
  readonly from: {
    readonly point: Point;
    /** Before the instruction runs, after it completed, or by what it raises. */
    readonly how: 'before' | 'completed' | 'raised';
    /** With 'raised': only these; default: all that the point raises. */
    readonly escapes?: readonly Escape[];
  };
  /** The obligation is met at this instruction, so no path goes on behind it. */
  readonly discharges: (point: Point, instruction: Instruction | Terminator) => boolean;
  /** Is it also met when the instruction itself fails (an attempt counts), or only when it completes? */
  readonly attemptCounts: boolean;
  /** The weakest escapes that count as raising. */
  readonly degree: Degree;
  /** Exits that end a path. */
  readonly exits: 'raised' | 'returned' | 'any' | 'none';
  /** Known parameters: branches on them go one way. */
  readonly context?: Context;
}

/** One remarkable place of a path: where something rises, is caught, or leaves. */
export interface WalkStep {
  readonly kind: 'raised' | 'caught' | 'left';
  readonly point: Point;
  readonly escaped: Escape | null;
}

export interface WalkPath {
  readonly exit: 'raised' | 'returned';
  /** What leaves the function; null when it returns. */
  readonly escaped: Escape | null;
  /** In order, the start aside. */
  readonly steps: readonly WalkStep[];
  /** Clauses that were tried on the way and did not catch. */
  readonly missed: readonly Catches[];
}

interface State {
  readonly node: NodeId;
  /** The exception that the nearest handler has caught, and that handler's block. */
  readonly caught: { readonly escaped: Escape; readonly handler: BlockId } | null;
  readonly before: State | null;
  readonly step: WalkStep | null;
  readonly missed: Catches | null;
}

/** States visited by one walk; beyond it the answer is "no path found". */
const maximumStates = 20_000;
/** More than a function has, so that a state's key is one number. */
const maximumHandlers = 0x10000;
const maximumEscapes = 0x10000;

const noEdges: readonly FlowEdge[] = [];

const pointGraphs = new WeakMap<IrFunction, PointGraph>();

export function pointGraphOf(fn: IrFunction): PointGraph {
  const known = pointGraphs.get(fn);
  if (known !== undefined) return known;
  const graph = buildPointGraph(fn);
  pointGraphs.set(fn, graph);
  return graph;
}

const dominatorTrees = new WeakMap<IrFunction, DominatorTree>();

/** Which block every way to another one passes. */
function blockDominators(fn: IrFunction): DominatorTree {
  const known = dominatorTrees.get(fn);
  if (known !== undefined) return known;
  const tree = dominatorTree(
    fn.blocks.map((block) => edgesFrom(block).map((edge) => edge.to)),
    0,
  );
  dominatorTrees.set(fn, tree);
  return tree;
}

/** The shortest path that the query describes; null when there is none. */
export function findUnmetPath(exceptions: Exceptions, query: WalkQuery): WalkPath | null {
  return new Walk(exceptions, query).run();
}

class Walk {
  private readonly exceptions: Exceptions;
  private readonly query: WalkQuery;
  private readonly graph: PointGraph;
  private readonly queue: State[] = [];
  private readonly seen = new Set<number>();
  private readonly escapeIds = new Map<Escape, number>();

  constructor(exceptions: Exceptions, query: WalkQuery) {
    this.exceptions = exceptions;
    this.query = query;
    this.graph = pointGraphOf(query.function.ir);
  }

  run(): WalkPath | null {
    this.start();
    for (let position = 0; position < this.queue.length && position < maximumStates; position++) {
      const state = this.queue[position];
      if (state === undefined) break;
      if (this.isWantedExit(state)) return pathTo(state, state.node === this.graph.normalExit);
      this.advance(state);
    }
    return null;
  }

  private start(): void {
    const { point, how } = this.query.from;
    const node = this.graph.pointAt(point.block, point.index);
    const state: State = { node, caught: null, before: null, step: null, missed: null };
    if (how === 'before') this.enter(state);
    else if (how === 'completed') this.follow(state, this.normalEdges(node));
    else this.raise(state, this.query.from.escapes ?? this.raisedAt(point));
  }

  private isWantedExit(state: State): boolean {
    const { exits } = this.query;
    if (exits === 'none') return false;
    if (state.node === this.graph.normalExit) return exits !== 'raised';
    return state.node === this.graph.exceptionalExit && exits !== 'returned';
  }

  private advance(state: State): void {
    const place = this.graph.places[state.node];
    if (place === undefined) return;
    const executed = place.kind === 'instruction' ? place.instruction : place.terminator;
    const isMet = this.query.discharges(place, executed);
    if (isMet && this.query.attemptCounts) return;
    if (place.kind === 'terminator') this.advanceTerminator(state, place);
    else {
      const { completes } = this.exceptions;
      if (!isMet && completes(this.query.function, place)) this.follow(state, this.normalEdges(state.node));
      if (!this.isDealtWith(state, place)) this.raise(state, this.raisedIn(state, place));
    }
  }

  /** The walk began with a failure, and the handler that caught it has been left. */
  private isDealtWith({ caught }: State, place: Point): boolean {
    if (this.query.from.how !== 'raised' || caught === null || caught.handler < 0) return false;
    return !blockDominators(this.query.function.ir).dominates(caught.handler, place.block);
  }

  private advanceTerminator(state: State, place: PointPlace & { readonly kind: 'terminator' }): void {
    const { terminator } = place;
    switch (terminator.op) {
      case 'raise':
        this.raise(state, this.raisedIn(state, place));
        break;
      case 'catches':
        this.chooseClause(state, terminator);
        break;
      case 'branch':
        this.follow(state, this.branchEdges(state, terminator));
        break;
      case 'jump':
      case 'return':
        this.follow(state, this.normalEdges(state.node));
    }
  }

  /** What a handler raises again is the exception in flight, when this walk brought it there. */
  private raisedIn(state: State, place: Point): readonly Escape[] {
    const { caught } = state;
    if (caught !== null) {
      const again = this.exceptions.raisedAgainAt(this.query.function, place);
      if (again.includes(caught.handler)) return [caught.escaped];
    }
    return this.raisedAt(place);
  }

  private raisedAt(point: Point): readonly Escape[] {
    const raised = this.exceptions.raisedAt(this.query.function, point);
    return this.query.degree === 'weak' ? raised : raised.filter((escaped) => escaped.degree === 'strong');
  }

  private raise(state: State, escapes: readonly Escape[]): void {
    const place = this.graph.places[state.node];
    if (place === undefined) return;
    const handler = this.query.function.ir.blocks[place.block]?.handler ?? null;
    for (const escaped of escapes) {
      const step: WalkStep = { kind: 'raised', point: place, escaped };
      const node = handler === null ? this.graph.exceptionalExit : this.graph.pointAt(handler, 0);
      this.enter({
        node,
        caught: { escaped, handler: handler ?? -1 },
        before: state,
        step,
        missed: null,
      });
    }
  }

  private chooseClause(state: State, clause: Catches): void {
    const { caught } = state;
    const edges = this.normalEdges(state.node);
    if (caught === null || !this.isCaughtValue(clause.exception, caught.handler)) {
      this.follow(state, edges);
      return;
    }
    const certainty = this.exceptions.caughtBy(this.query.function, caught.escaped, clause);
    const place = this.graph.places[state.node];
    for (const edge of edges) {
      if (edge.way === 'then' && certainty !== 'no' && place !== undefined) {
        const step: WalkStep = { kind: 'caught', point: place, escaped: caught.escaped };
        this.enter({ node: edge.to, caught, before: state, step, missed: null });
      }
      if (edge.way === 'otherwise' && certainty !== 'yes') {
        this.enter({ node: edge.to, caught, before: state, step: null, missed: clause });
      }
    }
  }

  private branchEdges(state: State, branch: Branch): readonly FlowEdge[] {
    const edges = this.normalEdges(state.node);
    const way = branch.origin === 'with' ? this.withWay(state, branch) : this.constantWay(branch);
    return way === null ? edges : edges.filter((edge) => edge.way === way);
  }

  private withWay(state: State, branch: Branch): 'then' | 'otherwise' | null {
    const definition = definitionOf(this.query.function.ir, branch.condition);
    if (state.caught === null || definition?.kind !== 'instruction') return null;
    const { escaped } = state.caught;
    const certainty = this.exceptions.suppressedAt(this.query.function, escaped, definition);
    if (certainty === 'maybe') return null;
    return certainty === 'yes' ? 'then' : 'otherwise';
  }

  private constantWay(branch: Branch): 'then' | 'otherwise' | null {
    return branchWay(this.query.function.ir, branch, this.query.context ?? emptyContext);
  }

  private isCaughtValue(value: ValueId, handler: BlockId): boolean {
    const definition = definitionOf(this.query.function.ir, value);
    if (definition === undefined) return false;
    if (definition.kind === 'instruction') {
      return definition.instruction.op === 'catch' && definition.block === handler;
    }
    return definition.phi.operands.some((operand) => {
      const source = definitionOf(this.query.function.ir, operand.value);
      return source?.kind === 'instruction' && source.block === handler;
    });
  }

  private normalEdges(node: NodeId): readonly FlowEdge[] {
    const edges = this.graph.outgoing[node] ?? noEdges;
    const isNormal = edges.every((edge) => edge.kind === 'normal');
    return isNormal ? edges : edges.filter((edge) => edge.kind === 'normal');
  }

  private follow(state: State, edges: readonly FlowEdge[]): void {
    for (const edge of edges) {
      this.enter({ node: edge.to, caught: state.caught, before: state, step: null, missed: null });
    }
  }

  private enter(state: State): void {
    const handler = state.caught === null ? 0 : state.caught.handler + 2;
    const key = (state.node * maximumHandlers + handler) * maximumEscapes + this.idOf(state.caught);
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.queue.push(state);
  }

  /** A number for the escape that was caught; 0: none. */
  private idOf(caught: State['caught']): number {
    if (caught === null) return 0;
    const known = this.escapeIds.get(caught.escaped);
    if (known !== undefined) return known;
    const id = this.escapeIds.size + 1;
    this.escapeIds.set(caught.escaped, id);
    return id;
  }
}

/** The only way that a branch on a known constant takes; null when the condition is not known. */
export function branchWay(fn: IrFunction, branch: Branch, context: Context): 'then' | 'otherwise' | null {
  const truth = truthOf(fn, branch.condition, context);
  if (truth === null) return null;
  return truth ? 'then' : 'otherwise';
}

function truthOf(fn: IrFunction, value: ValueId, context: Context): boolean | null {
  const definition = definitionOf(fn, value);
  if (definition?.kind === 'instruction' && definition.instruction.op === 'operator') {
    const { operator, operands } = definition.instruction;
    const [first, second] = operands.map((operand) => constantOf(fn, operand, context));
    if (first === undefined || first === null) return null;
    if (operator === 'not') return !isTruthy(first);
    if (second === undefined || second === null) return null;
    if (operator === '==' || operator === 'is') return first === second;
    return operator === '!=' || operator === 'is not' ? first !== second : null;
  }
  const text = constantOf(fn, value, context);
  return text === null ? null : isTruthy(text);
}

function isTruthy(text: string): boolean {
  return !['false', 'none', '', '0'].includes(text);
}

function pathTo(end: State, returned: boolean): WalkPath {
  const steps: WalkStep[] = [];
  const missed: Catches[] = [];
  for (let state: State | null = end; state !== null; state = state.before) {
    if (state.step !== null) steps.push(state.step);
    if (state.missed !== null) missed.push(state.missed);
  }
  const escaped = returned ? null : (end.caught?.escaped ?? null);
  return {
    exit: returned ? 'returned' : 'raised',
    escaped,
    steps: steps.reverse(),
    missed: missed.reverse(),
  };
}
