/**
 * A value as the program writes it: `task.node.driver_info['ipmi_password']`. For messages, so short: calls show no
 * arguments, and what is deep is cut.
 */
import { instructionOf, namesOf } from '../../ir/definitions.ts';
import type { Instruction, IrFunction, ValueId } from '../../ir/ir.ts';
import { constantOf, stringOf, textOfConstant } from './constants.ts';

const MAXIMUM_PARTS = 7;
const MAXIMUM_CONSTANT = 40;

export function expressionText(fn: IrFunction, value: ValueId): string {
  const parts: string[] = [];
  let current = value;
  for (let count = 0; count < MAXIMUM_PARTS; count++) {
    const link = count > 0 && isNamedResult(fn, current) ? variable(fn, current) : linkOf(fn, current);
    parts.unshift(link.text);
    if (link.inner === null) return parts.join('');
    current = link.inner;
  }
  return `…${parts.join('')}`;
}

interface Link {
  readonly text: string;
  /** The value that stands before the text. */
  readonly inner: ValueId | null;
}

function linkOf(fn: IrFunction, value: ValueId): Link {
  const instruction = instructionOf(fn, value);
  switch (instruction?.op) {
    case 'attribute':
      return { text: `.${instruction.name}`, inner: instruction.object };
    case 'item':
      return { text: `[${indexText(fn, instruction.index)}]`, inner: instruction.object };
    case 'call':
      return callLink(fn, instruction);
    default:
      return { text: leafText(fn, value, instruction), inner: null };
  }
}

/** In `node = self._get_node(); node.uuid` the node goes by its variable's name. */
function isNamedResult(fn: IrFunction, value: ValueId): boolean {
  return instructionOf(fn, value)?.op === 'call' && namesOf(fn, value).length > 0;
}

function variable(fn: IrFunction, value: ValueId): Link {
  return { text: namesOf(fn, value)[0] ?? '', inner: null };
}

function callLink(fn: IrFunction, call: Extract<Instruction, { op: 'call' }>): Link {
  const first = call.arguments[0];
  const key = first?.kind === 'positional' ? stringOf(fn, first.value) : null;
  return { text: key === null ? '()' : `(${quoted(key)})`, inner: call.callee };
}

function indexText(fn: IrFunction, index: ValueId): string {
  const constant = constantOf(fn, index);
  if (constant === null) return namesOf(fn, index)[0] ?? '…';
  return constant.kind === 'string' ? quoted(constant.value) : textOfConstant(constant);
}

function leafText(fn: IrFunction, value: ValueId, instruction: Instruction | undefined): string {
  const constant = constantOf(fn, value);
  if (constant !== null)
    return constant.kind === 'string' ? quoted(constant.value) : textOfConstant(constant);
  const name = namesOf(fn, value)[0];
  if (name !== undefined) return name;
  switch (instruction?.op) {
    case 'build':
      return instruction.kind === 'string' ? 'a formatted text' : `a ${instruction.kind}`;
    case 'operator':
      return instruction.operator === 'next' ? 'an element' : 'an expression';
    case 'catch':
      return 'the exception';
    default:
      return 'a value';
  }
}

function quoted(text: string): string {
  const short = text.length > MAXIMUM_CONSTANT ? `${text.slice(0, MAXIMUM_CONSTANT - 1)}…` : text;
  return `'${short.replaceAll("'", "\\'").replace(/\s+/g, ' ')}'`;
}
