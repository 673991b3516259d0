/**
 * The text of one instruction or terminator: `%3 = call %1(%2, check=%4)`, `branch %5 then b1 otherwise b2 (if)`.
 *
 * The text is meant for terminals and snapshots: whatever comes from the analyzed file is either an identifier or
 * quoted, and quoting escapes control and direction-changing characters.
 */
import type {
  Argument,
  Build,
  BuildElement,
  Constant,
  Import,
  Instruction,
  IrFunction,
  MakeClass,
  MakeFunction,
  Operator,
  Terminator,
  ValueId,
} from './ir.ts';

/** Longest constant that is printed whole, in UTF-16 code units. */
const LONGEST_CONSTANT = 120;

const IDENTIFIER = /^[\p{ID_Start}_$][\p{ID_Continue}$]*(\.[\p{ID_Start}_$][\p{ID_Continue}$]*)*$/u;
const UNSAFE = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

export function printInstruction(fn: IrFunction, instruction: Instruction): string {
  const text = instructionText(fn, instruction);
  return 'result' in instruction ? `${value(instruction.result)} = ${text}` : text;
}

function instructionText(fn: IrFunction, instruction: Instruction): string {
  switch (instruction.op) {
    case 'parameter':
      return `parameter ${printName(fn.parameters[instruction.index]?.name ?? `#${instruction.index}`)}`;
    case 'constant':
      return `constant ${printConstant(instruction.constant)}`;
    case 'load-global':
      return `load global ${printName(instruction.name)}`;
    case 'load-cell':
      return `load cell ${printName(instruction.name)} of f${instruction.owner}`;
    case 'attribute':
      return `attribute ${member(instruction)}`;
    case 'item':
      return `item ${element(instruction)}`;
    case 'call':
      return callText(instruction);
    case 'build':
      return buildText(instruction);
    case 'operator':
      return operatorText(instruction);
    default:
      return instruction.op === 'unpack' || instruction.op === 'import'
        ? bindingText(instruction)
        : effectText(instruction);
  }
}

type Simple =
  | 'parameter'
  | 'constant'
  | 'load-global'
  | 'load-cell'
  | 'attribute'
  | 'item'
  | 'call'
  | 'build'
  | 'operator';
type Binding = Extract<Instruction, { readonly op: 'unpack' | 'import' }>;
type Effect = Exclude<Instruction, { readonly op: Simple | Binding['op'] }>;

function bindingText(instruction: Binding): string {
  if (instruction.op === 'import') return importText(instruction);
  const rest = instruction.starred === null ? '' : `, rest ${instruction.starred}`;
  return `unpack ${value(instruction.source)} (${instruction.index} of ${instruction.count}${rest})`;
}

function effectText(instruction: Effect): string {
  switch (instruction.op) {
    case 'store-name':
      return `store ${instruction.scope} ${printName(instruction.name)} = ${value(instruction.value)}`;
    case 'store-cell':
      return `store cell ${printName(instruction.name)} of f${instruction.owner} = ${value(instruction.value)}`;
    case 'store-attribute':
      return `store attribute ${member(instruction)} = ${value(instruction.value)}`;
    case 'store-item':
      return `store item ${element(instruction)} = ${value(instruction.value)}`;
    case 'delete-attribute':
      return `delete attribute ${member(instruction)}`;
    case 'delete-item':
      return `delete item ${element(instruction)}`;
    case 'append':
      return `append ${value(instruction.container)} ${keyed(instruction.key, instruction.value)}`;
    case 'make-function':
      return makeFunctionText(instruction);
    case 'make-class':
      return makeClassText(instruction);
    default:
      return controlText(instruction);
  }
}

type Control = Extract<Instruction, { readonly op: 'yield' | 'await' | 'enter' | 'exit' | 'catch' }>;

function controlText(instruction: Control): string {
  switch (instruction.op) {
    case 'yield':
      return `yield ${instruction.delegate ? 'from ' : ''}${value(instruction.value)}`;
    case 'await':
      return `await ${value(instruction.value)}`;
    case 'enter':
      return `enter ${instruction.isAsync ? 'async ' : ''}${value(instruction.manager)}`;
    case 'exit': {
      const exception = instruction.exception === null ? '' : ` with ${value(instruction.exception)}`;
      return `exit ${instruction.isAsync ? 'async ' : ''}${value(instruction.manager)}${exception}`;
    }
    case 'catch':
      return 'catch';
  }
}

export function printTerminator(terminator: Terminator): string {
  switch (terminator.op) {
    case 'jump':
      return `jump b${terminator.target}`;
    case 'branch':
      return `branch ${value(terminator.condition)} ${ways(terminator)} (${terminator.origin})`;
    case 'catches': {
      const type = terminator.type === null ? 'anything' : value(terminator.type);
      return `catches ${value(terminator.exception)} as ${type} ${ways(terminator)}`;
    }
    case 'return':
      return `return ${value(terminator.value)}${implicitMark(terminator)}`;
    case 'raise': {
      const exception = terminator.exception === null ? '' : ` ${value(terminator.exception)}`;
      const cause = terminator.cause === null ? '' : ` from ${value(terminator.cause)}`;
      return `raise${exception}${cause}${implicitMark(terminator)}`;
    }
  }
}

function ways(terminator: { readonly then: number; readonly otherwise: number }): string {
  return `then b${terminator.then} otherwise b${terminator.otherwise}`;
}

function implicitMark(terminator: { readonly implicit: boolean }): string {
  return terminator.implicit ? ' (implicit)' : '';
}

function callText(call: Extract<Instruction, { readonly op: 'call' }>): string {
  const construct = call.construct === true ? 'new ' : '';
  const resolved = call.resolved === undefined ? '' : ` resolved ${quote(call.resolved)}`;
  return `call ${construct}${value(call.callee)}(${call.arguments.map(argumentText).join(', ')})${resolved}`;
}

function argumentText(argument: Argument): string {
  switch (argument.kind) {
    case 'positional':
      return value(argument.value);
    case 'keyword':
      return `${printName(argument.name)}=${value(argument.value)}`;
    case 'rest':
      return `*${value(argument.value)}`;
    case 'keywords':
      return `**${value(argument.value)}`;
  }
}

function buildText(build: Build): string {
  return `build ${build.kind} (${build.elements.map(buildElementText).join(', ')})`;
}

function buildElementText(part: BuildElement): string {
  return `${part.spread ? '*' : ''}${keyed(part.key, part.value)}`;
}

function keyed(key: ValueId | null, content: ValueId): string {
  return key === null ? value(content) : `${value(key)}: ${value(content)}`;
}

function operatorText(operator: Operator): string {
  const name = `${operator.operator}${operator.inPlace ? ' in place' : ''}`;
  return `operator ${name} (${operator.operands.map(value).join(', ')})`;
}

function importText(instruction: Import): string {
  const module =
    '.'.repeat(instruction.level) + (instruction.module === '' ? '' : printName(instruction.module));
  if (instruction.member === null) return `import ${module}${instruction.bindsRoot ? ' (root)' : ''}`;
  return `import ${instruction.member === '*' ? '*' : printName(instruction.member)} from ${module}`;
}

function makeFunctionText(make: MakeFunction): string {
  const defaults = make.defaults.map((entry) => `${entry.parameter}=${value(entry.value)}`);
  return `make function f${make.function}${list('defaults', defaults)}${decorators(make.decorators)}`;
}

function makeClassText(make: MakeClass): string {
  const keywords = make.keywords.map((keyword) => `${printName(keyword.name)}=${value(keyword.value)}`);
  const bases = [...make.bases.map(value), ...keywords];
  return `make class f${make.function}${list('bases', bases)}${decorators(make.decorators)}`;
}

function decorators(values: readonly ValueId[]): string {
  return list('decorators', values.map(value));
}

function list(title: string, entries: readonly string[]): string {
  return entries.length === 0 ? '' : ` ${title} (${entries.join(', ')})`;
}

function member(access: { readonly object: ValueId; readonly name: string }): string {
  return `${value(access.object)}.${printName(access.name)}`;
}

function element(access: { readonly object: ValueId; readonly index: ValueId }): string {
  return `${value(access.object)}[${value(access.index)}]`;
}

function value(id: ValueId): string {
  return `%${id}`;
}

export function printConstant(constant: Constant): string {
  switch (constant.kind) {
    case 'string':
      return quote(constant.value);
    case 'bytes':
      return `bytes ${quote(constant.value)}`;
    case 'number':
      return `number ${shortened(constant.value)}`;
    case 'boolean':
      return String(constant.value);
    default:
      return constant.kind;
  }
}

/** An identifier (dotted or not) as it is, anything else quoted. */
export function printName(name: string): string {
  return name.length <= LONGEST_CONSTANT && IDENTIFIER.test(name) ? name : quote(name);
}

function shortened(text: string): string {
  return text.length <= LONGEST_CONSTANT ? escaped(text) : quote(text);
}

/** In double quotes; a long text ends in its full length: `"abc…" (5,000 characters)`. */
function quote(text: string): string {
  if (text.length <= LONGEST_CONSTANT) return escaped(JSON.stringify(text));
  return `${escaped(JSON.stringify(`${text.slice(0, LONGEST_CONSTANT)}…`))} (${text.length} characters)`;
}

function escaped(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
