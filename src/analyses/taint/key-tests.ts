/**
 * Tests whether a name is that of a secret: `def shown(name, value): if name in SENSITIVE: …`. On the other side of the
 * test the value beside the name is none of them.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { IrFunction, Operator, ValueId } from '../../ir/ir.ts';
import type { ProjectFunction } from '../../project/project.ts';
import type { Removal } from './ask.ts';
import { stringOf } from './constants.ts';
import type { Knowledge } from './knowledge.ts';

const NAMING = /^(?:name|key|k|field|header|header_name|attribute|attr|option)$/;
const VALUE = /^(?:value|val|v)$/;
const TEXT_TRANSFORMS: ReadonlySet<string> = new Set(['lower', 'upper', 'strip', 'title']);

const NO_SECRET: readonly Removal[] = [
  { pattern: 'secret:*', keys: null, sinks: null, coversContainer: true, by: 'a test of its name' },
];

export interface KeyTest {
  /** The parameter that is tested by the name of it, as an index. */
  readonly parameter: number;
  readonly removals: readonly Removal[];
  /** On which side of the comparison the value is no secret. */
  readonly isTrue: boolean;
}

/** What a comparison of a parameter that names another one tells of that other one; null: nothing. */
export function keyTestOf(knowledge: Knowledge, fn: ProjectFunction, operator: Operator): KeyTest | null {
  const [left, right] = operator.operands;
  if (left === undefined || right === undefined) return null;
  const isMember = operator.operator === 'in' || operator.operator === '==';
  if (!isMember && operator.operator !== 'not in' && operator.operator !== '!=') return null;
  if (!NAMING.test(parameterName(fn.ir, left) ?? '')) return null;
  const words = wordsOf(knowledge, fn, right);
  const isOfSecrets = words.some((word) =>
    knowledge.nameLabels(word).some((label) => label.startsWith('secret:')),
  );
  const parameter = fn.ir.parameters.findIndex(({ name }) => VALUE.test(name));
  return isOfSecrets && parameter >= 0 ? { parameter, removals: NO_SECRET, isTrue: !isMember } : null;
}

/** The parameter that a text is, as it is or in other letters. */
function parameterName(fn: IrFunction, value: ValueId): string | null {
  const instruction = instructionOf(fn, value);
  if (instruction?.op === 'parameter') return fn.parameters[instruction.index]?.name ?? null;
  const callee = instruction?.op === 'call' ? instructionOf(fn, instruction.callee) : undefined;
  if (callee?.op !== 'attribute' || !TEXT_TRANSFORMS.has(callee.name)) return null;
  const inner = instructionOf(fn, callee.object);
  return inner?.op === 'parameter' ? (fn.parameters[inner.index]?.name ?? null) : null;
}

/** Texts of a constant, of a literal collection, or of one that a global of the module holds. */
function wordsOf(knowledge: Knowledge, fn: ProjectFunction, value: ValueId): readonly string[] {
  const instruction = instructionOf(fn.ir, value);
  if (instruction?.op !== 'load-global') return wordsIn(fn.ir, value);
  const body = knowledge.project.functionOf(fn.module, 0);
  return body.ir.blocks.flatMap((block) =>
    block.instructions.flatMap((store) =>
      store.op === 'store-name' && store.name === instruction.name ? wordsIn(body.ir, store.value) : [],
    ),
  );
}

function wordsIn(fn: IrFunction, value: ValueId): readonly string[] {
  const instruction = instructionOf(fn, value);
  if (instruction?.op === 'build')
    return instruction.elements.flatMap((element) => wordsIn(fn, element.value));
  if (instruction?.op === 'call')
    return instruction.arguments.flatMap((argument) => wordsIn(fn, argument.value));
  const text = stringOf(fn, value);
  return text === null ? [] : [text];
}
