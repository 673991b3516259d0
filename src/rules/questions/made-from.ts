/**
 * What a value is made of, and what is made of it, inside one function.
 *
 * Terms
 * - **part**: a value that is, as text, element or operand, in the one asked about.
 * - **keeps**: a call whose result is its receiver or argument in another form: `name.strip()`, `str(name)`, `join`.
 *
 * Worked example: in `path = os.path.join(root, member.name.lstrip('/'))` the parts of `path` are the call itself, `root`,
 * the result of `lstrip`, `member.name` and `member`.
 *
 * Invariants: parts come nearest first, without duplicates; a call that does not keep is a part, what it was given is not.
 * Not followed: fields, variables of other functions, calls of functions of the tree.
 */
import { definitionOf, instructionOf, namesOf, usesOf } from '../../ir/definitions.ts';
import type { Argument, Call, Instruction, IrFunction, OperatorName, ValueId } from '../../ir/ir.ts';

/** Values that are followed for one question. */
const MOST_PARTS = 80;

/** Methods of texts and containers whose result is part of the receiver. */
const KEEPING_METHODS: ReadonlySet<string> = new Set(
  'capitalize casefold copy decode encode expandtabs format get items join keys lower lstrip partition pop popitem replace rpartition rsplit rstrip setdefault split splitlines strip title translate upper values'.split(
    ' ',
  ),
);
/** Functions whose result is one of their arguments in another form. */
const KEEPING_FUNCTIONS: ReadonlySet<string> = new Set(
  'abspath basename bytes dict dirname enumerate expanduser expandvars getattr join list normcase normpath realpath relpath reversed set sorted str tuple unquote unquote_plus zip'.split(
    ' ',
  ),
);
const COMPARISONS: ReadonlySet<OperatorName> = new Set<OperatorName>([
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'not in',
  'is',
  'is not',
  'not',
  'has-next',
]);

/** The value and everything that it is made of. */
export function partsOf(fn: IrFunction, value: ValueId): readonly ValueId[] {
  return closure(value, (one) => directParts(fn, one));
}

/** The value and everything that is made of it. */
export function madeOf(fn: IrFunction, value: ValueId): readonly ValueId[] {
  return closure(value, (one) => directResults(fn, one));
}

/** The last word of what is called: `get` in `node.properties.get(…)`, `int` in `int(…)`; '' where it has no name. */
export function calledName(fn: IrFunction, call: Call): string {
  const callee = instructionOf(fn, call.callee);
  if (callee?.op === 'attribute' || callee?.op === 'load-global' || callee?.op === 'load-cell')
    return callee.name;
  if (callee?.op === 'import') return callee.member ?? '';
  return namesOf(fn, call.callee)[0] ?? '';
}

/** The value of which a method is called; null where a plain name is called. */
export function receiverOf(fn: IrFunction, call: Call): ValueId | null {
  const callee = instructionOf(fn, call.callee);
  return callee?.op === 'attribute' ? callee.object : null;
}

export function isComparison(instruction: Instruction): boolean {
  return instruction.op === 'operator' && COMPARISONS.has(instruction.operator);
}

function closure(start: ValueId, next: (value: ValueId) => readonly ValueId[]): readonly ValueId[] {
  const found = new Set([start]);
  for (const value of found) {
    for (const one of next(value)) if (found.size < MOST_PARTS) found.add(one);
  }
  return [...found];
}

function directParts(fn: IrFunction, value: ValueId): readonly ValueId[] {
  const definition = definitionOf(fn, value);
  if (definition === undefined) return [];
  if (definition.kind === 'phi') return definition.phi.operands.map((operand) => operand.value);
  return partsOfInstruction(fn, definition.instruction);
}

function partsOfInstruction(fn: IrFunction, instruction: Instruction): readonly ValueId[] {
  switch (instruction.op) {
    case 'attribute':
    case 'item':
      return [instruction.object];
    case 'unpack':
      return [instruction.source];
    case 'enter':
      return [instruction.manager];
    case 'build':
      return instruction.elements.map((element) => element.value);
    case 'operator':
      return isComparison(instruction) ? [] : instruction.operands;
    case 'call':
      return partsOfCall(fn, instruction);
    default:
      return [];
  }
}

function partsOfCall(fn: IrFunction, call: Call): readonly ValueId[] {
  const name = calledName(fn, call);
  const receiver = receiverOf(fn, call);
  const kept = KEEPING_FUNCTIONS.has(name) || name === 'format' ? call.arguments.map(givenValue) : [];
  return receiver !== null && KEEPING_METHODS.has(name) ? [call.callee, receiver, ...kept] : kept;
}

function givenValue(argument: Argument): ValueId {
  return argument.value;
}

function directResults(fn: IrFunction, value: ValueId): readonly ValueId[] {
  return usesOf(fn, value).flatMap((use) => {
    if (use.kind === 'phi') return [use.phi.result];
    if (use.kind !== 'instruction' || !('result' in use.instruction)) return [];
    const { instruction } = use;
    return partsOfInstruction(fn, instruction).includes(value) ? [instruction.result] : [];
  });
}
