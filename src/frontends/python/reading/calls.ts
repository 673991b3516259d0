/** Reads the arguments of calls and of class headers. */
import { Kind } from '../concrete/kinds.ts';
import type { Node } from '../concrete/tree.ts';
import type { ArgumentSyntax, Expression } from '../syntax.ts';
import type { Reader } from './reader.ts';

/** Of an argument list, or of the generator expression that is a call's only argument. */
export function readArguments(reader: Reader, node: Node): ArgumentSyntax[] {
  const { tree } = reader;
  if (tree.kind(node) === Kind.generator_expression) return [positional(reader.expression(node))];
  if (tree.kind(node) !== Kind.argument_list) return [];
  const found: ArgumentSyntax[] = [];
  const past = tree.after(node);
  for (let child = tree.first(node); child < past; child = tree.after(child))
    found.push(readArgument(reader, child));
  return found;
}

function readArgument(reader: Reader, node: Node): ArgumentSyntax {
  const { tree } = reader;
  switch (tree.kind(node)) {
    case Kind.keyword_argument: {
      const [name, value] = tree.children(node);
      const text = name === undefined ? '' : tree.textOf(name);
      return { kind: 'keyword', name: text, value: reader.expressionOr(value, tree.span(node)) };
    }
    case Kind.dictionary_splat: {
      const value = tree.children(node).at(-1);
      return { kind: 'keywords', name: '', value: reader.expressionOr(value, tree.span(node)) };
    }
    default:
      return positional(reader.expression(node));
  }
}

function positional(value: Expression): ArgumentSyntax {
  if (value.kind === 'starred') return { kind: 'rest', name: '', value: value.value };
  return { kind: 'positional', name: '', value };
}
