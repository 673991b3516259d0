/** Lowers `var`, `let` and `const`. */
import { ts } from 'ts-morph';
import { typeExpression } from '../types.ts';
import type { Lowering } from './lowering.ts';
import { bindPattern } from './patterns.ts';

export function lowerVariables(lowering: Lowering, list: ts.VariableDeclarationList): void {
  for (const { name, initializer, type } of list.declarations) {
    if (initializer !== undefined) {
      bindPattern(lowering, name, { value: lowering.value(initializer), type: typeExpression(type) });
    } else if ((list.flags & ts.NodeFlags.BlockScoped) !== 0) {
      bindPattern(lowering, name, { value: lowering.none(lowering.span(name)) });
    }
  }
}
