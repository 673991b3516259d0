/**
 * Constant texts that a module gives a name: `_NODE_FIELDS = ('uuid', 'power_state')`, `PROPERTIES = {'port': …}`.
 *
 * A name that the module assigns more than once, or an element that is no constant, has no answer.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { StoreName } from '../../ir/ir.ts';
import type { ProjectModule } from '../../project/project.ts';
import { constantText } from './arguments.ts';

/** The elements of the tuple, list or set, or the keys of the dictionary; null: not known. */
export function globalElements(module: ProjectModule, name: string): readonly string[] | null {
  const body = module.ir.functions[0];
  if (body === undefined) return null;
  const stored = body.blocks
    .flatMap(({ instructions }) => instructions)
    .filter((one): one is StoreName => one.op === 'store-name' && one.name === name);
  const [only] = stored;
  const built = only === undefined || stored.length > 1 ? undefined : instructionOf(body, only.value);
  if (built?.op !== 'build') return null;
  const texts = built.elements.map((element) => constantText(body, element.key ?? element.value));
  return texts.every((text) => text !== null) ? texts : null;
}
