/**
 * Lowers `try`, `throw`, and what promises do of the same kind.
 *
 * The block of a `finally` is lowered once for each way that control takes through it: its end, an exception, and each
 * place that `return`, `break` and `continue` go to. COPY_LIMIT bounds what nested ones can ask for.
 */
import type { ts } from 'ts-morph';
import type { ValueId } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import { type FinallyFrame, leave } from './exits.ts';
import { type Lowering, LoweringError } from './lowering.ts';
import { bindPattern } from './patterns.ts';

/** Copies of `finally` blocks in one function. */
const COPY_LIMIT = 1000;

export function lowerTry(lowering: Lowering, statement: ts.TryStatement): void {
  const { finallyBlock } = statement;
  const attempt = () => lowerCatch(lowering, statement);
  if (finallyBlock === undefined) attempt();
  else {
    const span = lowering.span(statement);
    lowerFinally(lowering, { span, attempt, finalize: () => lowering.statement(finallyBlock) });
  }
}

export interface Finally {
  readonly span: Span;
  readonly attempt: () => void;
  readonly finalize: () => void;
}

export function lowerFinally(lowering: Lowering, { span, attempt, finalize }: Finally): void {
  const { builder } = lowering;
  const outside = builder.handler;
  const frame: FinallyFrame = { kind: 'finally', exits: [] };
  const onException = builder.newBlock();
  builder.handler = onException;
  lowering.frames.push(frame);
  builder.split(span);
  attempt();
  lowering.frames.pop();
  builder.handler = outside;
  const after = builder.newBlock();
  builder.split(span);
  copy(lowering, finalize);
  builder.jump(after, span);
  builder.startSealed(onException);
  const exception = builder.define({ op: 'catch', span, result: builder.fresh() });
  copy(lowering, finalize);
  builder.raise({ exception, cause: null, implicit: true }, span);
  for (const exit of frame.exits) {
    builder.startSealed(exit.block);
    copy(lowering, finalize);
    if (builder.isOpen()) leave(lowering, exit.jump);
  }
  builder.startSealed(after);
}

/** One copy of the block; none where control cannot come. */
function copy(lowering: Lowering, finalize: () => void): void {
  if (!lowering.builder.isOpen()) return;
  if (++lowering.copies > COPY_LIMIT)
    throw new LoweringError('finally blocks inside of each other: too many paths');
  finalize();
}

function lowerCatch(lowering: Lowering, { tryBlock, catchClause }: ts.TryStatement): void {
  const attempt = () => lowering.statement(tryBlock);
  if (catchClause === undefined) {
    attempt();
    return;
  }
  const span = lowering.span(catchClause);
  guarded(lowering, { span, attempt, recover: (exception) => lowerClause(lowering, catchClause, exception) });
}

function lowerClause(lowering: Lowering, clause: ts.CatchClause, exception: ValueId): void {
  lowering.within(clause, () => {
    const { variableDeclaration } = clause;
    if (variableDeclaration !== undefined)
      bindPattern(lowering, variableDeclaration.name, { value: exception });
    lowering.statement(clause.block);
  });
}

export interface Guarded {
  /** Of the clause. */
  readonly span: Span;
  readonly attempt: () => void;
  readonly recover: (exception: ValueId) => void;
}

/** Runs `recover` for whatever `attempt` raises, and goes on after both. */
export function guarded(lowering: Lowering, { span, attempt, recover }: Guarded): void {
  const { builder } = lowering;
  const outside = builder.handler;
  const after = builder.newBlock();
  const onException = builder.newBlock();
  builder.handler = onException;
  builder.split(span);
  attempt();
  builder.handler = outside;
  builder.jump(after, span);
  builder.startSealed(onException);
  const exception = builder.define({ op: 'catch', span, result: builder.fresh() });
  builder.split(span);
  recover(exception);
  builder.jump(after, span);
  builder.startSealed(after);
}
