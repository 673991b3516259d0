/**
 * Configuration options: which are declared anywhere in the tree, and which are declared to be secret.
 *
 * `cfg.StrOpt('swift_password', secret=True)` declares one; it is read as `CONF.swift.swift_password`. Options are
 * matched by group and name where the registration tells the group, by name alone where it does not.
 *
 * Worked example: `opts = [cfg.StrOpt('key', secret=True)]; conf.register_opts(opts, group='agent')` makes
 * `CONF.agent.key` a secret, but not `CONF.deploy.key`.
 */
import { callsIn, instructionOf } from '../../ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../ir/ir.ts';
import type { Project, ProjectFunction } from '../../project/project.ts';
import { constantOf, stringOf } from './constants.ts';

export interface OptionDeclaration {
  readonly name: string;
  /** Null: the registration was not found, or its group is not constant. */
  readonly group: string | null;
  readonly isSecret: boolean;
  readonly help: string | null;
  readonly function: ProjectFunction;
  readonly call: Call;
}

export interface Options {
  readonly declarations: readonly OptionDeclaration[];
  /** The declarations that `CONF.group.name` may mean; group null: of the default group. */
  declared(group: string | null, name: string): readonly OptionDeclaration[];
}

interface Declared {
  readonly call: Call;
  readonly fn: ProjectFunction;
}

const OPTION_CLASS = /^(?:\w*Opt)$/;
const REGISTRATIONS = new Set(['register_opts', 'register_opt', 'register_cli_opts', 'register_cli_opt']);

export function findOptions(project: Project): Options {
  const declarations = project.modules.flatMap((module) => {
    const functions = module.ir.functions.map((fn) => project.functionOf(module, fn.id));
    return declarationsOf(functions);
  });
  const byName = groupByName(declarations);
  return {
    declarations,
    declared: (group, name) => matching(byName.get(name) ?? [], group),
  };
}

function groupByName(declarations: readonly OptionDeclaration[]): Map<string, OptionDeclaration[]> {
  const byName = new Map<string, OptionDeclaration[]>();
  for (const declaration of declarations) {
    byName.set(declaration.name, [...(byName.get(declaration.name) ?? []), declaration]);
  }
  return byName;
}

function matching(candidates: readonly OptionDeclaration[], group: string | null): OptionDeclaration[] {
  const exact = candidates.filter((candidate) => candidate.group === group);
  return exact.length > 0 ? exact : candidates.filter((candidate) => candidate.group === null);
}

function declarationsOf(functions: readonly ProjectFunction[]): OptionDeclaration[] {
  const calls = functions.flatMap((fn) => callsIn(fn.ir).map((call) => ({ call, fn })));
  const declared = calls.filter(({ call, fn }) => isDeclaration(fn.ir, call));
  if (declared.length === 0) return [];
  const groups = groupsOfNames(calls);
  return declared.flatMap((each) => declarationOf(each, groups));
}

function calleeName(fn: IrFunction, call: Call): string | null {
  const callee = instructionOf(fn, call.callee);
  return callee?.op === 'attribute' || callee?.op === 'load-global' ? callee.name : null;
}

function isDeclaration(fn: IrFunction, call: Call): boolean {
  const name = calleeName(fn, call);
  const first = call.arguments[0];
  return (
    name !== null &&
    OPTION_CLASS.test(name) &&
    first?.kind === 'positional' &&
    stringOf(fn, first.value) !== null
  );
}

function declarationOf(
  { call, fn }: Declared,
  groups: ReadonlyMap<string, string | null>,
): OptionDeclaration[] {
  const first = call.arguments[0];
  const name = first === undefined ? null : stringOf(fn.ir, first.value);
  if (name === null) return [];
  const secret = keywordOf(call, 'secret');
  const constant = secret === null ? null : constantOf(fn.ir, secret);
  const help = keywordOf(call, 'help');
  return [
    {
      name: name.replaceAll('-', '_'),
      group: groupOf({ call, fn }, groups),
      isSecret: constant?.kind === 'boolean' && constant.value,
      help: help === null ? null : helpText(fn.ir, help),
      function: fn,
      call,
    },
  ];
}

/** `help='…'` and `help=_('…')`. */
function helpText(fn: IrFunction, value: ValueId): string | null {
  const instruction = instructionOf(fn, value);
  const inner = instruction?.op === 'call' ? instruction.arguments[0]?.value : value;
  return inner === undefined ? null : stringOf(fn, inner);
}

function keywordOf(call: Call, name: string): ValueId | null {
  const found = call.arguments.find((argument) => argument.kind === 'keyword' && argument.name === name);
  return found?.value ?? null;
}

/** The group under which the variables that hold the option are registered. */
function groupOf({ call, fn }: Declared, groups: ReadonlyMap<string, string | null>): string | null {
  for (const name of holdersOf(fn.ir, call.result)) {
    const group = groups.get(name);
    if (group !== undefined) return group;
  }
  return null;
}

/** Variables to which the value, or a list with it, is assigned. */
function holdersOf(fn: IrFunction, value: ValueId): string[] {
  const values = new Set([value]);
  for (const block of fn.blocks) {
    for (const instruction of block.instructions) {
      if (instruction.op === 'build' && instruction.elements.some((element) => values.has(element.value))) {
        values.add(instruction.result);
      }
      if (instruction.op === 'operator' && instruction.operands.some((operand) => values.has(operand))) {
        values.add(instruction.result);
      }
    }
  }
  return fn.assignments.filter((assignment) => values.has(assignment.value)).map(({ name }) => name);
}

/** Variable name of a list of options → group it is registered under, for one module. */
function groupsOfNames(calls: readonly Declared[]): ReadonlyMap<string, string | null> {
  const groups = new Map<string, string | null>();
  for (const { call, fn } of calls) {
    const name = calleeName(fn.ir, call);
    if (name === null || !REGISTRATIONS.has(name)) continue;
    const [options, second] = call.arguments;
    const group = keywordOf(call, 'group') ?? (second?.kind === 'positional' ? second.value : null);
    const text = group === null ? 'DEFAULT' : groupName(fn, group, calls);
    for (const variable of options === undefined ? [] : variablesIn(fn.ir, options.value)) {
      groups.set(variable, text);
    }
  }
  return groups;
}

/** `group='agent'`, or a variable that `cfg.OptGroup('agent')` was assigned to in this module. */
function groupName(fn: ProjectFunction, value: ValueId, calls: readonly Declared[]): string | null {
  const constant = stringOf(fn.ir, value);
  if (constant !== null) return constant;
  const variables = new Set(variablesIn(fn.ir, value));
  for (const { call, fn: owner } of calls) {
    if (calleeName(owner.ir, call) !== 'OptGroup') continue;
    const holders = owner.ir.assignments.filter((assignment) => assignment.value === call.result);
    if (!holders.some(({ name }) => variables.has(name))) continue;
    const name = keywordOf(call, 'name') ?? call.arguments[0]?.value;
    return name === undefined ? null : stringOf(owner.ir, name);
  }
  return null;
}

/** Names of the variables that an expression is made of: `a + b` has two. */
function variablesIn(fn: IrFunction, value: ValueId): string[] {
  const names: string[] = [];
  const pending = [value];
  for (let next = pending.pop(); next !== undefined && names.length < 16; next = pending.pop()) {
    const current = next;
    const instruction = instructionOf(fn, current);
    names.push(
      ...fn.assignments.filter((assignment) => assignment.value === current).map(({ name }) => name),
    );
    if (instruction?.op === 'load-global' || instruction?.op === 'load-cell') names.push(instruction.name);
    if (instruction?.op === 'operator') pending.push(...instruction.operands);
    if (instruction?.op === 'build') pending.push(...instruction.elements.map((element) => element.value));
  }
  return names;
}
