/**
 * Exceptions carry text: what was put into an exception where it was raised is what `str(e)` shows where it is caught.
 *
 * A handler receives what is raised in the blocks that it guards: by a `raise` there, or by a callee, which is asked for
 * a summary of what leaves it. A handler for certain classes receives no others, as far as the classes are known.
 */
import { definitionOf, instructionOf } from '../../ir/definitions.ts';
import type { Block, BlockId, Call, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Project, ProjectFunction, Type } from '../../project/project.ts';
import type { Ask } from './ask.ts';
import type { Position } from './function-facts.ts';
import type { Entry, Run } from './run.ts';
import type { Solver } from './solver.ts';
import { Visit } from './visit.ts';

/** Which exceptions a handler receives, by paths of classes. */
export interface Acceptance {
  /** Null: all. */
  readonly accepted: readonly string[] | null;
  /** Classes that clauses before it have taken. */
  readonly rejected: readonly string[];
}

export const ANY_EXCEPTION: Acceptance = { accepted: null, rejected: [] };

export interface RaisedQuestion {
  /** The handler that receives it; null: it leaves the function. */
  readonly handler: BlockId | null;
  readonly ask: Ask;
  readonly acceptance: Acceptance;
  /** It ends here: a handler looks at it. */
  readonly isCaught: boolean;
  readonly parent: Entry | null;
}

/** The exception in flight at the head of a handler. */
export function expandCaught(visit: Visit): void {
  const handler = handlerOf(visit.ir, visit.value);
  if (handler === null) return;
  visit.source('object', [], 'the exception');
  const accepted = acceptedBy(visit.solver.knowledge.project, visit.function, visit.value);
  const acceptance = { accepted, rejected: [] };
  followRaised(visit.solver, visit.run, {
    handler,
    ask: visit.ask,
    acceptance,
    isCaught: true,
    parent: visit.entry,
  });
}

/** What goes on out of an inner handler, because no clause of it matched, comes from what that one guards. */
export function followRaised(solver: Solver, run: Run, question: RaisedQuestion): void {
  const pending = [question];
  const seen = new Set<BlockId | null>([question.handler]);
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    for (const { block, calls } of solver.viewOf(run.function).facts.guardedBy(current.handler)) {
      for (const call of calls) followCall(solver, run, { question: current, call });
      const inner = followRaise(solver, run, { outer: current, block });
      if (inner === null || seen.has(inner.handler)) continue;
      seen.add(inner.handler);
      pending.push(inner);
    }
  }
}

/** Enters what a `raise` raises; for an exception that only goes on, answers with the handler that it comes from. */
function followRaise(
  solver: Solver,
  run: Run,
  { outer, block }: { readonly outer: RaisedQuestion; readonly block: Block },
): RaisedQuestion | null {
  const { terminator, instructions, id } = block;
  if (terminator.op !== 'raise' || terminator.exception === null) return null;
  const position = { block: id, index: instructions.length };
  const inner = handlerOf(run.function.ir, terminator.exception);
  if (inner !== null) {
    const rejected = rejectedBefore(solver, run.function, { exception: terminator.exception, position });
    const acceptance = {
      ...outer.acceptance,
      rejected: [...new Set([...outer.acceptance.rejected, ...rejected])].sort(),
    };
    return { ...outer, handler: inner, acceptance };
  }
  const { project } = solver.knowledge;
  const path = classOf(project, run.function, terminator.exception);
  if (!mayBe(project, path, outer.acceptance)) return null;
  const filter = solver.asks.raisedAs(outer.ask.filter, outer.isCaught ? null : path);
  solver.enter(run, outer.parent, {
    value: terminator.exception,
    ask: solver.asks.withFilter(outer.ask, filter),
    context: solver.viewOf(run.function).contextAt(position),
    note: terminator.implicit ? null : { span: terminator.span, message: 'raised' },
    through: null,
  });
  return null;
}

/** The classes of the clauses that control has passed by on every way to `position`. */
function rejectedBefore(
  solver: Solver,
  fn: ProjectFunction,
  at: { readonly exception: ValueId; readonly position: Position },
): readonly string[] {
  const facts = solver.factsOf(fn.ir);
  return fn.ir.blocks.flatMap(({ id, terminator }) => {
    if (terminator.op !== 'catches' || terminator.exception !== at.exception) return [];
    if (terminator.type === null || !facts.edgeBefore(id, 'otherwise', at.position)) return [];
    return classesNamed(solver.knowledge.project, fn, terminator.type);
  });
}

function followCall(
  solver: Solver,
  run: Run,
  { question, call }: { readonly question: RaisedQuestion; readonly call: Call },
): void {
  const { ask } = question;
  for (const target of solver.knowledge.siteOf(run.function, call).targets) {
    if (target.kind !== 'function' || target.deferred) continue;
    const entry: Entry = {
      value: call.result,
      ask,
      context: 0,
      parent: question.parent,
      note: null,
      through: null,
    };
    const raised = solver.raised(target.function, ask);
    const note = { span: call.span, message: `raised by \`${target.function.ir.name}\`` };
    new Visit(solver, run, entry).through(raised, {
      call,
      target,
      self: target.receiver,
      note,
      raised: {
        accepts: (path) => mayBe(solver.knowledge.project, path, question.acceptance),
        isCaught: question.isCaught,
      },
    });
  }
}

/** The handler block at whose head an exception is caught; null: the value is no such exception. */
function handlerOf(fn: IrFunction, value: ValueId): BlockId | null {
  const definition = definitionOf(fn, value);
  if (definition?.kind !== 'instruction' || definition.instruction.op !== 'catch') return null;
  return definition.block;
}

/** The classes that the clauses of a handler name; null when one takes all, or is not understood. */
function acceptedBy(project: Project, fn: ProjectFunction, exception: ValueId): readonly string[] | null {
  const accepted: string[] = [];
  for (const { terminator } of fn.ir.blocks) {
    if (terminator.op !== 'catches' || terminator.exception !== exception) continue;
    const paths = terminator.type === null ? [] : classesNamed(project, fn, terminator.type);
    if (paths.length === 0 || paths.some(takesAll)) return null;
    accepted.push(...paths);
  }
  return accepted.length === 0 ? null : [...new Set(accepted)].sort();
}

function takesAll(path: string): boolean {
  return path === 'builtins.Exception' || path === 'builtins.BaseException';
}

function classesNamed(project: Project, fn: ProjectFunction, type: ValueId): readonly string[] {
  const tuple = instructionOf(fn.ir, type);
  const values = tuple?.op === 'build' ? tuple.elements.map((element) => element.value) : [type];
  const named = values.map((value) => project.typesOf(fn, value).flatMap(pathOfType));
  return named.every((paths) => paths.length > 0) ? named.flat() : [];
}

function pathOfType(type: Type): readonly string[] {
  switch (type.kind) {
    case 'class':
    case 'instance':
      return [type.class.path];
    case 'external':
    case 'external-instance':
      return [type.path];
    default:
      return [];
  }
}

/** The class of an exception, by path; null when it is not known, or may be one of several. */
function classOf(project: Project, fn: ProjectFunction, exception: ValueId): string | null {
  const paths = [...new Set(project.typesOf(fn, exception).flatMap(pathOfType))];
  return paths.length === 1 ? (paths[0] ?? null) : null;
}

/** Whether an exception of the class may be among those that are received; one of no known class may. */
function mayBe(project: Project, path: string | null, acceptance: Acceptance): boolean {
  if (path === null) return true;
  const { accepted, rejected } = acceptance;
  const isBelow = (ancestor: string) => ancestor === path || project.isSubclass(path, ancestor);
  if (rejected.some((ancestor) => takesAll(ancestor) || isBelow(ancestor))) return false;
  return accepted === null || accepted.some(isBelow);
}
