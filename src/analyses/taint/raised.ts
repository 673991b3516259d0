/**
 * Exceptions carry text: what was put into an exception where it was raised is what `str(e)` shows where it is caught.
 *
 * A handler receives what is raised in the blocks that it guards: by a `raise` there, or by a callee, which is asked for
 * a summary of what leaves it. A handler for certain classes receives no others, as far as the classes are known.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { Block, BlockId, Call, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Project, ProjectFunction, Type } from '../../project/project.ts';
import type { Ask } from './ask.ts';
import type { Entry, Run } from './run.ts';
import type { Solver } from './solver.ts';
import { Visit } from './visit.ts';

/** The classes that a handler takes; null: all. */
export type Accepted = readonly string[] | null;

export interface RaisedQuestion {
  /** The handler that receives it; null: it leaves the function. */
  readonly handler: BlockId | null;
  readonly ask: Ask;
  readonly accepted: Accepted;
  readonly parent: Entry | null;
}

/** The exception in flight at the head of a handler. */
export function expandCaught(visit: Visit): void {
  const handler = handlerOf(visit.ir, visit.value);
  if (handler === null) return;
  visit.source('object', [], 'the exception');
  const accepted = acceptedBy(visit.solver.knowledge.project, visit.function, visit.value);
  followRaised(visit.solver, visit.run, { handler, ask: visit.ask, accepted, parent: visit.entry });
}

export function followRaised(solver: Solver, run: Run, question: RaisedQuestion): void {
  for (const block of run.function.ir.blocks) {
    if (block.handler !== question.handler) continue;
    for (const instruction of block.instructions) {
      if (instruction.op === 'call') followCall(solver, run, { ...question, call: instruction });
    }
    followRaise(solver, run, { ...question, block });
  }
}

function followRaise(solver: Solver, run: Run, question: RaisedQuestion & { readonly block: Block }): void {
  const { terminator, instructions, id } = question.block;
  if (terminator.op !== 'raise' || terminator.exception === null) return;
  const { project } = solver.knowledge;
  const types = project.typesOf(run.function, terminator.exception);
  const isCaught = instructionOf(run.function.ir, terminator.exception)?.op === 'catch';
  if (!isCaught && !mayBe(project, types, question.accepted)) return;
  const position = { block: id, index: instructions.length };
  solver.enter(run, question.parent, {
    value: terminator.exception,
    ask: question.ask,
    context: solver.viewOf(run.function).contextAt(position),
    note: terminator.implicit ? null : { span: terminator.span, message: 'raised' },
    through: null,
  });
}

function followCall(solver: Solver, run: Run, question: RaisedQuestion & { readonly call: Call }): void {
  const { call, ask } = question;
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
    const raised = solver.raised(target.function, ask, question.accepted);
    const note = { span: call.span, message: `raised by \`${target.function.ir.name}\`` };
    new Visit(solver, run, entry).through(raised, { call, target, self: target.receiver, note });
  }
}

function handlerOf(fn: IrFunction, value: ValueId): BlockId | null {
  return (
    fn.blocks.find((block) =>
      block.instructions.some((first) => first.op === 'catch' && first.result === value),
    )?.id ?? null
  );
}

/** The classes that the clauses of a handler name; null when one takes all, or is not understood. */
function acceptedBy(project: Project, fn: ProjectFunction, exception: ValueId): Accepted {
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

/** Whether an exception of one of these types may be of one of the accepted classes. */
function mayBe(project: Project, types: readonly Type[], accepted: Accepted): boolean {
  if (accepted === null || types.length === 0) return true;
  return types
    .flatMap(pathOfType)
    .some((path) => accepted.some((ancestor) => project.isSubclass(path, ancestor)));
}
