/**
 * Exception classes that format a template of their class with the keywords of their constructor, as the services' base
 * classes do: `self._msg_fmt % kwargs`.
 */
import { formatText } from '../../src/analyses/taint/format.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { Project, ProjectClass, ProjectFunction } from '../../src/project/project.ts';
import { constantOf } from '../../src/rules/questions/arguments.ts';
import { missingKeys, wantedBy } from '../../src/rules/questions/format-strings.ts';

interface Formatting {
  /** The attribute of the class that holds the text. */
  readonly attribute: string;
  /** Keys that the constructor adds by itself. */
  readonly added: readonly string[];
}

const formattings = new WeakMap<ProjectFunction, { readonly found: Formatting | null }>();

/** What is wrong with the keywords of a call that makes an exception without a message of its own. */
export function templateComplaint(
  project: Project,
  made: { readonly call: Call; readonly class: ProjectClass },
): string | null {
  const given = made.call.arguments;
  if (given.some((one) => one.kind !== 'keyword' || one.name === 'message')) return null;
  const maker = project.methodOf(made.class, '__init__');
  const formatting = maker === null ? foreignFormatting(made.class) : formattingOf(maker);
  const text = formatting === null ? null : templateOf(made.class, formatting.attribute);
  const wanted = text === null ? null : wantedBy(text);
  if (formatting === null || wanted?.kind !== 'keys') return null;
  const names = given.flatMap((one) => (one.kind === 'keyword' ? [one.name] : []));
  return missingKeys(wanted.keys, new Set([...names, ...formatting.added]));
}

/** Bases outside of the tree that do the same, with the attribute that holds their text. */
const FOREIGN_BASES: ReadonlyMap<string, string> = new Map([
  ['ironic_lib.exception.IronicException', '_msg_fmt'],
  ['nova.exception.NovaException', 'msg_fmt'],
]);

function foreignFormatting(owner: ProjectClass): Formatting | null {
  for (const reference of owner.resolutionOrder) {
    const attribute = reference.kind === 'external' ? FOREIGN_BASES.get(reference.path) : undefined;
    if (attribute !== undefined) return { attribute, added: ['code'] };
  }
  return null;
}

function formattingOf(maker: ProjectFunction): Formatting | null {
  const known = formattings.get(maker);
  if (known !== undefined) return known.found;
  const found = findFormatting(maker.ir);
  formattings.set(maker, { found });
  return found;
}

function findFormatting(fn: IrFunction): Formatting | null {
  const instructions = fn.blocks.flatMap((block) => block.instructions);
  for (const instruction of instructions) {
    if (instruction.op !== 'operator' || instruction.operator !== '%') continue;
    const [text, values] = instruction.operands;
    const attribute = text === undefined ? null : ownAttribute(fn, text);
    if (attribute === null || values === undefined || !isKeywords(fn, values)) continue;
    const added = instructions.flatMap((one) => {
      const key = one.op === 'store-item' ? constantOf(fn, one.index) : undefined;
      return key?.kind === 'string' ? [key.value] : [];
    });
    return { attribute, added };
  }
  return null;
}

function ownAttribute(fn: IrFunction, value: ValueId): string | null {
  const read = instructionOf(fn, value);
  if (read?.op !== 'attribute') return null;
  const owner = instructionOf(fn, read.object);
  return owner?.op === 'parameter' && owner.index === 0 ? read.name : null;
}

function isKeywords(fn: IrFunction, value: ValueId): boolean {
  const given = instructionOf(fn, value);
  return given?.op === 'parameter' && fn.parameters[given.index]?.kind === 'keywords';
}

/** The constant that the class, or the nearest of its bases that has one, holds under the name. */
function templateOf(owner: ProjectClass, attribute: string): string | null {
  for (const reference of owner.resolutionOrder) {
    if (reference.kind === 'external') return null;
    const body = reference.class.module.ir.functions[reference.class.body];
    const stored = body?.blocks
      .flatMap((block) => block.instructions)
      .filter((one) => one.op === 'store-name' && one.scope === 'class' && one.name === attribute)
      .at(-1);
    if (body !== undefined && stored?.op === 'store-name') return formatText(body, stored.value);
  }
  return null;
}
