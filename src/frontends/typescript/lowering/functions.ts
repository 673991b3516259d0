/** Lowers what makes functions. */
import { ts } from 'ts-morph';
import type { ValueId } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import { hasModifier } from '../binding/definitions.ts';
import type { FunctionNode } from '../scopes.ts';
import type { Lowering } from './lowering.ts';

/** The value of a function; none for one that has no body. */
export function lowerFunction(lowering: Lowering, node: FunctionNode): ValueId {
  const definition = lowering.bound.byNode.get(node);
  const span = lowering.span(node);
  if (definition === undefined) return lowering.none(span);
  const value = makeFunction(lowering, definition.id, { span: definition.nameSpan, decorators: [] });
  const scope = node.name === undefined ? undefined : lowering.bound.scopes.get(node.name);
  const own = ts.isFunctionExpression(node) ? scope?.lookup(node.name?.text ?? '') : null;
  if (own) lowering.writeVariable(own, value, { span: definition.nameSpan });
  return value;
}

export function makeFunction(
  { builder }: Lowering,
  definition: number,
  { span, decorators }: { readonly span: Span; readonly decorators: ValueId[] },
): ValueId {
  const result = builder.fresh();
  return builder.define({
    op: 'make-function',
    span,
    result,
    function: definition,
    decorators,
    defaults: [],
  });
}

/** Functions that the statements declare exist before the first statement runs. */
export function declareFunctions(lowering: Lowering, statements: readonly ts.Statement[]): void {
  for (const statement of statements) {
    if (!ts.isFunctionDeclaration(statement) || statement.body === undefined) continue;
    const value = lowerFunction(lowering, statement);
    const span = lowering.span(statement.name ?? statement);
    lowering.write(statement.name?.text ?? 'default', value, { span });
    if (hasModifier(statement, ts.SyntaxKind.DefaultKeyword)) lowering.publishGlobal('default', value, span);
  }
}
