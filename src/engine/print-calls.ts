/** The calls of the files in scope and what each may run, with the counts that the report gives. */
import { printCalls } from '../project/print-calls.ts';
import type { Program } from './program.ts';
import { resolutionRateOf } from './resolution.ts';

export function printProgramCalls({ project, models, scope, inScope }: Program): string {
  const modules = project.modules.filter((module) => inScope(module.ir.path));
  const { inTree, modelled, unknown } = resolutionRateOf(scope, project, models);
  const all = inTree + modelled + unknown;
  const count = `${all} calls: ${inTree} inside the tree, ${modelled} by a model, ${unknown} unknown\n`;
  return [...modules.map((module) => printCalls(project, module)), count].join('');
}
