/** Names in binding patterns and in targets of assignments, without recursion. */
import { ts } from 'ts-morph';

export interface DeclaredNames {
  readonly names: readonly string[];
  /** Defaults and computed keys. */
  readonly expressions: readonly ts.Expression[];
}

/** `{ a, b: [c = f()] }` declares a and c and computes `f()`. */
export function declaredNames(name: ts.BindingName): DeclaredNames {
  const names: string[] = [];
  const expressions: ts.Expression[] = [];
  const work: ts.BindingName[] = [name];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (ts.isIdentifier(next)) {
      names.push(next.text);
      continue;
    }
    for (const element of next.elements) {
      if (!ts.isBindingElement(element)) continue;
      if (element.initializer !== undefined) expressions.push(element.initializer);
      const key = element.propertyName;
      if (key !== undefined && ts.isComputedPropertyName(key)) expressions.push(key.expression);
      work.push(element.name);
    }
  }
  return { names: names.reverse(), expressions };
}

/** Variables that an assignment to the expression writes. */
export function targetNames(target: ts.Expression): readonly string[] {
  const names: string[] = [];
  const work: ts.Node[] = [target];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (ts.isIdentifier(next)) names.push(next.text);
    else if (ts.isShorthandPropertyAssignment(next)) names.push(next.name.text);
    else work.push(...innerTargets(next));
  }
  return names;
}

function innerTargets(node: ts.Node): readonly ts.Node[] {
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  if (ts.isObjectLiteralExpression(node)) return node.properties;
  if (ts.isPropertyAssignment(node)) return [node.initializer];
  if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) return [node.expression];
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node)) {
    return [node.expression];
  }
  const isDefault = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isDefault ? [node.left] : [];
}
