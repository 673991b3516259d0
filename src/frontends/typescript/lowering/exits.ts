/**
 * Ways out of a block of text other than its end and an exception: `return`, `break`, `continue`, with labels or without.
 *
 * On its way out such a jump passes frames, the innermost first: a **finally** runs its block, which is lowered once for
 * each place that jumps go to; a **loop** or another **labelled** statement is such a place.
 *
 * Worked example: `for (…) { try { if (a) break; … } finally { f(); } }` — `break` jumps to the block that the finally
 * frame keeps for it; when the frame is closed (exceptions.ts), f() is lowered there, and `break` goes on from outside.
 */
import type { ValueId } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import type { DraftBlock } from '../../lowering/draft.ts';
import type { Lowering } from './lowering.ts';

/** A loop, a switch, or a labelled block. */
export interface TargetFrame {
  readonly kind: 'target';
  readonly labels: readonly string[];
  readonly breakTo: DraftBlock;
  /** null: no loop. */
  readonly continueTo: DraftBlock | null;
  /** `break` without a label stops here. */
  readonly isPlain: boolean;
}

export interface FinallyFrame {
  readonly kind: 'finally';
  readonly exits: FinallyExit[];
}

export interface FinallyExit {
  readonly jump: Jump;
  readonly block: DraftBlock;
}

export type Frame = TargetFrame | FinallyFrame;

/** `target`: where it stops; null: it leaves the function. */
export interface Jump {
  readonly kind: 'return' | 'break' | 'continue';
  readonly target: TargetFrame | null;
  /** Of the first jump that goes there. */
  readonly span: Span;
  /** The end of the body was reached: there is no `return` in the text. */
  readonly implicit: boolean;
}

/** Holds what is returned while `finally` blocks run. */
const RETURNED = '.returned';

export function lowerReturn(lowering: Lowering, value: ValueId, site: Pick<Jump, 'span' | 'implicit'>): void {
  lowering.builder.writeHidden(RETURNED, value);
  leave(lowering, { kind: 'return', target: null, ...site });
}

/** A jump that no loop or label takes ends control: such text is refused by every engine. */
export function lowerJump(
  lowering: Lowering,
  kind: 'break' | 'continue',
  { label, span }: { readonly label: string | null; readonly span: Span },
): void {
  const target = targetOf(lowering, kind, label);
  if (target === null) lowering.builder.raise({ exception: null, cause: null, implicit: true }, span);
  else leave(lowering, { kind, target, span, implicit: false });
}

function targetOf(lowering: Lowering, kind: 'break' | 'continue', label: string | null): TargetFrame | null {
  const found = lowering.frames.findLast((frame) => {
    if (frame.kind !== 'target') return false;
    if (label !== null) return frame.labels.includes(label);
    return kind === 'continue' ? frame.continueTo !== null : frame.isPlain;
  });
  return found?.kind === 'target' ? found : null;
}

/** Goes on with a jump, from the frames that are open now: to the next `finally`, or to its end. */
export function leave(lowering: Lowering, jump: Jump): void {
  const { builder, frames } = lowering;
  const from = jump.target === null ? 0 : frames.indexOf(jump.target) + 1;
  const between = frames.slice(from).findLast((frame) => frame.kind === 'finally');
  if (between?.kind === 'finally') builder.depart(exitBlock(lowering, between, jump), jump.span);
  else arrive(lowering, jump);
}

function arrive(lowering: Lowering, { kind, target, span, implicit }: Jump): void {
  const { builder } = lowering;
  if (target === null) builder.return(builder.read(RETURNED), span, implicit);
  else builder.depart((kind === 'continue' ? target.continueTo : null) ?? target.breakTo, span);
}

function exitBlock(lowering: Lowering, frame: FinallyFrame, jump: Jump): DraftBlock {
  const known = frame.exits.find(
    ({ jump: { kind, target } }) => kind === jump.kind && target === jump.target,
  );
  if (known !== undefined) return known.block;
  const block = lowering.builder.newBlock();
  frame.exits.push({ jump, block });
  return block;
}
