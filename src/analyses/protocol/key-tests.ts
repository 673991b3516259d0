/**
 * Branches that decide by one key of a structure: what type a console is, in which state a node is.
 *
 * Worked example: in `info = get_console(id); if info['type'] != 'socat': raise …` the branch is a test of the key 'type'
 * of the result of `get_console`; so is one on `info.get('type')`.
 */
import { reachableFrom } from '../../flow/paths.ts';
import { definitionOf, instructionOf } from '../../ir/definitions.ts';
import type { BlockId, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Span } from '../../source/text.ts';
import { constantOf } from '../exceptions/constants.ts';
import type { Point } from '../exceptions/exceptions.ts';
import { dominates, sliceOf } from '../obligations/dependence.ts';
import { pointGraphOf } from '../obligations/walk.ts';

export interface KeyQuestion {
  readonly key: string;
  /** Values that the tested structure must be made of. */
  readonly sources: readonly ValueId[];
  /** The moment that the tests are compared with. */
  readonly around: Point;
}

export interface KeyTest {
  readonly block: BlockId;
  readonly span: Span;
  /** Every way to the moment passes the test; it may come later; neither. */
  readonly when: 'before' | 'after' | 'elsewhere';
}

export function keyTestsOf(fn: IrFunction, question: KeyQuestion): readonly KeyTest[] {
  const graph = pointGraphOf(fn);
  const node = graph.pointAt(question.around.block, question.around.index);
  const later = reachableFrom(graph, { from: [node] });
  return fn.blocks.flatMap(({ id, instructions, terminator }): KeyTest[] => {
    if (terminator.op !== 'branch' || !isTestOf(fn, terminator.condition, question)) return [];
    const span = instructionOf(fn, terminator.condition)?.span ?? terminator.span;
    const isBefore = id !== question.around.block && dominates(fn, id, question.around.block);
    if (isBefore) return [{ block: id, span, when: 'before' }];
    const isAfter = later.has(graph.pointAt(id, instructions.length));
    return [{ block: id, span, when: isAfter ? 'after' : 'elsewhere' }];
  });
}

function isTestOf(fn: IrFunction, condition: ValueId, { key, sources }: KeyQuestion): boolean {
  const slice = sliceOf(fn, [condition]);
  for (const value of slice) {
    const structure = structureRead(fn, value, key);
    if (structure === null) continue;
    const made = sliceOf(fn, [structure]);
    if (sources.some((source) => made.has(source))) return true;
  }
  return false;
}

/** The structure whose key the value is, read by subscript or by `get`. */
function structureRead(fn: IrFunction, value: ValueId, key: string): ValueId | null {
  const definition = definitionOf(fn, value);
  if (definition?.kind !== 'instruction') return null;
  const { instruction } = definition;
  if (instruction.op === 'item') return constantOf(fn, instruction.index) === key ? instruction.object : null;
  if (instruction.op !== 'call') return null;
  const callee = instructionOf(fn, instruction.callee);
  const [first] = instruction.arguments;
  if (callee?.op !== 'attribute' || callee.name !== 'get' || first === undefined) return null;
  return constantOf(fn, first.value) === key ? callee.object : null;
}
