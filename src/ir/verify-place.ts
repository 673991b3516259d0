import type { Block, IrFunction } from './ir.ts';
import { printName } from './print-instruction.ts';

/** How `verify` names a place: `Driver.stop b3 #2`, `Driver.stop b3 phi`, `the module body b0`. */
export function placeOf(fn: IrFunction, block?: Block, at?: number | 'phi'): string {
  const name = fn.qualifiedName === '' ? 'the module body' : printName(fn.qualifiedName);
  if (block === undefined) return name;
  const position = at === undefined ? '' : at === 'phi' ? ' phi' : ` #${at}`;
  return `${name} b${block.id}${position}`;
}
