/** Whether the answer of a call decides where control goes. */
import { usesOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';

/** The answer, or a part that is unpacked from it, is the condition of a branch. */
export function decidingUses(fn: IrFunction, call: Call): boolean {
  const values: ValueId[] = [call.result];
  for (const value of values) {
    for (const use of usesOf(fn, value)) {
      if (use.kind === 'terminator' && use.terminator.op === 'branch') return true;
      if (use.kind === 'instruction' && use.instruction.op === 'unpack') values.push(use.instruction.result);
    }
  }
  return false;
}
