/** What the tests of the TypeScript front end share: text in, printed IR out. */
import { createTypescriptFrontend } from '../../../src/frontends/typescript/index.ts';
import type { IrFunction, Module } from '../../../src/ir/ir.ts';
import { printFunction } from '../../../src/ir/print.ts';
import { verify } from '../../../src/ir/verify.ts';
import { lineStartsOf } from '../../../src/source/text.ts';

const frontend = createTypescriptFrontend();

/** Lowers text that may have gaps. */
export function lowerTolerantly(text: string, path = 'src/example.tsx'): Module {
  return frontend.lower({ path, text, hash: '', lineStarts: lineStartsOf(text) });
}

/**
 * Lowers sound text.
 * @throws Error when the verifier refuses the module, or a part of the text was not read.
 */
export function lower(text: string, path?: string): Module {
  const module = lowerTolerantly(text, path);
  const problems = [...verify(module), ...module.gaps.map((gap) => `gap: ${gap.reason}`)];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return module;
}

export function functionNamed(module: Module, qualifiedName: string): IrFunction {
  const found = module.functions.find((fn) => fn.qualifiedName === qualifiedName);
  if (found === undefined) throw new Error(`no function ${qualifiedName}`);
  return found;
}

/** The printed form of one function of the text, '' for the module body. */
export function printed(text: string, qualifiedName = ''): string {
  return printFunction(functionNamed(lower(text), qualifiedName)).trimEnd();
}

/** The printed body of a function around the statements. */
export function printedBody(statements: string, parameters = ''): string {
  return printed(`function f(${parameters}) {\n${statements}\n}\n`, 'f');
}
