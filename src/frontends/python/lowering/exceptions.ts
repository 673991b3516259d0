/**
 * Lowers `try` and `with`.
 *
 *     try: A            1 A under handler 2                 `finally: F` around all of it, say under handler 8:
 *     except T: B       2 catch e; is e a T? then 3 else 4    5 F, then goes on                 (A, C or B came to its end)
 *     else: C           3 B                                   8 catch x; F; raise x             (an exception leaves 1, 2, 3, C)
 *                       4 raise e                             one more F for return, break, continue each, if one occurs
 *
 * So F is lowered at most five times for one `finally`, however many jumps there are. A `finally` inside of a `finally`
 * body multiplies that; COPY_LIMIT bounds what a hostile file can ask for.
 */
import type { ValueId } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import type { DraftBlock } from '../../lowering/draft.ts';
import type { ExceptClause, Statement, TryStatement, WithItem, WithStatement } from '../syntax.ts';
import { assign } from './assignments.ts';
import { exitManager, type FinallyFrame, resumeJump, type WithFrame } from './exits.ts';
import { type Lowering, LoweringError } from './lowering.ts';

/** Copies of `finally` bodies in one function. */
const COPY_LIMIT = 1000;

export function lowerTry(lowering: Lowering, statement: TryStatement): void {
  if (statement.finalizer === null) lowerClauses(lowering, statement);
  else lowerFinally(lowering, statement, statement.finalizer);
}

/* ---- finally ---- */

function lowerFinally(lowering: Lowering, statement: TryStatement, finalizer: readonly Statement[]): void {
  const { builder } = lowering;
  const handlerOutside = builder.handler;
  const frame: FinallyFrame = { kind: 'finally', handlerOutside, exits: new Map() };
  const onException = builder.newBlock();
  builder.handler = onException;
  lowering.frames.push(frame);
  lowerClauses(lowering, statement);
  lowering.frames.pop();
  builder.handler = handlerOutside;
  const after = builder.newBlock();
  builder.split(statement.span);
  lowerCopy(lowering, finalizer);
  builder.jump(after, statement.span);
  lowerExceptionalCopy(lowering, onException, finalizer);
  lowerJumpCopies(lowering, frame, finalizer);
  builder.startSealed(after);
}

/** One copy of the body; none where control cannot come. */
function lowerCopy(lowering: Lowering, finalizer: readonly Statement[]): void {
  if (!lowering.builder.isOpen()) return;
  if (++lowering.copies > COPY_LIMIT)
    throw new LoweringError('finally clauses inside of each other: too many paths');
  lowering.statements(finalizer);
}

function lowerExceptionalCopy(
  lowering: Lowering,
  handler: DraftBlock,
  finalizer: readonly Statement[],
): void {
  const { builder } = lowering;
  const span = endOf(finalizer);
  builder.startSealed(handler);
  const exception = builder.define({ op: 'catch', span, result: builder.fresh() });
  whileCaught(lowering, exception, () => lowerCopy(lowering, finalizer));
  builder.raise({ exception, cause: null, implicit: true }, span);
}

function lowerJumpCopies(lowering: Lowering, frame: FinallyFrame, finalizer: readonly Statement[]): void {
  for (const kind of ['return', 'break', 'continue'] as const) {
    const exit = frame.exits.get(kind);
    if (exit === undefined) continue;
    lowering.builder.startSealed(exit.block);
    lowerCopy(lowering, finalizer);
    resumeJump(lowering, kind, exit.span);
  }
}

function endOf(statements: readonly Statement[]): Span {
  return statements.at(-1)?.span ?? { start: 0, end: 0 };
}

/** A bare `raise` in what `lower` lowers raises `exception` again. */
function whileCaught(lowering: Lowering, exception: ValueId, lower: () => void): void {
  const outer = lowering.caught;
  lowering.caught = exception;
  lower();
  lowering.caught = outer;
}

/* ---- except and else ---- */

function lowerClauses(lowering: Lowering, statement: TryStatement): void {
  const { builder } = lowering;
  const handlerOutside = builder.handler;
  const after = builder.newBlock();
  if (statement.clauses.length === 0) {
    builder.split(statement.span);
    lowering.statements(statement.body);
    lowering.statements(statement.otherwise);
    return;
  }
  const onException = builder.newBlock();
  builder.handler = onException;
  builder.split(statement.span);
  lowering.statements(statement.body);
  builder.handler = handlerOutside;
  builder.split(statement.span);
  lowering.statements(statement.otherwise);
  builder.jump(after, statement.span);
  builder.startSealed(onException);
  const span = statement.clauses[0]?.span ?? statement.span;
  const exception = builder.define({ op: 'catch', span, result: builder.fresh() });
  if (statement.isGroup) lowerGroup(lowering, statement, { exception, after });
  else lowerChoice(lowering, statement, { exception, after });
  builder.startSealed(after);
}

interface Caught {
  readonly exception: ValueId;
  readonly after: DraftBlock;
}

/** The first clause that fits runs; when none fits, the exception goes on. */
function lowerChoice(lowering: Lowering, statement: TryStatement, caught: Caught): void {
  const { builder } = lowering;
  const { exception, after } = caught;
  for (const clause of statement.clauses) {
    const otherwise = lowerTest(lowering, clause, exception);
    lowerClause(lowering, clause, exception);
    builder.jump(after, clause.span);
    builder.startSealed(otherwise);
  }
  builder.raise({ exception, cause: null, implicit: true }, statement.span);
}

/** `except*`: every clause that fits runs on its part of the group; what is left is raised again. */
function lowerGroup(lowering: Lowering, statement: TryStatement, caught: Caught): void {
  const { builder } = lowering;
  const { exception, after } = caught;
  for (const clause of statement.clauses) {
    const otherwise = lowerTest(lowering, clause, exception);
    lowerClause(lowering, clause, exception);
    builder.jump(otherwise, clause.span);
    builder.startSealed(otherwise);
  }
  const { span } = statement;
  const none = lowering.constant({ kind: 'none' }, span);
  const isDone = builder.define({
    op: 'operator',
    span,
    result: builder.fresh(),
    operator: 'is',
    operands: [exception, none],
    inPlace: false,
  });
  const raise = builder.newBlock();
  builder.branch(isDone, span, { then: after, otherwise: raise, origin: 'conditional' });
  builder.startSealed(raise);
  builder.raise({ exception, cause: null, implicit: true }, span);
}

/** Goes on in the clause when it fits; answers where to go on when it does not. */
function lowerTest(lowering: Lowering, clause: ExceptClause, exception: ValueId): DraftBlock {
  const { builder } = lowering;
  const otherwise = builder.newBlock();
  if (clause.type === null) {
    builder.split(clause.span);
    return otherwise;
  }
  const type = lowering.value(clause.type);
  const then = builder.newBlock();
  builder.catches(exception, type, { then, otherwise, span: clause.type.span });
  builder.startSealed(then);
  return otherwise;
}

function lowerClause(lowering: Lowering, clause: ExceptClause, exception: ValueId): void {
  const { name } = clause;
  if (name === null) {
    whileCaught(lowering, exception, () => lowering.statements(clause.body));
    return;
  }
  lowering.write(name, exception);
  lowering.frames.push({ kind: 'clause', name });
  whileCaught(lowering, exception, () => lowering.statements(clause.body));
  lowering.frames.pop();
  lowering.unbind(name);
}

/* ---- with ---- */

interface OpenManager {
  readonly frame: WithFrame;
  readonly onException: DraftBlock;
}

export function lowerWith(lowering: Lowering, statement: WithStatement): void {
  const open = statement.items.map((item) => openManager(lowering, item, statement.isAsync));
  lowering.statements(statement.body);
  for (const manager of open.reverse()) closeManager(lowering, manager);
}

function openManager(lowering: Lowering, item: WithItem, isAsync: boolean): OpenManager {
  const { builder } = lowering;
  const { span } = item.manager;
  const manager = lowering.value(item.manager);
  const entered = builder.define({ op: 'enter', span, result: builder.fresh(), manager, isAsync });
  const frame: WithFrame = { kind: 'with', manager, span, isAsync, handlerOutside: builder.handler };
  const onException = builder.newBlock();
  builder.handler = onException;
  lowering.frames.push(frame);
  builder.split(span);
  if (item.target !== null) assign(lowering, item.target, entered);
  return { frame, onException };
}

function closeManager(lowering: Lowering, open: OpenManager): void {
  const { builder } = lowering;
  const { frame, onException } = open;
  const { span } = frame;
  lowering.frames.pop();
  builder.handler = frame.handlerOutside;
  const after = builder.newBlock();
  builder.split(span);
  exitManager(lowering, frame, null);
  builder.jump(after, span);
  builder.startSealed(onException);
  const exception = builder.define({ op: 'catch', span, result: builder.fresh() });
  const isSuppressed = exitManager(lowering, frame, exception);
  const raise = builder.newBlock();
  builder.branch(isSuppressed, span, { then: after, otherwise: raise, origin: 'with' });
  builder.startSealed(raise);
  builder.raise({ exception, cause: null, implicit: true }, span);
  builder.startSealed(after);
}
