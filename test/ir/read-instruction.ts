/** Reads one instruction of the text form; read-ir.ts reads what is around it. */
import type { Argument, BuildElement, Constant, Instruction } from '../../src/ir/ir.ts';
import type { Span } from '../../src/source/text.ts';

export function optional(value: string | undefined): number | null {
  return value === undefined ? null : Number(value);
}

type Reader = (match: RegExpExecArray, base: { readonly result: number; readonly span: Span }) => Instruction;

const nowhere: Span = { start: 0, end: 0 };

/** One form a line; the first that fits is taken. */
const FORMS: readonly (readonly [RegExp, Reader])[] = [
  /** Which parameter it is follows from its place in the block. */
  [/^parameter \w+$/, (_, base) => ({ op: 'parameter', index: 0, ...base })],
  [/^constant (.*)$/, ([, text = ''], base) => ({ op: 'constant', constant: readConstant(text), ...base })],
  [/^load global (\w+)$/, ([, name = ''], base) => ({ op: 'load-global', name, ...base })],
  [
    /^load cell (\w+) of f(\d+)$/,
    ([, name = '', owner], base) => ({ op: 'load-cell', name, owner: Number(owner), ...base }),
  ],
  [
    /^store (global|class) (\w+) = %(\d+)$/,
    ([, scope, name = '', value], { span }) => ({
      op: 'store-name',
      scope: scope as 'global',
      name,
      value: Number(value),
      span,
    }),
  ],
  [
    /^store cell (\w+) of f(\d+) = %(\d+)$/,
    ([, name = '', owner, value], { span }) => ({
      op: 'store-cell',
      name,
      owner: Number(owner),
      value: Number(value),
      span,
    }),
  ],
  [
    /^attribute %(\d+)\.(\w+)$/,
    ([, object, name = ''], base) => ({
      op: 'attribute',
      object: Number(object),
      name,
      nameSpan: nowhere,
      ...base,
    }),
  ],
  [
    /^item %(\d+)\[%(\d+)\]$/,
    ([, object, index], base) => ({ op: 'item', object: Number(object), index: Number(index), ...base }),
  ],
  [
    /^store attribute %(\d+)\.(\w+) = %(\d+)$/,
    ([, object, name = '', value], { span }) => ({
      op: 'store-attribute',
      object: Number(object),
      name,
      value: Number(value),
      span,
    }),
  ],
  [
    /^store item %(\d+)\[%(\d+)\] = %(\d+)$/,
    ([, object, index, value], { span }) => ({
      op: 'store-item',
      object: Number(object),
      index: Number(index),
      value: Number(value),
      span,
    }),
  ],
  [
    /^delete attribute %(\d+)\.(\w+)$/,
    ([, object, name = ''], { span }) => ({ op: 'delete-attribute', object: Number(object), name, span }),
  ],
  [
    /^delete item %(\d+)\[%(\d+)\]$/,
    ([, object, index], { span }) => ({
      op: 'delete-item',
      object: Number(object),
      index: Number(index),
      span,
    }),
  ],
  [
    /^call (new )?%(\d+)\((.*)\)$/,
    ([, construct, callee, args = ''], base) => ({
      op: 'call',
      callee: Number(callee),
      arguments: listed(args).map(readArgument),
      calleeSpan: nowhere,
      ...(construct === undefined ? {} : { construct: true }),
      ...base,
    }),
  ],
  [
    /^build (\w+) \((.*)\)$/,
    ([, kind, elements = ''], base) => ({
      op: 'build',
      kind: kind as 'list',
      elements: listed(elements).map(readElement),
      ...base,
    }),
  ],
  [
    /^append %(\d+) (?:%(\d+): )?%(\d+)$/,
    ([, container, key, value], { span }) => ({
      op: 'append',
      container: Number(container),
      key: optional(key),
      value: Number(value),
      span,
    }),
  ],
  [
    /^operator (.+?)( in place)? \((.*)\)$/,
    ([, operator, inPlace, operands = ''], base) => ({
      op: 'operator',
      operator: operator as '+',
      operands: listed(operands).map(readValue),
      inPlace: inPlace !== undefined,
      ...base,
    }),
  ],
  [
    /^unpack %(\d+) \((\d+) of (\d+)(?:, rest (\d+))?\)$/,
    ([, source, index, count, starred], base) => ({
      op: 'unpack',
      source: Number(source),
      index: Number(index),
      count: Number(count),
      starred: optional(starred),
      ...base,
    }),
  ],
  [
    /^import (?:(\w+|\*) from )?(\.*)([\w.]*)( \(root\))?$/,
    ([, member, dots = '', module = '', root], base) => ({
      op: 'import',
      module,
      member: member ?? null,
      level: dots.length,
      bindsRoot: root !== undefined,
      ...base,
    }),
  ],
  [
    /^make function f(\d+)(?: defaults \((.*?)\))?(?: decorators \((.*)\))?$/,
    ([, fn, defaults = '', decorators = ''], base) => ({
      op: 'make-function',
      function: Number(fn),
      decorators: listed(decorators).map(readValue),
      defaults: listed(defaults).map((entry) => {
        const [, parameter, value] = expect(/^(\d+)=%(\d+)$/, entry);
        return { parameter: Number(parameter), value: Number(value) };
      }),
      ...base,
    }),
  ],
  [
    /^make class f(\d+)(?: bases \((.*?)\))?(?: decorators \((.*)\))?$/,
    ([, fn, bases = '', decorators = ''], base) => ({
      op: 'make-class',
      function: Number(fn),
      bases: listed(bases).map(readValue),
      keywords: [],
      decorators: listed(decorators).map(readValue),
      ...base,
    }),
  ],
  [
    /^yield (from )?%(\d+)$/,
    ([, delegate, value], base) => ({
      op: 'yield',
      value: Number(value),
      delegate: delegate !== undefined,
      ...base,
    }),
  ],
  [/^await %(\d+)$/, ([, value], base) => ({ op: 'await', value: Number(value), ...base })],
  [
    /^enter (async )?%(\d+)$/,
    ([, mark, manager], base) => ({
      op: 'enter',
      isAsync: mark !== undefined,
      manager: Number(manager),
      ...base,
    }),
  ],
  [
    /^exit (async )?%(\d+)(?: with %(\d+))?$/,
    ([, mark, manager, exception], base) => ({
      op: 'exit',
      isAsync: mark !== undefined,
      manager: Number(manager),
      exception: optional(exception),
      ...base,
    }),
  ],
  [/^catch$/, (_, base) => ({ op: 'catch', ...base })],
];

export function readInstruction(text: string, span: Span): Instruction {
  const [, result, body = ''] = expect(/^(?:%(\d+) = )?(.*)$/, text);
  for (const [form, read] of FORMS) {
    const match = form.exec(body);
    if (match !== null) return read(match, { result: Number(result), span });
  }
  throw new Error(`cannot read the instruction: ${text}`);
}

function readArgument(text: string): Argument {
  const [, stars = '', name, value] = expect(/^(\*{0,2})(?:(\w+)=)?%(\d+)$/, text);
  if (name !== undefined) return { kind: 'keyword', name, value: Number(value) };
  const kind = stars === '' ? 'positional' : stars === '*' ? 'rest' : 'keywords';
  return { kind, value: Number(value) };
}

function readElement(text: string): BuildElement {
  const [, star, key, value] = expect(/^(\*)?(?:%(\d+): )?%(\d+)$/, text);
  return { key: optional(key), value: Number(value), spread: star !== undefined };
}

function readConstant(text: string): Constant {
  const [, kind, rest = ''] = expect(/^(number |bytes )?(.*)$/, text);
  if (kind === 'number ') return { kind: 'number', value: rest };
  if (rest.startsWith('"')) {
    return { kind: kind === 'bytes ' ? 'bytes' : 'string', value: JSON.parse(rest) as string };
  }
  if (rest === 'true' || rest === 'false') return { kind: 'boolean', value: rest === 'true' };
  return { kind: rest as 'none' };
}

function readValue(text: string): number {
  return Number(expect(/^%(\d+)$/, text)[1]);
}

function listed(text: string): string[] {
  return text.split(', ').filter((entry) => entry !== '');
}

export function expect(form: RegExp, text: string): RegExpExecArray {
  const match = form.exec(text);
  if (match === null) throw new Error(`cannot read: ${text}`);
  return match;
}
