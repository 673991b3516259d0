/**
 * The calls of a module in a form for terminals, tests and snapshots, functions in the order of the text:
 *
 *     driver.Driver.destroy
 *         self._unplug() -> driver.Driver._unplug (virtual, self=%0)
 *         self.client.call("node.get", %3) -> api.node.get (string, %3)
 *         hook(%1) -> nothing known
 *     [property] self.client -> driver.Driver.client (property, self=%0)
 */
import type { Call, IrFunction, ValueId } from '../ir/ir.ts';
import { printConstant, printName } from '../ir/print-instruction.ts';
import type { CallSite, ImplicitCall, Project, ProjectFunction, ProjectModule, Target } from './project.ts';

/** Longest chain of names that is written out. */
const DEEPEST_CHAIN = 8;

type Definitions = ReadonlyMap<ValueId, string>;

/** Ends in a line break unless the module has no calls. */
export function printCalls(project: Project, module: ProjectModule): string {
  return module.ir.functions
    .map((ir) => printFunctionCalls(project, project.functionOf(module, ir.id)))
    .join('');
}

export function printFunctionCalls(project: Project, fn: ProjectFunction): string {
  const shown = describeValues(fn.ir);
  const lines = [
    ...project.callsOf(fn).map((site) => siteLine(site, shown)),
    ...project.implicitCallsOf(fn).map((call) => implicitLine(call, shown)),
  ];
  if (lines.length === 0) return '';
  return `${[printPath(fn.path), ...lines.map((line) => `    ${line}`)].join('\n')}\n`;
}

function siteLine({ call, targets }: CallSite, shown: Definitions): string {
  const head = `${name(shown, call.callee)}(${argumentList(call.arguments, shown)})`;
  return `${head} -> ${targets.length === 0 ? 'nothing known' : targetList(targets, shown)}`;
}

function implicitLine({ instruction, targets }: ImplicitCall, shown: Definitions): string {
  const read =
    instruction.op === 'attribute' ? name(shown, instruction.result) : name(shown, instruction.manager);
  return `[${instruction.op}] ${read} -> ${targetList(targets, shown)}`;
}

function targetList(targets: readonly Target[], shown: Definitions): string {
  return targets.map((target) => printTarget(target, shown)).join(', ');
}

function printTarget(target: Target, shown: Definitions): string {
  const path = target.kind === 'function' ? target.function.path : target.path;
  const facts = [
    target.via,
    ...(target.deferred ? ['deferred'] : []),
    ...(target.receiver === null ? [] : [`self=${name(shown, target.receiver)}`]),
    ...(target.skipped === 0 ? [] : [`${target.skipped} unseen`]),
  ];
  const passed = argumentList(target.arguments, shown);
  return `${printPath(path)} (${facts.join(', ')}${passed === '' ? '' : `; ${passed}`})`;
}

function argumentList(given: Call['arguments'], shown: Definitions): string {
  return given.map((argument) => printArgument(argument, shown)).join(', ');
}

function printArgument(argument: Call['arguments'][number], shown: Definitions): string {
  const value = name(shown, argument.value);
  switch (argument.kind) {
    case 'positional':
      return value;
    case 'keyword':
      return `${printName(argument.name)}=${value}`;
    case 'rest':
      return `*${value}`;
    case 'keywords':
      return `**${value}`;
  }
}

function name(shown: Definitions, value: ValueId): string {
  return shown.get(value) ?? `%${value}`;
}

/** Paths also hold `()` for results and names like `<lambda>`; anything else is quoted. */
function printPath(path: string): string {
  return /^[\p{ID_Continue}.()<>]+$/u.test(path) ? path : printName(path);
}

/** Names, chains of attributes and constants as in the text; other values by number. */
function describeValues(ir: IrFunction): Definitions {
  const shown = new Map<ValueId, string>(ir.assignments.map(({ value, name }) => [value, printName(name)]));
  const depths = new Map<ValueId, number>();
  for (const block of ir.blocks) {
    for (const instruction of block.instructions) {
      switch (instruction.op) {
        case 'parameter':
          shown.set(instruction.result, printName(ir.parameters[instruction.index]?.name ?? ''));
          break;
        case 'constant':
          shown.set(instruction.result, printConstant(instruction.constant).replace(/^number /, ''));
          break;
        case 'load-global':
        case 'load-cell':
          shown.set(instruction.result, printName(instruction.name));
          break;
        case 'attribute': {
          const depth = (depths.get(instruction.object) ?? 0) + 1;
          depths.set(instruction.result, depth);
          const object = depth > DEEPEST_CHAIN ? '…' : name(shown, instruction.object);
          shown.set(instruction.result, `${object}.${printName(instruction.name)}`);
          break;
        }
        case 'call':
          shown.set(instruction.result, `${shortened(name(shown, instruction.callee))}()`);
          break;
        default:
      }
    }
  }
  return shown;
}

const LONGEST_CALLEE = 80;

function shortened(text: string): string {
  return text.length <= LONGEST_CALLEE ? text : `…${text.slice(-LONGEST_CALLEE)}`;
}
