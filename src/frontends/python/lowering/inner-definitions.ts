/** Lowers what makes functions and classes, and the bodies of comprehensions. */
import type { Argument, ValueId } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import type { DraftBlock } from '../../lowering/draft.ts';
import { ITERABLE_PARAMETER } from '../reading/inner-definitions.ts';
import type {
  ClassStatement,
  ComprehensionBody,
  ComprehensionClause,
  ComprehensionExpression,
  DefaultSyntax,
  Expression,
  FunctionStatement,
} from '../syntax.ts';
import { assign } from './assignments.ts';
import { lowerCondition } from './conditions.ts';
import type { Lowering } from './lowering.ts';

export function lowerFunctionStatement(lowering: Lowering, statement: FunctionStatement): void {
  const { name, definition } = statement;
  const decorators = statement.decorators.map((decorator) => lowering.value(decorator));
  const defaults = lowerDefaults(lowering, statement.defaults);
  const made = makeFunction(lowering, { definition, decorators, defaults, span: name.span });
  lowering.write(name, made);
}

export function lowerLambda(
  lowering: Lowering,
  expression: Extract<Expression, { readonly kind: 'lambda' }>,
): ValueId {
  const { definition, span } = expression;
  const defaults = lowerDefaults(lowering, expression.defaults);
  return makeFunction(lowering, { definition, decorators: [], defaults, span });
}

function lowerDefaults(lowering: Lowering, defaults: readonly DefaultSyntax[]): LoweredDefault[] {
  return defaults.map(({ parameter, value }) => ({ parameter, value: lowering.value(value) }));
}

interface LoweredDefault {
  readonly parameter: number;
  readonly value: ValueId;
}

interface MadeFunction {
  readonly definition: number;
  readonly decorators: ValueId[];
  readonly defaults: LoweredDefault[];
  readonly span: Span;
}

function makeFunction(lowering: Lowering, made: MadeFunction): ValueId {
  const { builder } = lowering;
  const { definition, decorators, defaults, span } = made;
  const result = builder.fresh();
  return builder.define({ op: 'make-function', span, result, function: definition, decorators, defaults });
}

/** `**keywords` among the bases is a keyword of the name '**'. */
export function lowerClassStatement(lowering: Lowering, statement: ClassStatement): void {
  const { builder } = lowering;
  const { span } = statement.name;
  const decorators = statement.decorators.map((decorator) => lowering.value(decorator));
  const bases: ValueId[] = [];
  const keywords: { name: string; value: ValueId }[] = [];
  for (const argument of statement.arguments) {
    const value = lowering.value(argument.value);
    if (argument.kind === 'positional' || argument.kind === 'rest') bases.push(value);
    else keywords.push({ name: argument.kind === 'keyword' ? argument.name : '**', value });
  }
  const result = builder.fresh();
  const { definition } = statement;
  builder.emit({ op: 'make-class', span, result, function: definition, bases, keywords, decorators });
  lowering.write(statement.name, result);
}

/* ---- Comprehensions ---- */

/** Makes the function, calls it with the first iterable, and awaits the result where the language does. */
export function lowerComprehension(lowering: Lowering, expression: ComprehensionExpression): ValueId {
  const { builder } = lowering;
  const { span, definition } = expression;
  const callee = makeFunction(lowering, { definition, decorators: [], defaults: [], span });
  const iterable: Argument = { kind: 'positional', value: lowering.value(expression.iterable) };
  const result = builder.fresh();
  const made = builder.define({ op: 'call', span, result, callee, arguments: [iterable], calleeSpan: span });
  if (!expression.isAwaited) return made;
  return builder.define({ op: 'await', span, result: builder.fresh(), value: made });
}

/**
 * The loops of a comprehension, one inside the other, around the addition of the element.
 *
 * A loop that is used up goes on with the loop around it; a test that fails goes on with the loop that it stands in.
 */
export function lowerComprehensionBody(lowering: Lowering, body: ComprehensionBody, span: Span): void {
  const { builder } = lowering;
  const container = body.form === 'generator' ? null : emptyContainer(lowering, body.form, span);
  const done = builder.newBlock();
  const headers: DraftBlock[] = [];
  for (const clause of body.clauses) lowerClause(lowering, clause, { headers, done });
  addElement(lowering, body, container);
  builder.jump(headers.at(-1) ?? done, span);
  for (const header of headers.reverse()) builder.seal(header);
  builder.startSealed(done);
  builder.return(container ?? lowering.constant({ kind: 'none' }, span), span, container === null);
}

function emptyContainer(lowering: Lowering, kind: 'list' | 'set' | 'dict', span: Span): ValueId {
  const { builder } = lowering;
  return builder.define({ op: 'build', span, result: builder.fresh(), kind, elements: [] });
}

interface Loops {
  readonly headers: DraftBlock[];
  readonly done: DraftBlock;
}

function lowerClause(lowering: Lowering, clause: ComprehensionClause, loops: Loops): void {
  const { builder } = lowering;
  const outside = loops.headers.at(-1) ?? loops.done;
  const inside = builder.newBlock();
  if (clause.kind === 'if') {
    lowerCondition(lowering, clause.test, { then: inside, otherwise: outside, origin: 'filter' });
    builder.startSealed(inside);
    return;
  }
  const { span } = clause;
  const iterable =
    clause.iterable === null ? lowering.read(ITERABLE_PARAMETER, span) : lowering.value(clause.iterable);
  const element = openLoop(lowering, { iterable, outside, inside, clause, headers: loops.headers });
  assign(lowering, clause.target, element);
}

interface OpenedLoop {
  readonly iterable: ValueId;
  readonly outside: DraftBlock;
  readonly inside: DraftBlock;
  readonly clause: Extract<ComprehensionClause, { readonly kind: 'for' }>;
  readonly headers: DraftBlock[];
}

function openLoop(lowering: Lowering, loop: OpenedLoop): ValueId {
  const { builder } = lowering;
  const { span, isAsync } = loop.clause;
  const step = (operator: 'iterator' | 'has-next' | 'next', operand: ValueId) =>
    builder.define({
      op: 'operator',
      span,
      result: builder.fresh(),
      operator,
      operands: [operand],
      inPlace: false,
    });
  const iterator = step('iterator', loop.iterable);
  const header = builder.newBlock();
  builder.jump(header, span);
  builder.start(header);
  loop.headers.push(header);
  const hasNext = step('has-next', iterator);
  builder.branch(hasNext, span, { then: loop.inside, otherwise: loop.outside, origin: 'for' });
  builder.startSealed(loop.inside);
  const next = step('next', iterator);
  return isAsync ? builder.define({ op: 'await', span, result: builder.fresh(), value: next }) : next;
}

function addElement(lowering: Lowering, body: ComprehensionBody, container: ValueId | null): void {
  const { builder } = lowering;
  const { span } = body.element;
  const key = body.key === null ? null : lowering.value(body.key);
  const value = lowering.value(body.element);
  if (container === null) {
    builder.emit({ op: 'yield', span, result: builder.fresh(), value, delegate: false });
  } else {
    builder.emit({ op: 'append', span, container, key, value });
  }
}
