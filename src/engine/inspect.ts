/**
 * The text forms of what the analyzer builds of one file: its IR, the control flow of one function, its calls, and what
 * the models say of it. `ironvet dev` prints them.
 *
 * `ir` and `cfg` read the one file; `calls` and `facts` link the packages around it, as `check` does.
 */
import { buildControlFlowGraph } from '../flow/cfg.ts';
import { printMermaid } from '../flow/print.ts';
import { printModule } from '../ir/print.ts';
import { InputError } from '../source/input-error.ts';
import { defaultSizeLimit, loadSource } from '../source/load.ts';
import { nearestName } from '../source/nearest.ts';
import { languageOf } from './languages.ts';
import { lowerSource } from './lower.ts';
import type { LoweredFile } from './module-cache.ts';
import type { Parts } from './parts.ts';
import { printProgramCalls } from './print-calls.ts';
import { printFacts } from './print-facts.ts';
import { loadProgram, type Program } from './program.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export type DevelopmentView =
  | { readonly kind: 'ir' }
  /** `function`: dotted, inside the module. */
  | { readonly kind: 'cfg'; readonly function: string }
  | { readonly kind: 'calls' }
  | { readonly kind: 'facts' };

export interface InspectRequest {
  /** Absolute. */
  readonly workingDirectory: string;
  readonly path: string;
  readonly view: DevelopmentView;
  readonly parts: Parts;
}

/** The text form of one view of one file. Throws an InputError when there is no such file or function. */
export async function showFile(request: InspectRequest): Promise<string> {
  const { workingDirectory, path } = request;
  if (languageOf(path) === null) throw new InputError(`${path} is in no language that is analyzed`);
  const workspace = await openWorkspace({
    workingDirectory,
    paths: [path],
    revision: null,
    repository: null,
    environment: null,
  });
  return show(request, workspace);
}

async function show({ view, parts, path }: InspectRequest, workspace: Workspace): Promise<string> {
  switch (view.kind) {
    case 'ir': {
      const { module, source } = await lowerOne(workspace, parts);
      return printModule(module, { lineStarts: source.lineStarts });
    }
    case 'cfg':
      return showGraph(await lowerOne(workspace, parts), view.function);
    case 'calls':
      return printProgramCalls(await linkOne(workspace, parts, path));
    case 'facts':
      return printFacts(await linkOne(workspace, parts, path));
  }
}

async function lowerOne({ host, paths }: Workspace, parts: Parts): Promise<LoweredFile> {
  const loaded = await loadSource(host, paths[0] ?? '', defaultSizeLimit);
  if (loaded.kind === 'problem') {
    const { problem } = loaded;
    throw new InputError(`${problem.path ?? 'the file'} ${problem.message}`);
  }
  const outcome = await lowerSource(loaded.source, parts.frontends);
  if (outcome.kind === 'lowered') return outcome.file;
  throw new InputError(`${outcome.path} ${outcome.notification.message}`);
}

async function linkOne({ host, paths }: Workspace, parts: Parts, path: string): Promise<Program> {
  const program = await loadProgram({ host, paths, parts });
  if (program.plan.scope.length > 0) return program;
  throw new InputError(`${path} cannot be read`, program.plan.problems[0]?.message ?? null);
}

function showGraph({ module, source }: LoweredFile, name: string): string {
  const found = module.functions.filter((one) => one.qualifiedName === name);
  if (found.length > 0) {
    return found.map((one) => printMermaid(buildControlFlowGraph(one), source)).join('\n');
  }
  const names = module.functions.map((one) => one.qualifiedName);
  const near = nearestName(name, names) ?? names.find((one) => one.endsWith(`.${name}`));
  throw new InputError(
    `no function ${name} in ${module.path}`,
    near === undefined ? 'see `ironvet dev ir` for the names' : `did you mean '${near}'?`,
  );
}
