/**
 * Finds secrets that are made of guessable random numbers: values of the module `random` that are given a secret's name,
 * as a variable, an argument, a field, a key, or as what a function named after it returns.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Instruction, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction, ProjectModule } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';

const GUESSABLE = 'origin:guessable';
/** What the name of a function says that makes something. */
const making = /^_*(?:generate|gen|make|create|new|get|build|random)_(?:random_)?/;
const salt = /(?:^|_)(?:salt|nonce|passcode|otp)$/;

/** A value under a name. */
interface Named {
  readonly name: string;
  readonly value: ValueId;
}

export function check(context: RuleContext): RuleResult {
  const modules = modulesWithRandom(context);
  const findings = context.scope
    .filter(({ module }) => modules.has(module))
    .flatMap((fn) => draftsIn(context, fn));
  return { findings, evidence: [] };
}

/** Modules that speak of `random` at all: the others need no look. */
function modulesWithRandom({ scope }: RuleContext): ReadonlySet<ProjectModule> {
  return new Set(scope.filter(({ ir }) => ir.blocks.some(hasRandom)).map(({ module }) => module));
}

function hasRandom({ instructions }: { readonly instructions: readonly Instruction[] }): boolean {
  return instructions.some(
    (one) => one.op === 'import' && (one.module === 'random' || one.member === 'random'),
  );
}

function draftsIn(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  const seen = new Set<ValueId>();
  return namedIn(fn.ir).flatMap(({ name, value }) => {
    if (seen.has(value) || !isSecretName(context, name)) return [];
    seen.add(value);
    if (!context.analyses.taint.labelsOf(fn, value).includes(GUESSABLE)) return [];
    const span = instructionOf(fn.ir, value)?.span ?? fn.ir.nameSpan;
    const message = `\`${name}\` is made with the module random: who sees some of its numbers can compute the others. The module secrets is made for this.`;
    return [{ rule: context.rule.id, message, place: placeOf(fn, span) }];
  });
}

function isSecretName({ models }: RuleContext, name: string): boolean {
  return salt.test(name) || models.nameLabels(name).some((label) => label.startsWith('secret:'));
}

/* ---- Names ----------------------------------------------------------------------------------------------------- */

function namedIn(fn: IrFunction): readonly Named[] {
  const inside = fn.blocks.flatMap((block) =>
    block.instructions.flatMap((instruction) => namedBy(fn, instruction)),
  );
  return [...fn.assignments.map(({ name, value }) => ({ name, value })), ...inside, ...returned(fn)];
}

function namedBy(fn: IrFunction, instruction: Instruction): readonly Named[] {
  switch (instruction.op) {
    case 'store-attribute':
    case 'store-name':
    case 'store-cell':
      return [{ name: instruction.name, value: instruction.value }];
    case 'store-item':
      return keyed(fn, instruction.index, instruction.value);
    case 'build':
      return instruction.elements.flatMap(({ key, value }) => (key === null ? [] : keyed(fn, key, value)));
    case 'call':
      return instruction.arguments.flatMap((argument) =>
        argument.kind === 'keyword' ? [{ name: argument.name, value: argument.value }] : [],
      );
    default:
      return [];
  }
}

function keyed(fn: IrFunction, key: ValueId, value: ValueId): readonly Named[] {
  const name = constantText(fn, key);
  return name === null ? [] : [{ name, value }];
}

/** `generate_password` returns a password. */
function returned(fn: IrFunction): readonly Named[] {
  const name = fn.name.replace(making, '');
  if (name === fn.name) return [];
  return fn.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' && terminator.value !== null ? [{ name, value: terminator.value }] : [],
  );
}
