/** Literals as constants. */
import { ts } from 'ts-morph';
import type { Constant } from '../../../ir/ir.ts';

/** null for what is no literal. */
export function constantOf(expression: ts.Expression): Constant | null {
  if (ts.isStringLiteralLike(expression)) return { kind: 'string', value: expression.text };
  if (ts.isNumericLiteral(expression)) return { kind: 'number', value: expression.text };
  if (ts.isBigIntLiteral(expression)) return { kind: 'number', value: expression.text.replace(/n$/, '') };
  switch (expression.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return { kind: 'boolean', value: true };
    case ts.SyntaxKind.FalseKeyword:
      return { kind: 'boolean', value: false };
    case ts.SyntaxKind.NullKeyword:
    case ts.SyntaxKind.OmittedExpression:
      return { kind: 'none' };
    case ts.SyntaxKind.RegularExpressionLiteral:
      return { kind: 'string', value: (expression as ts.RegularExpressionLiteral).text };
    default:
      return null;
  }
}
