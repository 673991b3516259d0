/**
 * Queries that are built step by step: every step returns a new query and leaves the old one as it is.
 *
 * Terms
 * - **builder method**: `query.filter(…)`, `statement.where(…)`: returns the restricted query.
 * - **builder**: a function of the tree that hands back one of its parameters with builder methods applied to it.
 *
 * Worked example: `def of_project(query, project): return query.filter(Node.owner == project)` is a builder, so the
 * statement `of_project(query, project)` does nothing.
 */
import { definitionOf, instructionOf, namesOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { CallSite, Project, ProjectFunction } from '../../src/project/project.ts';
import { calledName, partsOf, receiverOf } from '../../src/rules/questions/made-from.ts';

const builderMethods: ReadonlySet<string> = new Set(
  'filter filter_by where having join outerjoin order_by group_by options limit offset distinct select_from exclude with_for_update'.split(
    ' ',
  ),
);
/** Calls that begin a query. */
const beginners: ReadonlySet<string> = new Set(['query', 'select', 'model_query', 'update', 'delete']);
const queryName = /(?:^|_)(?:query|stmt|statement|select)$/;
/** Builders that call builders: how deep. */
const deepestBuilder = 4;

/** `query.filter(…)` on something that is a query. */
export function isBuilderMethod(fn: IrFunction, call: Call): boolean {
  const receiver = receiverOf(fn, call);
  return receiver !== null && builderMethods.has(calledName(fn, call)) && isQuery(fn, receiver);
}

/** Does the site call only builders of the tree? */
export function callsBuilder(project: Project, site: CallSite): boolean {
  return callsBuilderWithin(project, site, deepestBuilder);
}

function callsBuilderWithin(project: Project, { targets }: CallSite, depth: number): boolean {
  return (
    depth > 0 &&
    targets.length > 0 &&
    targets.every((target) => target.kind === 'function' && isBuilder(project, target.function, depth - 1))
  );
}

/** Every way out hands back a parameter, and one of them with a step applied to it. */
function isBuilder(project: Project, callee: ProjectFunction, depth: number): boolean {
  const returned = callee.ir.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' ? [terminator.value] : [],
  );
  const chains = returned.flatMap((value) => chainsOf(project, { callee, value, depth }));
  return (
    chains.length > 0 &&
    chains.every((chain) => chain.endsInParameter) &&
    chains.some((chain) => chain.hasStep)
  );
}

interface Chain {
  readonly endsInParameter: boolean;
  readonly hasStep: boolean;
}

/** The ways in which a value was made of an earlier query, back to where that came from. */
function chainsOf(
  project: Project,
  asked: { readonly callee: ProjectFunction; readonly value: ValueId; readonly depth: number },
): readonly Chain[] {
  const { callee, depth } = asked;
  const seen = new Set<string>();
  const open = [{ value: asked.value, hasStep: false }];
  const chains: Chain[] = [];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const key = `${at.value}|${at.hasStep}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const before = stepBefore(project, callee, { value: at.value, depth });
    const { hasStep } = at;
    if (before === 'parameter' || before === null) {
      chains.push({ endsInParameter: before === 'parameter', hasStep });
    } else {
      open.push(...before.values.map((value) => ({ value, hasStep: hasStep || before.isStep })));
    }
  }
  return chains;
}

/** What the value was before its last step; null: it does not come from a parameter. */
function stepBefore(
  project: Project,
  callee: ProjectFunction,
  { value, depth }: { readonly value: ValueId; readonly depth: number },
): 'parameter' | { readonly values: readonly ValueId[]; readonly isStep: boolean } | null {
  const fn = callee.ir;
  const definition = definitionOf(fn, value);
  if (definition === undefined) return null;
  if (definition.kind === 'phi') {
    return { values: definition.phi.operands.map((operand) => operand.value), isStep: false };
  }
  const { instruction } = definition;
  if (instruction.op === 'parameter') return 'parameter';
  if (instruction.op !== 'call') return null;
  const receiver = receiverOf(fn, instruction);
  if (receiver !== null && builderMethods.has(calledName(fn, instruction))) {
    return { values: [receiver], isStep: true };
  }
  const [first] = instruction.arguments;
  if (first === undefined || depth === 0) return null;
  return callsBuilderWithin(project, project.siteOf(callee, instruction), depth)
    ? { values: [first.value], isStep: true }
    : null;
}

/** By its name, or because it was begun as one. */
function isQuery(fn: IrFunction, value: ValueId): boolean {
  if (namesOf(fn, value).some((name) => queryName.test(name))) return true;
  return receiverChain(fn, value).some((one) => {
    const instruction = instructionOf(fn, one);
    return instruction?.op === 'call'
      ? beginners.has(calledName(fn, instruction))
      : namesOf(fn, one).some((name) => queryName.test(name));
  });
}

/** `a.b().c()` → the calls, from the last to the first, and what they were made on. */
function receiverChain(fn: IrFunction, value: ValueId): readonly ValueId[] {
  const chain = [...partsOf(fn, value)];
  for (let index = 0; index < chain.length && chain.length < 40; index += 1) {
    const instruction = instructionOf(fn, chain[index] ?? -1);
    const receiver = instruction?.op === 'call' ? receiverOf(fn, instruction) : null;
    if (receiver !== null && builderMethods.has(calledNameOf(fn, instruction)) && !chain.includes(receiver)) {
      chain.push(receiver);
    }
  }
  return chain;
}

function calledNameOf(fn: IrFunction, instruction: ReturnType<typeof instructionOf>): string {
  return instruction?.op === 'call' ? calledName(fn, instruction) : '';
}
