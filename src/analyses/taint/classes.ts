/** What the text of a class tells: its fields, and the message that an exception class formats. */
import { instructionOf } from '../../ir/definitions.ts';
import type { IrFunction, ValueId } from '../../ir/ir.ts';
import type { Project, ProjectClass, ProjectFunction } from '../../project/project.ts';
import { stringOf } from './constants.ts';
import { formatText } from './format.ts';

const MESSAGE_NAMES = new Set(['_msg_fmt', 'msg_fmt', 'message', 'template', 'msg']);
const fieldNames = new WeakMap<ProjectClass, readonly string[]>();

/** Names of the class's fields: of a `fields` table in a class body, and those that methods store through `self`. */
export function fieldNamesOf(project: Project, owner: ProjectClass): readonly string[] {
  const known = fieldNames.get(owner);
  if (known !== undefined) return known;
  const names = new Set<string>();
  for (const base of owner.resolutionOrder) {
    if (base.kind !== 'class') continue;
    for (const name of tableOfFields(bodyOf(project, base.class).ir)) names.add(name);
    for (const method of base.class.methods.values()) for (const name of ownStores(method)) names.add(name);
  }
  const sorted = [...names].sort();
  fieldNames.set(owner, sorted);
  return sorted;
}

/** The constant text with `%(name)s` that an exception class shows, or null. */
export function messageFormatOf(project: Project, owner: ProjectClass): string | null {
  for (const base of owner.resolutionOrder) {
    if (base.kind !== 'class') continue;
    const body = bodyOf(project, base.class).ir;
    for (const { name, value } of classNames(body)) {
      const text = MESSAGE_NAMES.has(name) ? formatText(body, value) : null;
      if (text !== null) return text;
    }
  }
  return null;
}

export function bodyOf(project: Project, owner: ProjectClass): ProjectFunction {
  return project.functionOf(owner.module, owner.body);
}

/** What a class body writes. */
export function classNames(body: IrFunction): readonly { name: string; value: ValueId }[] {
  return body.blocks.flatMap((block) =>
    block.instructions.flatMap((instruction) =>
      instruction.op === 'store-name' && instruction.scope === 'class'
        ? [{ name: instruction.name, value: instruction.value }]
        : [],
    ),
  );
}

function tableOfFields(body: IrFunction): readonly string[] {
  return classNames(body)
    .filter(({ name }) => name === 'fields')
    .flatMap(({ value }) => keysOf(body, value));
}

function keysOf(body: IrFunction, value: ValueId): readonly string[] {
  const table = instructionOf(body, value);
  if (table?.op !== 'build' || table.kind !== 'dict') return [];
  return table.elements.flatMap(({ key }) => {
    const name = key === null ? null : stringOf(body, key);
    return name === null ? [] : [name];
  });
}

function ownStores(method: ProjectFunction): readonly string[] {
  const self = method.ir.blocks[0]?.instructions[0];
  if (self?.op !== 'parameter') return [];
  return method.ir.blocks.flatMap((block) =>
    block.instructions.flatMap((instruction) =>
      instruction.op === 'store-attribute' && instruction.object === self.result ? [instruction.name] : [],
    ),
  );
}
