/**
 * Finds loops over `range(n)` that may run zero times, where every result of the function comes from inside of the loop.
 *
 * The number must come from an option and nothing may bound it from below: `max(…)`, `or`, an addition to the option, or a
 * `min=` in the option's declaration. What follows the loop must be the end of the function.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Block, Branch, Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText, givenArgument } from '../../src/rules/questions/arguments.ts';
import { dominatorsIn } from '../../src/rules/questions/handlers.ts';

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    fn.ir.blocks.flatMap((block) => {
      const option = attemptsOption(fn.ir, block);
      if (option === null || !isOnlyResult(fn.ir, block) || isBounded(project, option.name)) return [];
      return [draft(rule.id, fn, option)];
    }),
  );
  return { findings, evidence: [] };
}

interface Attempts {
  readonly name: string;
  readonly call: Call;
}

/** The option that a `for … in range(…)` counts up to. */
function attemptsOption(fn: IrFunction, { terminator }: Block): Attempts | null {
  if (terminator.op !== 'branch' || terminator.origin !== 'for') return null;
  const test = instructionOf(fn, terminator.condition);
  const iterator = test?.op === 'operator' ? instructionOf(fn, test.operands[0] ?? -1) : undefined;
  const call = iterator?.op === 'operator' ? instructionOf(fn, iterator.operands[0] ?? -1) : undefined;
  if (call?.op !== 'call' || calleeName(fn, call) !== 'range') return null;
  const bounds = call.arguments.map((one) => one.value);
  const [start, end] = bounds.length === 1 ? [null, bounds[0]] : bounds;
  if (end === undefined || end === null) return null;
  const name = start === null ? optionName(fn, end) : countedFrom(fn, start ?? -1, end);
  return name === null ? null : { name, call };
}

/** `range(1, option + 1)` runs as often as `range(option)`; `range(0, option)` too. */
function countedFrom(fn: IrFunction, start: ValueId, end: ValueId): string | null {
  const first = constantText(fn, start);
  if (first === '0') return optionName(fn, end);
  const sum = instructionOf(fn, end);
  if (first !== '1') return null;
  if (sum?.op !== 'operator' || sum.operator !== '+') return optionName(fn, end);
  const [left, right] = sum.operands;
  return left !== undefined && right !== undefined && constantText(fn, right) === '1'
    ? optionName(fn, left)
    : null;
}

/** The last word of `CONF.group.option`. */
function optionName(fn: IrFunction, value: ValueId): string | null {
  const option = instructionOf(fn, value);
  const group = option?.op === 'attribute' ? instructionOf(fn, option.object) : undefined;
  if (option?.op !== 'attribute' || group === undefined) return null;
  const root = group.op === 'attribute' ? instructionOf(fn, group.object) : group;
  return root?.op === 'load-global' && root.name === 'CONF' ? option.name : null;
}

function calleeName(fn: IrFunction, call: Call): string {
  const callee = instructionOf(fn, call.callee);
  return callee?.op === 'load-global' || callee?.op === 'attribute' ? callee.name : '';
}

/** Results and errors come from inside of the loop only; behind it the function ends without a word. */
function isOnlyResult(fn: IrFunction, head: Block): boolean {
  const { terminator } = head;
  if (terminator.op !== 'branch') return false;
  const after = behind(fn, terminator);
  if (after === null || after.terminator.op !== 'return' || !after.terminator.implicit) return false;
  if (after.instructions.some((instruction) => instruction.op !== 'constant')) return false;
  const tree = dominatorsIn(fn);
  return fn.blocks.some(
    ({ id, terminator: end }) => end.op === 'return' && !end.implicit && tree.dominates(terminator.then, id),
  );
}

function behind(fn: IrFunction, { otherwise }: Branch): Block | null {
  let block = fn.blocks[otherwise];
  for (let steps = fn.blocks.length; steps > 0 && block?.terminator.op === 'jump'; steps--) {
    if (block.instructions.some((instruction) => instruction.op !== 'constant')) return null;
    block = fn.blocks[block.terminator.target];
  }
  return block ?? null;
}

/** Somewhere the option is declared with a least value above zero. */
function isBounded(project: Project, option: string): boolean {
  const declaring = project.modules.filter((module) =>
    /(?:^|\.)(?:conf|config|opts|options)(?:\.|$)/.test(module.name),
  );
  return declaring.some((module) =>
    module.ir.functions.some((fn) =>
      fn.blocks.some((block) =>
        block.instructions.some((instruction) => {
          if (instruction.op !== 'call' || !calleeName(fn, instruction).endsWith('Opt')) return false;
          const name = givenArgument(instruction, { kind: 'argument', position: 0, name: 'name' });
          if (name.kind !== 'given' || constantText(fn, name.value)?.replaceAll('-', '_') !== option)
            return false;
          const least = givenArgument(instruction, { kind: 'argument', position: null, name: 'min' });
          return least.kind === 'given' && Number(constantText(fn, least.value)) > 0;
        }),
      ),
    ),
  );
}

function draft(rule: string, fn: ProjectFunction, { name, call }: Attempts): FindingDraft {
  return {
    rule,
    message: `With \`${name}\` at zero or below the loop never runs: \`${fn.ir.name}\` does nothing and returns None, as if it had succeeded.`,
    place: placeOf(fn, call.span),
  };
}
