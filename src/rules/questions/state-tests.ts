/**
 * Tests of an enumerated state: which states a branch asks about, also through tuples that another module defines.
 *
 * Terms
 * - **state**: a constant of a module that holds states, known by the path of its name: `ironic.common.states.CLEANING`.
 * - **operation** of a state: its name without what says how far it is. CLEANING, CLEANWAIT and CLEANFAIL are states of
 *   the operation 'CLEAN'; SERVICING and SERVICEHOLD of 'SERVIC'. ACTIVE is of none.
 *
 * Worked example: with `BUSY = (states.CLEANING, states.CLEANWAIT)` in another module, `if node.provision_state in
 * common.BUSY:` tests the field 'provision_state' for two states of one operation.
 *
 * Invariant: a set of which one member is not a known constant is not known at all.
 */
import { instructionOf } from '../../ir/definitions.ts';
import type { BlockId, Branch, Instruction, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Project, ProjectFunction, ProjectModule } from '../../project/project.ts';

export interface State {
  /** The module that defines it. */
  readonly module: ProjectModule;
  readonly name: string;
}

export interface StateTest {
  readonly block: BlockId;
  readonly branch: Branch;
  /** What is tested: 'provision_state'. */
  readonly field: string;
  /** In the order of the text. */
  readonly states: readonly State[];
  /** Where control goes when the value is one of the states, and when it is none of them. */
  readonly inside: BlockId;
  readonly outside: BlockId;
}

/** How far an operation has come. */
export type Phase = 'running' | 'waiting' | 'held' | 'failed';

const phases: readonly (readonly [ending: string, phase: Phase])[] = [
  ['ING', 'running'],
  ['WAIT', 'waiting'],
  ['HOLD', 'held'],
  ['FAIL', 'failed'],
];

/** Names that lead to names, followed at most. */
const deepest = 6;

/** The branches of a function that test a field of some object for known states. */
export function stateTestsOf(project: Project, fn: ProjectFunction): readonly StateTest[] {
  if (!speaksOfStates(fn.ir)) return [];
  return fn.ir.blocks.flatMap(({ id, terminator }) => {
    const test = terminator.op === 'branch' ? testOf(project, fn, terminator) : null;
    return test === null ? [] : [{ block: id, ...test }];
  });
}

/** Names of attributes are cheap to look at, and most functions have none of these. */
function speaksOfStates(fn: IrFunction): boolean {
  return fn.blocks.some((block) =>
    block.instructions.some((each) => each.op === 'attribute' && each.name.endsWith('state')),
  );
}

function testOf(project: Project, fn: ProjectFunction, branch: Branch): Omit<StateTest, 'block'> | null {
  const compared = instructionOf(fn.ir, branch.condition);
  if (compared?.op !== 'operator') return null;
  const [subject, against] = compared.operands;
  const tested = subject === undefined ? undefined : instructionOf(fn.ir, subject);
  if (tested?.op !== 'attribute' || !/(?:^|_)state$/.test(tested.name) || against === undefined) return null;
  const sense = senses.get(compared.operator);
  const states = sense === undefined ? null : statesOf(project, fn, against);
  if (sense === undefined || states === null || states.length === 0) return null;
  const { then, otherwise } = branch;
  const ways = sense ? { inside: then, outside: otherwise } : { inside: otherwise, outside: then };
  return { branch, field: tested.name, states, ...ways };
}

const senses: ReadonlyMap<string, boolean> = new Map([
  ['==', true],
  ['in', true],
  ['!=', false],
  ['not in', false],
]);

/** The states that a value is, or holds: `states.ACTIVE`, a tuple of them, or the name of a tuple; null: not known. */
export function statesOf(project: Project, fn: ProjectFunction, value: ValueId): readonly State[] | null {
  return statesIn(project, fn, value, deepest);
}

function statesIn(
  project: Project,
  fn: ProjectFunction,
  value: ValueId,
  depth: number,
): readonly State[] | null {
  const instruction = instructionOf(fn.ir, value);
  if (instruction === undefined || depth === 0) return null;
  const parts = partsOf(fn.ir, instruction);
  if (parts !== null) {
    const found = parts.map((part) => statesIn(project, fn, part, depth - 1));
    return found.every((states) => states !== null) ? found.flat() : null;
  }
  if (instruction.op === 'constant') return namedConstant(fn, value);
  if (instruction.op === 'load-global') return ofName(project, fn.module, instruction.name, depth);
  if (instruction.op !== 'attribute') return null;
  for (const path of project.pathsOf(fn, value)) {
    const dot = path.lastIndexOf('.');
    const module = project.moduleNamed(path.slice(0, dot));
    if (module !== null) return ofName(project, module, path.slice(dot + 1), depth);
  }
  return null;
}

/** In the body of a module a name is its value already: the name that the constant was assigned to. */
function namedConstant({ ir, module }: ProjectFunction, value: ValueId): readonly State[] | null {
  const name = ir.assignments.find((assignment) => assignment.value === value)?.name;
  return name === undefined ? null : [{ module, name }];
}

/** Members of a collection, and operands of a union of collections. */
function partsOf(fn: IrFunction, instruction: Instruction): readonly ValueId[] | null {
  switch (instruction.op) {
    case 'build':
      return instruction.kind === 'string' || instruction.kind === 'dict'
        ? null
        : instruction.elements.map((element) => element.value);
    case 'operator':
      return instruction.operator === '+' || instruction.operator === '|' ? instruction.operands : null;
    case 'call': {
      const callee = instructionOf(fn, instruction.callee);
      const collects = callee?.op === 'load-global' && collecting.has(callee.name);
      return collects ? instruction.arguments.map((argument) => argument.value) : null;
    }
    default:
      return null;
  }
}

const collecting: ReadonlySet<string> = new Set(['frozenset', 'set', 'tuple', 'list']);

function ofName(
  project: Project,
  module: ProjectModule,
  name: string,
  depth: number,
): readonly State[] | null {
  const body = project.functionOf(module, 0);
  const value = body.ir.assignments.findLast((assignment) => assignment.name === name)?.value;
  const instruction = value === undefined ? undefined : instructionOf(body.ir, value);
  if (value === undefined || instruction === undefined) return null;
  if (instruction.op === 'constant') return [{ module, name }];
  return statesIn(project, body, value, depth - 1);
}

/** Every state of a module: its names in capitals that are texts. */
export function statesOfModule(module: ProjectModule): readonly string[] {
  const [body] = module.ir.functions;
  if (body === undefined) return [];
  const names = body.assignments.flatMap(({ name, value }) => {
    const defined = instructionOf(body, value);
    const isText = defined?.op === 'constant' && defined.constant.kind === 'string';
    return isText && /^[A-Z][A-Z_]*$/.test(name) ? [name] : [];
  });
  return [...new Set(names)];
}

/** 'CLEAN' and 'waiting' of CLEANWAIT; null for a state that is of no operation. */
export function operationOf(name: string): { readonly operation: string; readonly phase: Phase } | null {
  for (const [ending, phase] of phases) {
    if (!name.endsWith(ending) || name.length <= ending.length) continue;
    return { operation: name.slice(0, -ending.length).replace(/[_E]+$/, ''), phase };
  }
  return null;
}
