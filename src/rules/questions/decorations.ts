/**
 * The decorators of a function as calls with arguments: `@method.body('node')`, `@args.validate(node=VALIDATOR)`.
 *
 * Worked example: for `@args.validate(patch=args.patch)` the name is `validate`, the keywords are `patch`, no texts.
 */
import { instructionOf, instructionsWith } from '../../ir/definitions.ts';
import type { Argument, IrFunction, ValueId } from '../../ir/ir.ts';
import type { ProjectFunction } from '../../project/project.ts';
import { constantOf } from './arguments.ts';
import { calledName } from './made-from.ts';

export interface Decoration {
  /** The last word: `body` of `method.body`. */
  readonly name: string;
  /** The word before it, '' where there is none: `method`. */
  readonly of: string;
  /** Constant texts among its positional arguments. */
  readonly texts: readonly string[];
  readonly keywords: readonly string[];
}

/** Outermost first. */
export function decorationsOf(fn: ProjectFunction): readonly Decoration[] {
  const outer = fn.ir.parent === null ? undefined : fn.module.ir.functions[fn.ir.parent];
  if (outer === undefined) return [];
  const maker = instructionsWith(outer, 'make-function').find((at) => at.instruction.function === fn.ir.id);
  return (maker?.instruction.decorators ?? []).flatMap((value) => decorationOf(outer, value));
}

function decorationOf(outer: IrFunction, value: ValueId): readonly Decoration[] {
  const instruction = instructionOf(outer, value);
  if (instruction?.op !== 'call') return [];
  const callee = instructionOf(outer, instruction.callee);
  const owner = callee?.op === 'attribute' ? instructionOf(outer, callee.object) : undefined;
  return [
    {
      name: calledName(outer, instruction),
      of: owner !== undefined && 'name' in owner ? owner.name : '',
      texts: instruction.arguments.flatMap((argument) => textOf(outer, argument)),
      keywords: instruction.arguments.flatMap((one) => (one.kind === 'keyword' ? [one.name] : [])),
    },
  ];
}

function textOf(outer: IrFunction, argument: Argument): readonly string[] {
  const constant = argument.kind === 'positional' ? constantOf(outer, argument.value) : undefined;
  return constant?.kind === 'string' ? [constant.value] : [];
}
