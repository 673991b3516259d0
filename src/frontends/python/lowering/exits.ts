/**
 * Ways out of a block of text other than its end and an exception: `return`, `break`, `continue`.
 *
 * On its way out, such a jump leaves frames, the innermost first:
 * - a **with** exits its context manager: one instruction, made for each jump, so that each `return` stays itself;
 * - a **clause** of `except … as name` unbinds the name;
 * - a **finally** runs its body: the body is lowered once for each kind of jump, all jumps of the kind meeting there;
 * - a **loop** ends a `break` or `continue`.
 *
 * Worked example: `for …: try: if a: break … finally: f()` — `break` jumps to the block that the finally frame keeps for
 * it; when the frame is closed (exceptions.ts), f() is lowered there, and `break` goes on from outside of the frame.
 */
import type { ValueId } from '../../../ir/ir.ts';
import type { Span } from '../../../source/text.ts';
import type { DraftBlock } from '../../lowering/draft.ts';
import type { NameExpression } from '../syntax.ts';
import type { Lowering } from './lowering.ts';

export type JumpKind = 'return' | 'break' | 'continue';

export interface WithFrame {
  readonly kind: 'with';
  readonly manager: ValueId;
  readonly span: Span;
  readonly isAsync: boolean;
  readonly handlerOutside: DraftBlock | null;
}

export interface FinallyFrame {
  readonly kind: 'finally';
  readonly handlerOutside: DraftBlock | null;
  readonly exits: Map<JumpKind, FinallyExit>;
}

export interface FinallyExit {
  readonly block: DraftBlock;
  /** Of the first jump that comes here. */
  readonly span: Span;
}

export type Frame =
  | { readonly kind: 'loop'; readonly breakTo: DraftBlock; readonly continueTo: DraftBlock }
  | { readonly kind: 'clause'; readonly name: NameExpression }
  | WithFrame
  | FinallyFrame;

/** Holds what is returned while `finally` bodies run. */
const RETURNED = '.returned';

export interface JumpSite {
  readonly span: Span;
  /** The end of the body: there is no `return` in the text. */
  readonly implicit: boolean;
}

export function lowerReturn(lowering: Lowering, value: ValueId, site: JumpSite): void {
  const { builder } = lowering;
  builder.writeHidden(RETURNED, value);
  if (leaveFrames(lowering, 'return', site.span)) return;
  builder.return(builder.read(RETURNED), site.span, site.implicit);
}

/** `break` or `continue`; outside of a loop, which is no Python, control ends there. */
export function lowerLoopJump(lowering: Lowering, kind: 'break' | 'continue', span: Span): void {
  const { builder } = lowering;
  if (leaveFrames(lowering, kind, span)) return;
  builder.raise({ exception: null, cause: null, implicit: true }, span);
}

/** Goes on with a jump after a `finally` body has run for it. */
export function resumeJump(lowering: Lowering, kind: JumpKind, span: Span): void {
  if (kind !== 'return') lowerLoopJump(lowering, kind, span);
  else lowerReturn(lowering, lowering.builder.read(RETURNED), { span, implicit: false });
}

/** Answers whether the jump has arrived; a `return` that leaves all frames has not. */
function leaveFrames(lowering: Lowering, kind: JumpKind, span: Span): boolean {
  const { builder, frames } = lowering;
  const handler = builder.handler;
  let arrived = false;
  for (let index = frames.length - 1; index >= 0 && !arrived; index--) {
    const frame = frames[index];
    if (frame !== undefined) arrived = leaveFrame(lowering, frame, { kind, span });
  }
  builder.handler = handler;
  return arrived;
}

function leaveFrame(lowering: Lowering, frame: Frame, jump: { kind: JumpKind; span: Span }): boolean {
  const { builder } = lowering;
  const { kind, span } = jump;
  switch (frame.kind) {
    case 'loop':
      if (kind === 'return') return false;
      builder.depart(kind === 'break' ? frame.breakTo : frame.continueTo, span);
      return true;
    case 'clause':
      lowering.unbind(frame.name);
      return false;
    case 'with': {
      const outside = builder.newBlock();
      builder.handler = frame.handlerOutside;
      builder.depart(outside, span);
      builder.startSealed(outside);
      exitManager(lowering, frame, null);
      return false;
    }
    case 'finally':
      builder.depart(exitBlock(lowering, frame, jump), span);
      return true;
  }
}

function exitBlock(
  lowering: Lowering,
  frame: FinallyFrame,
  jump: { kind: JumpKind; span: Span },
): DraftBlock {
  const known = frame.exits.get(jump.kind);
  if (known !== undefined) return known.block;
  const block = lowering.builder.newBlock();
  frame.exits.set(jump.kind, { block, span: jump.span });
  return block;
}

/** Leaves the context manager; the result says whether it suppresses the exception. */
export function exitManager(lowering: Lowering, frame: WithFrame, exception: ValueId | null): ValueId {
  const { builder } = lowering;
  const { manager, span, isAsync } = frame;
  return builder.define({ op: 'exit', span, result: builder.fresh(), manager, exception, isAsync });
}
