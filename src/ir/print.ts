/**
 * The text form of the IR: one line an instruction, a block's head with its handler, functions apart by an empty line.
 *
 *     f1: function stop(task)
 *     b0: %0 = parameter task
 *         jump b1
 *     b1 (handler b2): %1 = load global unlink
 *         …
 *
 * Spans are left out; with `lineStarts` each line of the text ends in the line of the source: `jump b1  # line 3`.
 */
import { lineAt, type Span } from '../source/text.ts';
import type {
  Block,
  Gap,
  Instruction,
  IrFunction,
  Module,
  Parameter,
  Phi,
  Terminator,
  TypeExpression,
} from './ir.ts';
import { printInstruction, printName, printTerminator } from './print-instruction.ts';

export interface PrintOptions {
  /** Of the module's text: asks for line numbers. */
  readonly lineStarts?: readonly number[];
}

/** All functions of the module in order, then its gaps; ends in a line break. */
export function printModule(module: Module, options: PrintOptions = {}): string {
  const head = `module ${printPath(module.path)} (${module.language})\n`;
  const functions = module.functions.map((fn) => printFunction(fn, options));
  return [head, ...functions, ...gapLines(module.gaps, options)].join('\n');
}

/** One function; ends in a line break. */
export function printFunction(fn: IrFunction, options: PrintOptions = {}): string {
  const blocks = fn.blocks.map((block) => printBlock(fn, block, options));
  return `${[printHead(fn), ...blocks].join('\n')}\n`;
}

/** `f2: async generator function Driver.watch(self, *names: str) -> bool in f1` */
export function printHead(fn: IrFunction): string {
  const traits = `${fn.isAsync ? 'async ' : ''}${fn.isGenerator ? 'generator ' : ''}${fn.kind}`;
  const name = fn.qualifiedName === '' ? '' : ` ${printQualified(fn.qualifiedName)}`;
  const parameters = takesParameters(fn) ? `(${fn.parameters.map(printParameter).join(', ')})` : '';
  const annotation = fn.returnAnnotation === null ? '' : ` -> ${printType(fn.returnAnnotation)}`;
  const parent = fn.parent === null ? '' : ` in f${fn.parent}`;
  return `f${fn.id}: ${traits}${name}${parameters}${annotation}${parent}`;
}

/** Instructions and terminator of a block, one a line, without the block's head. */
export function printBlockLines(fn: IrFunction, block: Block, options: PrintOptions = {}): string[] {
  return [
    ...block.phis.map(printPhi),
    ...block.instructions.map((instruction) =>
      placed(printInstruction(fn, instruction), instruction, options),
    ),
    placed(printTerminator(block.terminator), block.terminator, options),
  ];
}

function printBlock(fn: IrFunction, block: Block, options: PrintOptions): string {
  const handler = block.handler === null ? '' : ` (handler b${block.handler})`;
  return `b${block.id}${handler}: ${printBlockLines(fn, block, options).join('\n    ')}`;
}

function printPhi(phi: Phi): string {
  const variable = phi.variable === null ? '' : `${printName(phi.variable)} `;
  const operands = phi.operands.map((operand) => `b${operand.block}: %${operand.value}`);
  return `%${phi.result} = phi ${variable}(${operands.join(', ')})`;
}

function placed(text: string, node: Instruction | Terminator, { lineStarts }: PrintOptions): string {
  return lineStarts === undefined ? text : `${text}  # line ${lineAt(lineStarts, node.span.start)}`;
}

function takesParameters(fn: IrFunction): boolean {
  return fn.kind === 'function' || fn.kind === 'lambda' || fn.parameters.length > 0;
}

const PARAMETER_PREFIX: Readonly<Record<Parameter['kind'], string>> = {
  'positional-only': 'positional ',
  normal: '',
  rest: '*',
  'keyword-only': 'keyword ',
  keywords: '**',
};

function printParameter(parameter: Parameter): string {
  const annotation = parameter.annotation === null ? '' : `: ${printType(parameter.annotation)}`;
  const name = PARAMETER_PREFIX[parameter.kind] + printName(parameter.name);
  return `${name}${annotation}${parameter.hasDefault ? ' = …' : ''}`;
}

/** Deepest nesting of an annotation that is printed; what is below shows as `…`. */
const DEEPEST_TYPE = 20;

export function printType(type: TypeExpression, depth = 0): string {
  if (depth > DEEPEST_TYPE) return '…';
  if (type.arguments.length === 0) return printName(type.name);
  const inner = type.arguments.map((argument) => printType(argument, depth + 1));
  return `${printName(type.name)}[${inner.join(', ')}]`;
}

/** Qualified names also hold `<lambda>` and the like. */
function printQualified(name: string): string {
  return name.split('.').map(printNamePart).join('.');
}

function printNamePart(part: string): string {
  return /^<[a-z]+>$/.test(part) ? part : printName(part);
}

function printPath(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : JSON.stringify(path);
}

function gapLines(gaps: readonly Gap[], options: PrintOptions): string[] {
  return gaps.map((gap) => `gap in ${gapPlace(gap)}${gapLine(gap.span, options)}: ${gap.reason}\n`);
}

function gapPlace(gap: Gap): string {
  return gap.function === '' ? 'the module body' : printQualified(gap.function);
}

function gapLine(span: Span, { lineStarts }: PrintOptions): string {
  return lineStarts === undefined ? ` at ${span.start}` : ` on line ${lineAt(lineStarts, span.start)}`;
}
