/**
 * How exceptions move inside one function: from the points that raise them into handlers, past clauses that do not
 * match, and out of the function.
 *
 * Worked example: for `try: a()  except KeyError: b()  finally: c()` an OSError of `a` enters the handler block, fails
 * the test against KeyError, runs the copy of `c` on that way and goes on by an implicit `raise` of the caught value.
 *
 * The set at each handler grows until nothing changes; a `raise` of a caught value passes on those members that the
 * clauses which dominate it let through.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Block, BlockId, Branch, Catches, Exit, Instruction, Raise } from '../../ir/ir.ts';
import type { ProjectFunction } from '../../project/project.ts';
import { EscapeSet } from './escape-set.ts';
import type { Escape, ExceptionSummary, Point } from './exceptions.ts';
import { HandlerMap } from './handlers.ts';
import type { Caught, Certainty, Hierarchy } from './hierarchy.ts';
import { exitMaySuppress, type Manager } from './managers.ts';
import { numberOf } from './point-number.ts';
import type { RaisePoints, ReadSummary } from './raise-points.ts';
import { type Reach, reachOf } from './reach.ts';
import { mayEndInYield } from './yields.ts';

export interface PropagationInput {
  readonly fn: ProjectFunction;
  readonly points: RaisePoints;
  readonly hierarchy: Hierarchy;
  readonly read: ReadSummary;
}

/** A point that raises again what a handler caught. */
interface Reraise {
  readonly point: Point;
  readonly handlers: readonly BlockId[];
}

const noEscapes: readonly Escape[] = [];
const noHandlers: readonly BlockId[] = [];

/** Nothing is known to rise from it; undefined: it is the terminator. */
function isSilent(instruction: Instruction | undefined): boolean {
  switch (instruction?.op) {
    case undefined:
    case 'call':
    case 'enter':
    case 'exit':
      return false;
    default:
      return true;
  }
}

export class Propagation {
  private readonly input: PropagationInput;
  private readonly handlers: HandlerMap;
  private readonly incoming = new Map<BlockId, EscapeSet>();
  private readonly outgoing = new EscapeSet();
  private readonly afterYield = new EscapeSet();
  /** Answers of `raisedAt`: walks compare escapes by identity. */
  private readonly direct = new Map<number, readonly Escape[]>();
  private readonly managers = new Map<number, Manager>();
  private reach: Reach | null = null;

  constructor(input: PropagationInput) {
    this.input = input;
    this.handlers = new HandlerMap(input.fn.ir);
  }

  summary(): ExceptionSummary {
    const reach = this.reached();
    this.passReraises(this.raiseOnce(reach));
    return {
      escapes: this.outgoing.sorted(),
      afterYield: this.afterYield.sorted(),
      returns: reach.returns,
    };
  }

  raisedAt(point: Point): readonly Escape[] {
    if (isSilent(this.input.fn.ir.blocks[point.block]?.instructions[point.index])) return noEscapes;
    const reraise = this.reraiseAt(point);
    if (reraise !== null) return this.caughtAndLetThrough(reraise);
    const key = numberOf(point);
    const known = this.direct.get(key);
    if (known !== undefined) return known;
    const block = this.input.fn.ir.blocks[point.block];
    const escapes = block === undefined ? [] : this.raisedBy(block, point.index);
    this.direct.set(key, escapes);
    return escapes;
  }

  raisedAgainAt(point: Point): readonly BlockId[] {
    if (isSilent(this.input.fn.ir.blocks[point.block]?.instructions[point.index])) return noHandlers;
    return this.reraiseAt(point)?.handlers ?? noHandlers;
  }

  completes(point: Point): boolean {
    const { fn, points, read } = this.input;
    const instruction = fn.ir.blocks[point.block]?.instructions[point.index];
    if (instruction?.op === 'call') return points.callReturns(fn, instruction, read);
    if (instruction?.op !== 'exit' || !this.isReraise(instruction)) return true;
    const manager = this.managerOf(instruction);
    return manager.kind === 'reraise' && !manager.always;
  }

  caughtBy(escaped: Escape, clause: Catches): Certainty {
    if (clause.type === null) return 'yes';
    return this.anyCatches(escaped, this.input.points.caught(this.input.fn, clause.type));
  }

  suppressedAt(escaped: Escape, point: Point): Certainty {
    const instruction = this.input.fn.ir.blocks[point.block]?.instructions[point.index];
    if (instruction?.op !== 'exit' || instruction.exception === null) return 'no';
    const manager = this.managerOf(instruction);
    switch (manager.kind) {
      case 'suppress':
        return this.anyCatches(escaped, manager.classes);
      case 'class':
        return manager.exit !== null && exitMaySuppress(manager.exit) ? 'maybe' : 'no';
      case 'generator':
        return mayEndInYield(manager.function.ir) ? 'maybe' : 'no';
      case 'reraise':
      case 'plain':
        return 'no';
    }
  }

  private reached(): Reach {
    this.reach ??= reachOf(this.input.fn.ir, {
      completes: (point) => this.completes(point),
      maySuppress: (branch) => this.maySuppress(branch),
    });
    return this.reach;
  }

  private maySuppress(branch: Branch): boolean {
    const exit = instructionOf(this.input.fn.ir, branch.condition);
    if (exit?.op !== 'exit') return true;
    const manager = this.managerOf(exit);
    if (manager.kind === 'suppress') return true;
    if (manager.kind === 'class') return manager.exit !== null && exitMaySuppress(manager.exit);
    return manager.kind === 'generator' && mayEndInYield(manager.function.ir);
  }

  /** Delivers what rises by itself; returns the points that only pass on what was caught. */
  private raiseOnce(reach: Reach): readonly Reraise[] {
    const reraises: Reraise[] = [];
    for (const block of this.input.fn.ir.blocks) {
      const stop = reach.stops[block.id] ?? 0;
      for (let index = 0; index < stop; index++) {
        if (isSilent(block.instructions[index])) continue;
        const point = { block: block.id, index };
        const reraise = this.reraiseAt(point);
        if (reraise !== null) reraises.push(reraise);
        else this.deliver(point, this.raisedBy(block, index));
      }
    }
    return reraises;
  }

  private passReraises(reraises: readonly Reraise[]): void {
    for (let round = 0; round <= reraises.length; round++) {
      let changed = false;
      for (const reraise of reraises) {
        changed = this.deliver(reraise.point, this.caughtAndLetThrough(reraise)) || changed;
      }
      if (!changed) return;
    }
  }

  private deliver(point: Point, escapes: readonly Escape[]): boolean {
    if (escapes.length === 0) return false;
    const handler = this.input.fn.ir.blocks[point.block]?.handler ?? null;
    if (handler !== null) return this.setAt(handler).addAll(escapes);
    if (this.reached().afterYield(point)) this.afterYield.addAll(escapes);
    return this.outgoing.addAll(escapes);
  }

  private setAt(handler: BlockId): EscapeSet {
    const set = this.incoming.get(handler) ?? new EscapeSet();
    this.incoming.set(handler, set);
    return set;
  }

  private raisedBy(block: Block, index: number): readonly Escape[] {
    const { fn, points, read } = this.input;
    const point = { block: block.id, index };
    if (index < block.instructions.length) return points.ofInstruction(fn, point, read);
    return block.terminator.op === 'raise' ? points.ofRaise(fn, point, block.terminator) : [];
  }

  private reraiseAt(point: Point): Reraise | null {
    const block = this.input.fn.ir.blocks[point.block];
    if (block === undefined) return null;
    const instruction = block.instructions[point.index];
    if (instruction === undefined) return this.reraiseBy(point, block.terminator);
    if (instruction.op !== 'exit' || !this.isReraise(instruction)) return null;
    const handler = this.handlers.innermostAround(this.creationBlock(instruction, block.id));
    return { point, handlers: handler === null ? [] : [handler] };
  }

  private reraiseBy(point: Point, terminator: Block['terminator']): Reraise | null {
    if (terminator.op !== 'raise') return null;
    const handlers = this.caughtValue(terminator);
    return handlers.length === 0 ? null : { point, handlers };
  }

  private caughtValue(raise: Raise): readonly BlockId[] {
    return raise.exception === null ? [] : this.handlers.catchesBehind(raise.exception);
  }

  private caughtAndLetThrough(reraise: Reraise): readonly Escape[] {
    return reraise.handlers.flatMap((handler) => {
      const clauses = this.handlers.clausesPassed(handler, reraise.point.block);
      const exits = this.handlers.exitsPassed(handler, reraise.point.block);
      return this.setAt(handler)
        .sorted()
        .filter(
          (escaped) =>
            clauses.every(
              ({ clause, matched }) => this.caughtBy(escaped, clause) !== (matched ? 'no' : 'yes'),
            ) && exits.every((exit) => this.suppressedAt(escaped, exit) !== 'yes'),
        );
    });
  }

  private anyCatches(escaped: Escape, alternatives: readonly Caught[]): Certainty {
    const answers = alternatives.map((caught) => this.input.hierarchy.catches(escaped, caught));
    if (answers.includes('yes')) return 'yes';
    return answers.includes('maybe') ? 'maybe' : 'no';
  }

  /** `exit` on the normal way out of save_and_reraise_exception. */
  private isReraise(exit: Exit): boolean {
    return exit.exception === null && this.managerOf(exit).kind === 'reraise';
  }

  private managerOf(exit: Exit): Manager {
    const known = this.managers.get(exit.manager);
    if (known !== undefined) return known;
    const manager = this.input.points.manager(this.input.fn, exit.manager);
    this.managers.set(exit.manager, manager);
    return manager;
  }

  private creationBlock(exit: Exit, otherwise: BlockId): BlockId {
    return this.handlers.blockOf(exit.manager) ?? otherwise;
  }
}
