/** The kinds of VIFs that functions name and write. */
import type { Step } from '../../src/findings/finding.ts';
import { instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { ConstantInstruction, Instruction, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { Project, ProjectFunction } from '../../src/project/project.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';

const keyOfVif = /^([a-z]+)_vif_port_id$/;
const madeKey = /^%(?:\(\w+\))?s_vif_port_id$/;
const kindWord = /^[a-z]+$/;
const notAMember = 'tenant';

export interface NamedKind {
  readonly kind: string;
  readonly constant: ConstantInstruction;
}

export function namedKinds(fn: IrFunction): readonly NamedKind[] {
  const found: NamedKind[] = [];
  for (const { instructions } of fn.blocks) {
    for (const one of instructions) {
      if (one.op !== 'constant' || one.constant.kind !== 'string') continue;
      if (!one.constant.value.endsWith('_vif_port_id')) continue;
      const kind = keyOfVif.exec(one.constant.value)?.[1];
      if (kind !== undefined && kind !== notAMember) found.push({ kind, constant: one });
    }
  }
  return found;
}

/** `info[key] = …` or `{key: …}`. */
export function isWritten(fn: IrFunction, key: ValueId): boolean {
  return usesOf(fn, key).some((use) => {
    if (use.kind !== 'instruction') return false;
    const { instruction } = use;
    if (instruction.op === 'store-item') return instruction.index === key;
    return (
      instruction.op === 'build' && instruction.elements.some((one) => one.key === key && one.value !== key)
    );
  });
}

/** Each kind that some function writes, with the first place. */
export function writtenKinds(project: Project): ReadonlyMap<string, Step> {
  const written = new Map<string, Step>();
  const add = (kind: string, fn: ProjectFunction, span: Instruction['span']) => {
    if (written.has(kind) || kind === notAMember) return;
    written.set(kind, { place: placeOf(fn, span), message: `the VIF for ${kind} is written here` });
  };
  for (const fn of project.functions) {
    for (const { kind, constant } of namedKinds(fn.ir)) {
      if (isWritten(fn.ir, constant.result)) add(kind, fn, constant.span);
    }
    for (const parameter of makesKeys(fn.ir) ? keyParameters(fn.ir) : []) {
      for (const { caller, span, kind } of givenKinds(project, fn, parameter)) add(kind, caller, span);
    }
  }
  return written;
}

/** A cheap look before values are followed. */
function makesKeys({ blocks }: IrFunction): boolean {
  return blocks.some(({ instructions }) =>
    instructions.some(
      (one) => one.op === 'constant' && one.constant.kind === 'string' && madeKey.test(one.constant.value),
    ),
  );
}

/** Parameters out of which the function makes a key that it writes: `info['%s_vif_port_id' % process] = …`. */
function keyParameters(fn: IrFunction): readonly number[] {
  return fn.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) => {
      if (one.op !== 'operator' || one.operator !== '%') return [];
      const [format, kind] = one.operands;
      if (format === undefined || kind === undefined) return [];
      if (!madeKey.test(constantText(fn, format) ?? '') || !isWritten(fn, one.result)) return [];
      const given = instructionOf(fn, kind);
      return given?.op === 'parameter' ? [given.index] : [];
    }),
  );
}

function givenKinds(project: Project, callee: ProjectFunction, parameter: number) {
  return project.callersOf(callee).flatMap((site) =>
    site.targets.flatMap((target) => {
      if (target.kind !== 'function' || target.function !== callee) return [];
      return project
        .bindArguments(site, target)
        .filter((binding) => binding.parameter === parameter)
        .flatMap(({ value }) => {
          const kind = constantText(site.caller.ir, value);
          return kind !== null && kindWord.test(kind)
            ? [{ caller: site.caller, span: site.call.span, kind }]
            : [];
        });
    }),
  );
}
