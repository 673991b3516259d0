/**
 * Reads the text form of the IR back into data, so that tests can be written as a person would draw them.
 *
 * `# line 3` at the end of a line places it on line 3 of an imagined source whose lines are 100 characters long.
 * Parameters, module names and the like are read as `print.ts` writes them; a line that it cannot read is an error.
 */
import type {
  Block,
  Instruction,
  IrFunction,
  Module,
  Parameter,
  ParameterKind,
  Phi,
  Terminator,
} from '../../src/ir/ir.ts';
import type { Span } from '../../src/source/text.ts';
import { expect, optional, readInstruction } from './read-instruction.ts';

const LINE_LENGTH = 100;

/** Line starts of the imagined source. */
export const imaginedLineStarts = Array.from({ length: 1000 }, (_, line) => line * LINE_LENGTH);

/** A module of the functions in `text`; a module body `f0` is put in front when there is none. */
export function readModule(text: string): Module {
  const heads = [...text.matchAll(/^\s*f\d+: .*$/gm)];
  const functions = heads.map((match, index) =>
    readFunction(text.slice(match.index, heads[index + 1]?.index ?? text.length)),
  );
  const body = readFunction('f0: module\nb0: %0 = constant none\nreturn %0 (implicit)');
  const all = functions[0]?.kind === 'module' ? functions : [body, ...functions];
  return { path: 'test.py', language: 'python', functions: all, gaps: [], directives: [] };
}

/** One function from its head line and its blocks. */
export function readFunction(text: string): IrFunction {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [first = '', ...rest] = lines;
  const blocks = readBlocks(rest);
  const defined = blocks.flatMap((block) => [
    ...block.phis.map((phi) => phi.result),
    ...block.instructions.flatMap((instruction) => ('result' in instruction ? [instruction.result] : [])),
  ]);
  return { ...readHead(first), blocks, valueCount: Math.max(-1, ...defined) + 1, assignments: [] };
}

function readHead(text: string): Omit<IrFunction, 'blocks' | 'valueCount' | 'assignments'> {
  const [, id, traits, kind, name = '', parameters, parent] = expect(
    /^f(\d+): ((?:async |generator )*)(module|class|function|lambda|comprehension)(?: ([^\s(]+))?(?:\((.*)\))?(?: in f(\d+))?$/,
    text,
  );
  const owner = parent === undefined ? Number(kind === 'module' ? Number.NaN : 0) : Number(parent);
  return {
    id: Number(id),
    kind: kind as IrFunction['kind'],
    name: name.split('.').at(-1) ?? '',
    qualifiedName: name,
    parent: Number.isNaN(owner) ? null : owner,
    span: { start: 0, end: 0 },
    nameSpan: { start: 0, end: 0 },
    parameters: (parameters ?? '').split(', ').filter(Boolean).map(readParameter),
    returnAnnotation: null,
    isAsync: (traits ?? '').includes('async'),
    isGenerator: (traits ?? '').includes('generator'),
  };
}

const PARAMETER_KINDS: Readonly<Record<string, ParameterKind>> = {
  'positional ': 'positional-only',
  '*': 'rest',
  'keyword ': 'keyword-only',
  '**': 'keywords',
};

function readParameter(text: string): Parameter {
  const [, prefix = '', name = '', fallback] = expect(/^(positional |keyword |\*\*|\*)?(\w+)( = …)?$/, text);
  return {
    name,
    kind: PARAMETER_KINDS[prefix] ?? 'normal',
    annotation: null,
    hasDefault: fallback !== undefined,
    span: { start: 0, end: 0 },
  };
}

interface OpenBlock {
  readonly id: number;
  readonly handler: number | null;
  readonly phis: Phi[];
  readonly instructions: Instruction[];
  readonly terminator: Terminator[];
}

function readBlocks(lines: readonly string[]): Block[] {
  const blocks: OpenBlock[] = [];
  for (const line of lines) {
    const start = /^b(\d+)(?: \(handler b(\d+)\))?:(.*)$/.exec(line);
    if (start !== null) {
      const handler = start[2] === undefined ? null : Number(start[2]);
      blocks.push({ id: Number(start[1]), handler, phis: [], instructions: [], terminator: [] });
    }
    const content = (start === null ? line : (start[3] ?? '')).trim();
    const open = blocks.at(-1);
    if (open !== undefined && content !== '') readLine(content, open);
  }
  return blocks.map(({ terminator: [terminator], ...block }) => {
    if (terminator === undefined) throw new Error(`b${block.id} has no terminator`);
    return { ...block, instructions: block.instructions.map(numbered), terminator };
  });
}

function numbered(instruction: Instruction, index: number): Instruction {
  return instruction.op === 'parameter' ? { ...instruction, index } : instruction;
}

function readLine(line: string, block: OpenBlock): void {
  const [, text = '', number] = expect(/^(.*?)(?:\s+# line (\d+))?$/, line);
  const start = number === undefined ? 0 : (Number(number) - 1) * LINE_LENGTH;
  const span = { start, end: start };
  const phi = /^%(\d+) = phi (?:(\w+) )?\((.*)\)$/.exec(text);
  const terminator = readTerminator(text, span);
  if (phi !== null) block.phis.push(readPhi(phi));
  else if (terminator !== null) block.terminator.push(terminator);
  else block.instructions.push(readInstruction(text, span));
}

function readPhi([, result, variable, operands = '']: RegExpExecArray): Phi {
  return {
    result: Number(result),
    variable: variable ?? null,
    operands: operands.split(', ').map((operand) => {
      const [, block, value] = expect(/^b(\d+): %(\d+)$/, operand);
      return { block: Number(block), value: Number(value) };
    }),
  };
}

function readTerminator(text: string, span: Span): Terminator | null {
  const jump = /^jump b(\d+)$/.exec(text);
  if (jump !== null) return { op: 'jump', target: Number(jump[1]), span };
  const ways =
    /^(branch|catches) %(\d+)(?: as (anything|%\d+))? then b(\d+) otherwise b(\d+)(?: \((.*)\))?$/.exec(text);
  if (ways !== null) return readWays(ways, span);
  const end = /^(return|raise)(?: %(\d+))?(?: from %(\d+))?( \(implicit\))?$/.exec(text);
  return end === null ? null : readEnd(end, span);
}

function readWays([, op, operand, type, then, otherwise, origin]: RegExpExecArray, span: Span): Terminator {
  const targets = { then: Number(then), otherwise: Number(otherwise), span };
  if (op === 'branch') {
    return { op, condition: Number(operand), origin: origin as 'if', ...targets };
  }
  const types = type === 'anything' ? null : Number(type?.slice(1));
  return { op: 'catches', exception: Number(operand), type: types, ...targets };
}

function readEnd([, op, value, cause, mark]: RegExpExecArray, span: Span): Terminator {
  const implicit = mark !== undefined;
  if (op === 'return') return { op, value: Number(value), implicit, span };
  return { op: 'raise', exception: optional(value), cause: optional(cause), implicit, span };
}
