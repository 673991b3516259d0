/** What the text of a class tells: its fields, and the message that an exception class formats. */
import { instructionOf, instructionsWith } from '../../ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Project, ProjectClass, ProjectFunction } from '../../project/project.ts';
import { stringOf } from './constants.ts';
import { formatText, specifiersOf } from './format.ts';

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
function messageFormatOf(project: Project, owner: ProjectClass): string | null {
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

/**
 * Keyword arguments of an exception that is made which the message of its class names; null: all may be shown. A message
 * of its own is used in place of that of the class.
 */
export function keysShownBy(project: Project, owner: ProjectClass, call: Call): readonly string[] | null {
  if (call.arguments.some((argument) => argument.kind !== 'keyword')) return null;
  if (call.arguments.some((argument) => argument.kind === 'keyword' && argument.name === 'message')) {
    return ['message'];
  }
  const format = messageFormatOf(project, owner);
  if (format === null) return null;
  return specifiersOf(format).flatMap(({ key }) => (key === null ? [] : ['message', key]));
}

/** Types of fields whose values are of a fixed form: whoever writes them has no free choice. */
const FIXED_FORMS: ReadonlySet<string> = new Set([
  'MACAddressField',
  'UUIDField',
  'IntegerField',
  'NonNegativeIntegerField',
  'FloatField',
  'BooleanField',
  'FlexibleBooleanField',
  'DateTimeField',
  'IPAddressField',
  'IPV4AddressField',
  'IPV6AddressField',
]);

const fixedForms = new WeakMap<ProjectClass, Map<string, string | null>>();

/** The type by which the class's `fields` table fixes the form of a field, or null. */
export function fixedFormOf(project: Project, owner: ProjectClass, name: string): string | null {
  const known = fixedForms.get(owner) ?? new Map<string, string | null>();
  fixedForms.set(owner, known);
  const form = known.get(name);
  if (form !== undefined) return form;
  const found = findFixedForm(project, owner, name);
  known.set(name, found);
  return found;
}

function findFixedForm(project: Project, owner: ProjectClass, name: string): string | null {
  for (const base of owner.resolutionOrder) {
    if (base.kind !== 'class') continue;
    const body = bodyOf(project, base.class).ir;
    for (const table of classNames(body).filter((written) => written.name === 'fields')) {
      const type = fieldTypeIn(body, table.value, name);
      if (type !== null) return FIXED_FORMS.has(type) ? type : null;
    }
  }
  return null;
}

/** `{'address': object_fields.MACAddressField(nullable=True)}` gives 'MACAddressField'. */
function fieldTypeIn(body: IrFunction, table: ValueId, name: string): string | null {
  const build = instructionOf(body, table);
  if (build?.op !== 'build') return null;
  const field = build.elements.find(({ key }) => key !== null && stringOf(body, key) === name);
  const call = field === undefined ? undefined : instructionOf(body, field.value);
  const callee = call?.op === 'call' ? instructionOf(body, call.callee) : undefined;
  return callee?.op === 'attribute' || callee?.op === 'load-global' ? callee.name : null;
}

export function bodyOf(project: Project, owner: ProjectClass): ProjectFunction {
  return project.functionOf(owner.module, owner.body);
}

/** What a class body writes. */
export function classNames(body: IrFunction): readonly { name: string; value: ValueId }[] {
  return instructionsWith(body, 'store-name')
    .filter(({ instruction }) => instruction.scope === 'class')
    .map(({ instruction: { name, value } }) => ({ name, value }));
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
  return instructionsWith(method.ir, 'store-attribute')
    .filter(({ instruction }) => instruction.object === self.result)
    .map(({ instruction }) => instruction.name);
}
