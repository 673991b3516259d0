/** Reads lambdas and comprehensions: definitions inside of expressions. */
import type { Span } from '../../../source/text.ts';
import { isToken, Kind, Token } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import type {
  ComprehensionBody,
  ComprehensionClause,
  ComprehensionForm,
  Expression,
  ParameterSyntax,
} from '../syntax.ts';
import { readParameters } from './parameters.ts';
import { type Reader, standIn } from './reader.ts';
import { readTarget } from './targets.ts';

const LAMBDA_KEYWORD_LENGTH = 6;

export function readLambda(reader: Reader, node: Node): Expression {
  const { tree } = reader;
  const span = tree.span(node);
  const { parameters, defaults } = readParameters(reader, tree.child(node, Kind.lambda_parameters));
  const definition = reader.define(
    {
      kind: 'lambda',
      name: '<lambda>',
      span,
      nameSpan: { start: span.start, end: span.start + LAMBDA_KEYWORD_LENGTH },
      isAsync: false,
      parameters,
      returnAnnotation: null,
    },
    () => ({ kind: 'expression', value: reader.expressionOr(tree.children(node).at(-1), span) }),
  );
  return { kind: 'lambda', span, definition, defaults };
}

const NAMES: { readonly [Form in ComprehensionForm]: string } = {
  list: '<listcomp>',
  set: '<setcomp>',
  dict: '<dictcomp>',
  generator: '<genexpr>',
};

/** The parameter through which a comprehension takes its first iterable, named as CPython names it. */
export const ITERABLE_PARAMETER = '.0';

export function readComprehension(form: ComprehensionForm): (reader: Reader, node: Node) => Expression {
  return (reader, node) => {
    const { tree } = reader;
    const span = tree.span(node);
    const [element, ...clauses] = tree.children(node);
    const first = clauses.find((clause) => tree.kind(clause) === Kind.for_in_clause);
    const iterable = first === undefined ? standIn(span) : readIterable(reader, first);
    const outer = reader.scope;
    const definition = reader.define(
      {
        kind: 'comprehension',
        name: NAMES[form],
        span,
        nameSpan: span,
        isAsync: clauses.some((clause) => tree.has(clause, Token.async)),
        parameters: [iterableParameter(iterable.span)],
        returnAnnotation: null,
      },
      () => readBody(reader, form, { element, clauses, span }),
    );
    const isAsync = reader.definitions[definition]?.isAsync === true;
    const isAwaited = isAsync && form !== 'generator';
    if (isAwaited) outer.hasAwait = true;
    return { kind: 'comprehension', span, definition, iterable, isAwaited };
  };
}

function iterableParameter(span: Span): ParameterSyntax {
  return { name: ITERABLE_PARAMETER, kind: 'positional-only', annotation: null, hasDefault: false, span };
}

interface ComprehensionNodes {
  readonly element: Node | undefined;
  readonly clauses: readonly Node[];
  readonly span: Span;
}

/** Clauses first: their targets must be bound before the element uses them, and that is the order of evaluation. */
function readBody(reader: Reader, form: ComprehensionForm, nodes: ComprehensionNodes): ComprehensionBody {
  const { tree } = reader;
  const clauses = nodes.clauses.map((clause, index) => readClause(reader, clause, index === 0));
  const { element } = nodes;
  if (form === 'generator') reader.scope.isGenerator = true;
  if (element === undefined || tree.kind(element) !== Kind.pair) {
    return {
      kind: 'comprehension',
      form,
      key: null,
      element: reader.expressionOr(element, nodes.span),
      clauses,
    };
  }
  const [key, value] = tree.children(element);
  return {
    kind: 'comprehension',
    form,
    key: reader.expressionOr(key, nodes.span),
    element: reader.expressionOr(value, nodes.span),
    clauses,
  };
}

function readClause(reader: Reader, node: Node, isFirst: boolean): ComprehensionClause {
  const { tree } = reader;
  const span = tree.span(node);
  if (tree.kind(node) !== Kind.for_in_clause) {
    return { kind: 'if', span, test: reader.expressionOr(tree.children(node).at(-1), span) };
  }
  const iterable = isFirst ? null : readIterable(reader, node);
  const target = tree.children(node).find((child) => !isToken(tree.kind(child)));
  return {
    kind: 'for',
    span,
    target: target === undefined ? standIn(span) : readTarget(reader, target),
    iterable,
    isAsync: tree.has(node, Token.async),
  };
}

/** What follows `in`; Python 2 allows several there, which make a tuple. */
function readIterable(reader: Reader, clause: Node): Expression {
  const { tree } = reader;
  const children = tree.children(clause);
  const position = children.findIndex((child) => tree.kind(child) === Token.in);
  const values = children.slice(position + 1).map((child) => reader.expression(child));
  const [only] = values;
  const span = tree.span(clause);
  if (only === undefined) return standIn(span);
  return values.length === 1 ? only : { kind: 'tuple', span, elements: values };
}
