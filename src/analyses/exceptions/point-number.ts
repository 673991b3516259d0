/** Points as keys. */
import type { Point } from './exceptions.ts';

/** More instructions than a block has. */
const blockSize = 0x1000000;

/** A number for a point of a function. */
export function numberOf({ block, index }: Point): number {
  return block * blockSize + index;
}
