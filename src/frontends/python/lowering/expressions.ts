/** Lowers expressions to values: one function for each kind. */
import type { Argument, BuildElement, ValueId } from '../../../ir/ir.ts';
import type { ArgumentSyntax, Expression } from '../syntax.ts';
import { lowerBoolean, lowerComparison, lowerConditional } from './conditions.ts';
import { lowerComprehension, lowerLambda } from './inner-definitions.ts';
import type { Lowering } from './lowering.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

export function lowerExpression(lowering: Lowering, expression: Expression): ValueId {
  switch (expression.kind) {
    case 'name':
      return lowering.read(expression.name, expression.span);
    case 'constant':
      return lowering.constant(expression.constant, expression.span);
    case 'attribute':
    case 'call':
    case 'subscript':
    case 'binary':
      return lowerChain(lowering, expression);
    case 'boolean':
      return lowerBoolean(lowering, expression);
    case 'comparison':
      return lowerComparison(lowering, expression);
    case 'conditional':
      return lowerConditional(lowering, expression);
    case 'lambda':
      return lowerLambda(lowering, expression);
    case 'comprehension':
      return lowerComprehension(lowering, expression);
    default:
      return lowerRest(lowering, expression);
  }
}

type Rest = Of<
  | 'formatted'
  | 'slice'
  | 'unary'
  | 'list'
  | 'tuple'
  | 'set'
  | 'dictionary'
  | 'starred'
  | 'walrus'
  | 'yield'
  | 'await'
>;

function lowerRest(lowering: Lowering, expression: Rest): ValueId {
  const { builder } = lowering;
  const { span } = expression;
  switch (expression.kind) {
    case 'formatted':
      return build(
        lowering,
        expression,
        expression.parts.map((part) => element(lowering, part)),
      );
    case 'slice':
      return build(
        lowering,
        expression,
        expression.bounds.map((bound) => boundElement(lowering, expression, bound)),
      );
    case 'unary': {
      const operands = [lowering.value(expression.operand)];
      const { operator } = expression;
      return builder.define({
        op: 'operator',
        span,
        result: builder.fresh(),
        operator,
        operands,
        inPlace: false,
      });
    }
    case 'list':
    case 'tuple':
    case 'set':
      return build(
        lowering,
        expression,
        expression.elements.map((part) => element(lowering, part)),
      );
    case 'dictionary':
      return build(
        lowering,
        expression,
        expression.entries.map((entry) => dictionaryElement(lowering, entry)),
      );
    case 'starred':
      return build(lowering, expression, [element(lowering, expression)]);
    case 'walrus': {
      const value = lowering.value(expression.value);
      lowering.write(expression.target, value);
      return value;
    }
    case 'yield': {
      const { delegate } = expression;
      const value =
        expression.value === null
          ? lowering.constant({ kind: 'none' }, span)
          : lowering.value(expression.value);
      return builder.define({ op: 'yield', span, result: builder.fresh(), value, delegate });
    }
    case 'await': {
      const value = lowering.value(expression.value);
      return builder.define({ op: 'await', span, result: builder.fresh(), value });
    }
  }
}

/* ---- Chains: a.b(c)[d] + e, from the inside out without recursion ---- */

type Link = Of<'attribute' | 'call' | 'subscript' | 'binary'>;

function isLink(expression: Expression): expression is Link {
  const { kind } = expression;
  return kind === 'attribute' || kind === 'call' || kind === 'subscript' || kind === 'binary';
}

function innerOf(link: Link): Expression {
  switch (link.kind) {
    case 'attribute':
    case 'subscript':
      return link.object;
    case 'call':
      return link.callee;
    case 'binary':
      return link.left;
  }
}

function lowerChain(lowering: Lowering, expression: Link): ValueId {
  const links: Link[] = [expression];
  let inner = innerOf(expression);
  while (isLink(inner)) {
    links.push(inner);
    inner = innerOf(inner);
  }
  let value = lowering.value(inner);
  for (const link of links.reverse()) value = lowerLink(lowering, link, value);
  return value;
}

function lowerLink(lowering: Lowering, link: Link, inner: ValueId): ValueId {
  const { builder } = lowering;
  const { span } = link;
  switch (link.kind) {
    case 'attribute': {
      const { name, nameSpan } = link;
      return builder.define({
        op: 'attribute',
        span,
        result: builder.fresh(),
        object: inner,
        name,
        nameSpan,
      });
    }
    case 'subscript': {
      const index = lowering.value(link.index);
      return builder.define({ op: 'item', span, result: builder.fresh(), object: inner, index });
    }
    case 'call': {
      const given = link.arguments.map((argument) => lowerArgument(lowering, argument));
      const calleeSpan = link.callee.span;
      const result = builder.fresh();
      return builder.define({ op: 'call', span, result, callee: inner, arguments: given, calleeSpan });
    }
    case 'binary': {
      const operands = [inner, lowering.value(link.right)];
      const { operator } = link;
      return builder.define({
        op: 'operator',
        span,
        result: builder.fresh(),
        operator,
        operands,
        inPlace: false,
      });
    }
  }
}

function lowerArgument(lowering: Lowering, argument: ArgumentSyntax): Argument {
  const value = lowering.value(argument.value);
  return argument.kind === 'keyword'
    ? { kind: 'keyword', name: argument.name, value }
    : { kind: argument.kind, value };
}

/* ---- Builds ---- */

function build(
  lowering: Lowering,
  expression: Of<'formatted' | 'slice' | 'list' | 'tuple' | 'set' | 'dictionary' | 'starred'>,
  elements: BuildElement[],
): ValueId {
  const { builder } = lowering;
  const { span } = expression;
  return builder.define({
    op: 'build',
    span,
    result: builder.fresh(),
    kind: buildKind(expression.kind),
    elements,
  });
}

function buildKind(kind: 'formatted' | 'slice' | 'list' | 'tuple' | 'set' | 'dictionary' | 'starred') {
  switch (kind) {
    case 'formatted':
      return 'string';
    case 'dictionary':
      return 'dict';
    case 'starred':
      return 'tuple';
    default:
      return kind;
  }
}

function element(lowering: Lowering, part: Expression): BuildElement {
  if (part.kind === 'starred') return { key: null, value: lowering.value(part.value), spread: true };
  return { key: null, value: lowering.value(part), spread: false };
}

function boundElement(lowering: Lowering, slice: Of<'slice'>, bound: Expression | null): BuildElement {
  const value = bound === null ? lowering.constant({ kind: 'none' }, slice.span) : lowering.value(bound);
  return { key: null, value, spread: false };
}

function dictionaryElement(lowering: Lowering, entry: Of<'dictionary'>['entries'][number]): BuildElement {
  if (entry.key === null) return { key: null, value: lowering.value(entry.value), spread: true };
  const key = lowering.value(entry.key);
  return { key, value: lowering.value(entry.value), spread: false };
}
