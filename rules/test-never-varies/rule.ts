/**
 * Finds conditions that have one outcome whatever happens:
 *
 * - **function**: a method or function is tested or compared, where its result was meant;
 * - **constant**: `state == 'a' or 'b'`, `assert (ready, 'message')`;
 * - **find**: `text.find(part)` is -1, thus true, when there is nothing, and 0, thus false, at the start;
 * - **clause**: an `except` behind one that has caught the same class already.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Branch, IrFunction, Operator, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction, Type } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantOf } from '../../src/rules/questions/arguments.ts';
import { keepsSignature } from '../../src/rules/questions/signatures.ts';
import { shadowedClauses } from './clauses.ts';

const TESTS = new Set<Branch['origin']>(['if', 'while', 'assert', 'conditional', 'and', 'or', 'filter']);
const COMPARISONS = new Set<Operator['operator']>(['==', '!=', '<', '<=', '>', '>=']);

export function check(context: RuleContext): RuleResult {
  const findings = context.scope.flatMap((fn) => [
    ...branches(context, fn),
    ...comparisons(context, fn),
    ...shadowedClauses(context, fn),
  ]);
  return { findings, evidence: [] };
}

function branches(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  return fn.ir.blocks.flatMap(({ terminator }) => {
    if (terminator.op !== 'branch' || !TESTS.has(terminator.origin)) return [];
    const tested = withoutNot(fn.ir, terminator.condition);
    const message =
      ofBothWays(fn.ir, terminator) ??
      ofFunction(context, fn, tested) ??
      ofFind(context, fn, tested) ??
      ofConstant(fn.ir, tested, terminator);
    const span = instructionOf(fn.ir, tested)?.span ?? terminator.span;
    return message === null ? [] : [{ rule: context.rule.id, message, place: placeOf(fn, span) }];
  });
}

function withoutNot(fn: IrFunction, condition: ValueId): ValueId {
  const made = instructionOf(fn, condition);
  const [operand] = made?.op === 'operator' && made.operator === 'not' ? made.operands : [];
  return operand ?? condition;
}

function comparisons(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  return fn.ir.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) => {
      if (one.op !== 'operator' || !COMPARISONS.has(one.operator)) return [];
      const isWithConstant = one.operands.some((operand) => constantOf(fn.ir, operand) !== undefined);
      const called = isWithConstant ? one.operands.map((operand) => ofFunction(context, fn, operand)) : [];
      const message = called.find((each) => each !== null);
      return message === undefined || message === null
        ? []
        : [{ rule: context.rule.id, message, place: placeOf(fn, one.span) }];
    }),
  );
}

/** `if (this.onClose) this.onClose()` asks whether there is one: a subclass may have none. */
function isCalled(fn: IrFunction, method: string): boolean {
  return fn.blocks.some(({ instructions }) =>
    instructions.some((one) => {
      const callee = one.op === 'call' ? instructionOf(fn, one.callee) : undefined;
      return callee?.op === 'attribute' && callee.name === method;
    }),
  );
}

/** Methods are read from objects; a plain name of a function may be one that is optional. */
function ofFunction({ project }: RuleContext, fn: ProjectFunction, value: ValueId): string | null {
  const read = instructionOf(fn.ir, value);
  if (read?.op !== 'attribute' || isCalled(fn.ir, read.name)) return null;
  const types = project.typesOf(fn, value);
  if (types.length === 0 || !types.every((type) => isPlainFunction(project, type))) return null;
  return `\`${read.name}\` is a method, and methods are always true: its result was meant, but nobody calls it.`;
}

function isPlainFunction(project: RuleContext['project'], type: Type): boolean {
  if (type.kind !== 'function' || type.function.binding === 'property') return false;
  return type.bound && type.function.class !== null && keepsSignature(project, type.function);
}

function ofFind({ project }: RuleContext, fn: ProjectFunction, value: ValueId): string | null {
  const call = instructionOf(fn.ir, value);
  if (call?.op !== 'call') return null;
  const callee = instructionOf(fn.ir, call.callee);
  if (callee?.op !== 'attribute' || (callee.name !== 'find' && callee.name !== 'rfind')) return null;
  const types = project.typesOf(fn, callee.object);
  const isText =
    types.length > 0 &&
    types.every((type) => type.kind === 'external-instance' && /^builtins\.(?:str|bytes)$/.test(type.path));
  return isText
    ? `\`${callee.name}\` gives -1 when there is nothing, which is true, and 0 at the start, which is false: test with \`in\`.`
    : null;
}

/** `a or 'text'` as a condition: whether `a` holds or not, the same branch follows. */
function ofBothWays(fn: IrFunction, { origin, then, otherwise }: Branch): string | null {
  if (origin !== 'or') return null;
  const behind = fn.blocks[otherwise];
  if (behind?.terminator.op !== 'jump' || behind.terminator.target !== then) return null;
  const isEmpty = behind.phis.length === 0 && behind.instructions.every(({ op }) => op === 'constant');
  return isEmpty && (fn.blocks[then]?.phis.length ?? 0) === 0
    ? 'What follows `or` is always true, so the whole condition is: it is compared with nothing.'
    : null;
}

/** The constant after `or` and `and`, and tuples, which are true as soon as they have an element. */
function ofConstant(fn: IrFunction, value: ValueId, { origin }: Branch): string | null {
  const made = instructionOf(fn, value);
  if (made?.op === 'build' && made.kind === 'tuple' && made.elements.some(({ spread }) => !spread)) {
    return 'A tuple with elements is always true: this test never fails.';
  }
  if (made?.op !== 'constant' || made.constant.kind !== 'string' || origin === 'while') return null;
  const outcome = made.constant.value === '' ? 'false' : 'true';
  return `The text '${made.constant.value.slice(0, 40)}' is always ${outcome} as a condition: it is compared with nothing.`;
}
