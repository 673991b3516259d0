/**
 * Damages one edge of a function, to see whether the comparison notices: a check that accepts any graph proves nothing.
 */
import type { Block, IrFunction, Module, Terminator } from '../../../src/ir/ir.ts';
import { lineAt } from '../../../src/source/text.ts';

export interface Mutant {
  /** `for_else line 12 never goes then`; the line is that of the block's end. */
  readonly title: string;
  readonly module: Module;
}

/** One mutant for each handler taken away and for each way of a two-way terminator closed. */
export function mutantsOf(module: Module, lineStarts: readonly number[]): Mutant[] {
  return module.functions.flatMap((fn) =>
    fn.blocks.flatMap((block) =>
      damagedBlocks(block).map(({ title, damaged }) => ({
        title: `${fn.qualifiedName} line ${lineAt(lineStarts, block.terminator.span.start)} ${title}`,
        module: withBlock(module, fn, damaged),
      })),
    ),
  );
}

interface Damage {
  readonly title: string;
  readonly damaged: Block;
}

function damagedBlocks(block: Block): Damage[] {
  const damages = oneWayOnly(block.terminator).map(({ title, terminator }) => {
    return { title, damaged: { ...block, terminator } };
  });
  if (block.handler !== null)
    damages.push({ title: 'loses its handler', damaged: { ...block, handler: null } });
  return damages;
}

function oneWayOnly(terminator: Terminator): { readonly title: string; readonly terminator: Terminator }[] {
  if (terminator.op !== 'branch' && terminator.op !== 'catches') return [];
  const { then, otherwise } = terminator;
  return [
    { title: 'never goes otherwise', terminator: { ...terminator, otherwise: then } },
    { title: 'never goes then', terminator: { ...terminator, then: otherwise } },
  ];
}

function withBlock(module: Module, fn: IrFunction, block: Block): Module {
  const blocks = fn.blocks.map((other) => (other.id === block.id ? block : other));
  return {
    ...module,
    functions: module.functions.map((other) => (other === fn ? { ...fn, blocks } : other)),
  };
}
