/**
 * Checks every invariant that ir.ts names. An empty answer means a sound module; each entry names function, block and
 * instruction: `Driver.stop b3 #2: uses %7 before it is defined`.
 *
 * Three passes a function, each only when the one before found nothing, because a later one relies on it:
 * shape (numbers and references are in range), edges (handlers, phis, reachability), values (definitions dominate uses).
 * Time is linear but for the dominators, which are near linear on graphs that structured programs give.
 */
import type { IrFunction, Module } from './ir.ts';
import { verifyEdges } from './verify-edges.ts';
import { verifyShape } from './verify-shape.ts';
import { verifyValues } from './verify-values.ts';

/** Everything that is wrong with the module, in the order of its functions. */
export function verify(module: Module): string[] {
  return [...verifyNesting(module), ...module.functions.flatMap((fn) => verifyFunction(fn, module))];
}

function verifyFunction(fn: IrFunction, module: Module): string[] {
  const shape = verifyShape(fn, module);
  if (shape.length > 0) return shape;
  const edges = verifyEdges(fn);
  return edges.length > 0 ? edges : verifyValues(fn);
}

function verifyNesting(module: Module): string[] {
  if (module.functions.length === 0) return ['module: has no body'];
  return module.functions.flatMap((fn, index) => {
    const problems = verifyParent(fn, index, module);
    if (fn.id !== index) problems.push(`function ${index}: its id is ${fn.id}`);
    if ((fn.kind === 'module') !== (index === 0)) problems.push(`function ${index}: its kind is ${fn.kind}`);
    return problems;
  });
}

/** Parents come before what they contain, so that following them ends at the module body. */
function verifyParent(fn: IrFunction, index: number, module: Module): string[] {
  if (index === 0) return fn.parent === null ? [] : ['function 0: the module body has a parent'];
  if (fn.parent === null) return [`function ${index}: has no parent`];
  const known = fn.parent < index && module.functions[fn.parent] !== undefined;
  return known ? [] : [`function ${index}: its parent ${fn.parent} does not come before it`];
}
