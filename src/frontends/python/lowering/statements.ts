/** Lowers statements, one function for each kind. */
import type { ValueId } from '../../../ir/ir.ts';
import type { ForStatement, IfStatement, ImportStatement, Statement, WhileStatement } from '../syntax.ts';
import { assign, lowerAssign, lowerAugmented, lowerDelete } from './assignments.ts';
import { lowerCondition } from './conditions.ts';
import { lowerTry, lowerWith } from './exceptions.ts';
import { lowerLoopJump, lowerReturn } from './exits.ts';
import { lowerClassStatement, lowerFunctionStatement } from './inner-definitions.ts';
import type { Lowering } from './lowering.ts';
import { lowerMatch } from './matches.ts';

export function lowerStatement(lowering: Lowering, statement: Statement): void {
  switch (statement.kind) {
    case 'expression':
      lowering.value(statement.value);
      return;
    case 'assign':
      lowerAssign(lowering, statement);
      return;
    case 'augmented':
      lowerAugmented(lowering, statement);
      return;
    case 'delete':
      for (const target of statement.targets) lowerDelete(lowering, target);
      return;
    case 'import':
      lowerImport(lowering, statement);
      return;
    case 'if':
      lowerIf(lowering, statement);
      return;
    case 'while':
      lowerWhile(lowering, statement);
      return;
    case 'for':
      lowerFor(lowering, statement);
      return;
    case 'try':
      lowerTry(lowering, statement);
      return;
    case 'with':
      lowerWith(lowering, statement);
      return;
    case 'match':
      lowerMatch(lowering, statement);
      return;
    case 'function':
      lowerFunctionStatement(lowering, statement);
      return;
    case 'class':
      lowerClassStatement(lowering, statement);
      return;
    default:
      lowerJump(lowering, statement);
      return;
  }
}

type JumpStatement = Extract<
  Statement,
  { readonly kind: 'return' | 'raise' | 'assert' | 'break' | 'continue' }
>;

function lowerJump(lowering: Lowering, statement: JumpStatement): void {
  const { span } = statement;
  switch (statement.kind) {
    case 'return': {
      const { value } = statement;
      const returned = value === null ? lowering.constant({ kind: 'none' }, span) : lowering.value(value);
      lowerReturn(lowering, returned, { span, implicit: false });
      return;
    }
    case 'break':
    case 'continue':
      lowerLoopJump(lowering, statement.kind, span);
      return;
    case 'raise':
      lowerRaise(lowering, statement);
      return;
    case 'assert':
      lowerAssert(lowering, statement);
      return;
  }
}

/** A bare `raise` raises what was caught. */
function lowerRaise(lowering: Lowering, statement: Extract<Statement, { readonly kind: 'raise' }>): void {
  const { span } = statement;
  const exception = statement.exception === null ? lowering.caught : lowering.value(statement.exception);
  const cause = statement.cause === null ? null : lowering.value(statement.cause);
  lowering.builder.raise({ exception, cause, implicit: false }, span);
}

function lowerAssert(lowering: Lowering, statement: Extract<Statement, { readonly kind: 'assert' }>): void {
  const { builder } = lowering;
  const { span, test, message } = statement;
  const then = builder.newBlock();
  const otherwise = builder.newBlock();
  lowerCondition(lowering, test, { then, otherwise, origin: 'assert' });
  builder.startSealed(otherwise);
  const name = 'AssertionError';
  const callee = builder.define({ op: 'load-global', span, result: builder.fresh(), name });
  const given = message === null ? [] : [{ kind: 'positional', value: lowering.value(message) } as const];
  const result = builder.fresh();
  const exception = builder.define({ op: 'call', span, result, callee, arguments: given, calleeSpan: span });
  builder.raise({ exception, cause: null, implicit: true }, span);
  builder.startSealed(then);
}

function lowerImport(lowering: Lowering, statement: ImportStatement): void {
  const { builder } = lowering;
  for (const { span, module, member, level, bindsRoot, target } of statement.names) {
    const result = builder.fresh();
    builder.emit({ op: 'import', span, result, module, member, level, bindsRoot });
    if (target !== null) lowering.write(target, result);
  }
}

function lowerIf(lowering: Lowering, statement: IfStatement): void {
  const { builder } = lowering;
  const after = builder.newBlock();
  for (const { test, body } of statement.branches) {
    const then = builder.newBlock();
    const otherwise = builder.newBlock();
    lowerCondition(lowering, test, { then, otherwise, origin: 'if' });
    builder.startSealed(then);
    lowering.statements(body);
    builder.jump(after, test.span);
    builder.startSealed(otherwise);
  }
  lowering.statements(statement.otherwise);
  builder.jump(after, statement.span);
  builder.startSealed(after);
}

function lowerWhile(lowering: Lowering, statement: WhileStatement): void {
  const { builder } = lowering;
  const { span } = statement;
  const header = builder.newBlock();
  const body = builder.newBlock();
  const otherwise = builder.newBlock();
  const after = builder.newBlock();
  builder.jump(header, span);
  builder.start(header);
  lowerCondition(lowering, statement.test, { then: body, otherwise, origin: 'while' });
  builder.startSealed(body);
  lowering.frames.push({ kind: 'loop', breakTo: after, continueTo: header });
  lowering.statements(statement.body);
  lowering.frames.pop();
  builder.jump(header, span);
  builder.seal(header);
  builder.startSealed(otherwise);
  lowering.statements(statement.otherwise);
  builder.jump(after, span);
  builder.startSealed(after);
}

function lowerFor(lowering: Lowering, statement: ForStatement): void {
  const { builder } = lowering;
  const { span } = statement.iterable;
  const header = builder.newBlock();
  const body = builder.newBlock();
  const otherwise = builder.newBlock();
  const after = builder.newBlock();
  const iterator = step(lowering, statement, {
    operator: 'iterator',
    operand: lowering.value(statement.iterable),
  });
  builder.jump(header, span);
  builder.start(header);
  const hasNext = step(lowering, statement, { operator: 'has-next', operand: iterator });
  builder.branch(hasNext, span, { then: body, otherwise, origin: 'for' });
  builder.startSealed(body);
  assign(lowering, statement.target, nextElement(lowering, statement, iterator));
  lowering.frames.push({ kind: 'loop', breakTo: after, continueTo: header });
  lowering.statements(statement.body);
  lowering.frames.pop();
  builder.jump(header, span);
  builder.seal(header);
  builder.startSealed(otherwise);
  lowering.statements(statement.otherwise);
  builder.jump(after, span);
  builder.startSealed(after);
}

interface Step {
  readonly operator: 'iterator' | 'has-next' | 'next';
  readonly operand: ValueId;
}

function step(lowering: Lowering, statement: ForStatement, { operator, operand }: Step): ValueId {
  const { builder } = lowering;
  const { span } = statement.iterable;
  const result = builder.fresh();
  return builder.define({ op: 'operator', span, result, operator, operands: [operand], inPlace: false });
}

function nextElement(lowering: Lowering, statement: ForStatement, iterator: ValueId): ValueId {
  const { builder } = lowering;
  const value = step(lowering, statement, { operator: 'next', operand: iterator });
  if (!statement.isAsync) return value;
  return builder.define({ op: 'await', span: statement.iterable.span, result: builder.fresh(), value });
}
