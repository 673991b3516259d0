/**
 * Finds flags of a persisted dict that a function writes where a parameter is true and leaves alone where it is false: the
 * value of an earlier call stays.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { Block, Branch, Instruction, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';
import { dominatorsIn } from '../../src/rules/questions/handlers.ts';
import { calleeName } from '../../src/rules/questions/spelling.ts';
import type { Span } from '../../src/source/text.ts';

const persisted = new Set(['driver_internal_info', 'instance_info']);
const setters = new Set(['set_driver_internal_info', 'set_instance_info']);

interface FlagWrite {
  readonly key: string;
  readonly span: Span;
}

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    fn.ir.blocks.flatMap((block) => {
      const { terminator } = block;
      const parameter = terminator.op === 'branch' ? flagParameter(fn.ir, terminator) : null;
      if (terminator.op !== 'branch' || parameter === null) return [];
      return flagsWritten(fn.ir, terminator)
        .filter(({ key }) => mentionsOf(fn.ir, key) === 1)
        .map((written) => draft(rule.id, fn, { ...written, parameter }));
    }),
  );
  return { findings, evidence: [] };
}

/** `if pregenerated:` of a parameter with a default. */
function flagParameter(fn: IrFunction, { condition, origin }: Branch): string | null {
  const tested = origin === 'if' ? instructionOf(fn, condition) : undefined;
  const parameter = tested?.op === 'parameter' ? fn.parameters[tested.index] : undefined;
  return parameter?.hasDefault === true ? parameter.name : null;
}

/** Keys that are set to True only where the condition holds. */
function flagsWritten(fn: IrFunction, branch: Branch): readonly FlagWrite[] {
  const tree = dominatorsIn(fn);
  const side = fn.blocks.filter((block) => tree.dominates(branch.then, block.id));
  return side.flatMap((block) => writesIn(fn, block));
}

function writesIn(fn: IrFunction, block: Block): readonly FlagWrite[] {
  return block.instructions.flatMap((instruction) => {
    const written = writeOf(fn, instruction);
    return written === null ? [] : [written];
  });
}

function writeOf(fn: IrFunction, instruction: Instruction): FlagWrite | null {
  if (instruction.op === 'store-item') {
    const isFlag = isPersisted(fn, instruction.object) && isTrue(fn, instruction.value);
    const key = isFlag ? constantText(fn, instruction.index) : null;
    return key === null ? null : { key, span: instruction.span };
  }
  if (instruction.op !== 'call' || !setters.has(calleeName(fn, instruction))) return null;
  const [name, value] = instruction.arguments;
  if (name === undefined || value === undefined || !isTrue(fn, value.value)) return null;
  const key = constantText(fn, name.value);
  return key === null ? null : { key, span: instruction.span };
}

function isPersisted(fn: IrFunction, value: ValueId): boolean {
  const read = instructionOf(fn, value);
  return read?.op === 'attribute' && persisted.has(read.name);
}

function isTrue(fn: IrFunction, value: ValueId): boolean {
  return constantText(fn, value) === 'true';
}

/** How often the function uses the key: a second use may reset it. */
function mentionsOf(fn: IrFunction, key: string): number {
  const constants = fn.blocks.flatMap((block) =>
    block.instructions.filter(
      (instruction) => instruction.op === 'constant' && constantText(fn, instruction.result) === key,
    ),
  );
  return constants.filter((constant) => 'result' in constant && usesOf(fn, constant.result).length > 0)
    .length;
}

function draft(
  rule: string,
  fn: ProjectFunction,
  flag: FlagWrite & { readonly parameter: string },
): FindingDraft {
  return {
    rule,
    message: `\`${flag.key}\` is set where \`${flag.parameter}\` is true and left alone otherwise: what an earlier \`${fn.ir.name}\` has stored stays.`,
    place: placeOf(fn, flag.span),
  };
}
