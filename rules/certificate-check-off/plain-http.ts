/**
 * Addresses that start with a literal `http://` although the options of the same group say whether to use TLS.
 *
 * Worked example: `'http://%s:%d' % (host, CONF.json_rpc.port)` in a tree where `use_ssl` is an option beside `port`: the
 * address is plain whatever the option says. A branch of the function that reads such an option puts it in order.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf, instructionsWith, usesOf } from '../../src/ir/definitions.ts';
import type { ConstantInstruction, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';

export type Unchecked = Omit<FindingDraft, 'rule'>;

const secureOptions = new Set([
  'use_ssl',
  'use_tls',
  'enable_ssl',
  'enable_tls',
  'enable_ssl_api',
  'require_tls',
]);
const scheme = 'http://';
/** Parts of an expression that are looked through. */
const expressionDepth = 5;

export function plainAddresses({ project }: RuleContext, fn: ProjectFunction): readonly Unchecked[] {
  const literals = instructionsWith(fn.ir, 'constant')
    .map((at) => at.instruction)
    .filter(isPlainScheme);
  if (literals.length === 0 || readsSecureOption(fn.ir)) return [];
  return literals.flatMap((literal) => {
    const groups = formattedWith(fn.ir, literal.result).flatMap((value) =>
      groupsOf(fn.ir, value, expressionDepth),
    );
    const group = groups.find((each) => hasSecureOption(project, each));
    if (group === undefined) return [];
    return [
      {
        message: `The address is plain \`http://\` although the group \`${group}\` has an option for TLS: what it carries can be read and changed on the way.`,
        place: placeOf(fn, literal.span),
      },
    ];
  });
}

function isPlainScheme(instruction: { readonly op: string }): instruction is ConstantInstruction {
  if (instruction.op !== 'constant' || !('constant' in instruction)) return false;
  const { constant } = instruction as ConstantInstruction;
  return constant.kind === 'string' && constant.value.startsWith(scheme);
}

/** The values that stand in the same formatted text. */
function formattedWith(fn: IrFunction, literal: ValueId): readonly ValueId[] {
  return usesOf(fn, literal).flatMap((use) => {
    if (use.kind !== 'instruction') return [];
    const { instruction } = use;
    if (instruction.op === 'operator') return instruction.operands;
    return instruction.op === 'build' ? instruction.elements.map((element) => element.value) : [];
  });
}

/** `json_rpc` of `CONF.json_rpc.port`. */
function groupsOf(fn: IrFunction, value: ValueId, depth: number): readonly string[] {
  const instruction = instructionOf(fn, value);
  if (instruction === undefined || depth === 0) return [];
  if (instruction.op === 'build')
    return instruction.elements.flatMap((element) => groupsOf(fn, element.value, depth - 1));
  if (instruction.op !== 'attribute') return [];
  const group = instructionOf(fn, instruction.object);
  return group?.op === 'attribute' ? [group.name] : [];
}

function readsSecureOption(fn: IrFunction): boolean {
  return fn.blocks.some((block) =>
    block.instructions.some(
      (instruction) => instruction.op === 'attribute' && secureOptions.has(instruction.name),
    ),
  );
}

/** The module that declares the group's options names one for TLS. */
function hasSecureOption(project: Project, group: string): boolean {
  return project.modules
    .filter((module) => module.name.endsWith(`.conf.${group}`))
    .some((module) =>
      module.ir.functions.some((fn) =>
        fn.blocks.some((block) =>
          block.instructions.some(
            (instruction) =>
              instruction.op === 'constant' && secureOptions.has(constantText(fn, instruction.result) ?? ''),
          ),
        ),
      ),
    );
}
