/**
 * Finds uses of the `debug` option for something other than logging: a web framework's debug mode, a branch that leaves a
 * protection out, a branch that shows a traceback.
 *
 * Operators turn `debug` on in production to read more in the log. They do not expect that API users see more.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Attribute, Branch, Build, Call, Instruction, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';
import { calledName, partsOf } from '../../src/rules/questions/made-from.ts';
import { disclosedBy, protectionLeftOut } from './branches.ts';

const configurationName = /^_?(?:conf|config|cfg)$/i;
const webLibrary = /^(?:pecan|wsme|wsmeext|flask|werkzeug|webob|bottle|django|starlette|fastapi|aiohttp)\./;
/** Functions that make an application or an answer with details for developers. */
const webCalls: ReadonlySet<string> = new Set([
  'make_app',
  'setup_app',
  'format_exception',
  'DebugMiddleware',
]);
/** Names of the tables that configure a web framework. */
const webTables: ReadonlySet<string> = new Set(['wsme', 'app', 'pecan']);
const debugArguments: ReadonlySet<string> = new Set(['debug', 'debuginfo', 'show_traceback', 'use_debugger']);

type Draft = Omit<FindingDraft, 'rule'>;

export function check(context: RuleContext): RuleResult {
  const found = context.scope.filter((fn) => speaksOfDebug(fn.ir)).flatMap((fn) => draftsIn(context, fn));
  return { findings: found.map((draft) => ({ rule: context.rule.id, ...draft })), evidence: [] };
}

/** Cheap: most functions do not mention it. */
function speaksOfDebug(fn: IrFunction): boolean {
  return fn.blocks.some((block) =>
    block.instructions.some(
      (one) =>
        isDebugRead(one) ||
        (one.op === 'constant' && one.constant.kind === 'string' && debugArguments.has(one.constant.value)) ||
        (one.op === 'call' &&
          one.arguments.some((each) => each.kind === 'keyword' && debugArguments.has(each.name))),
    ),
  );
}

function draftsIn({ project }: RuleContext, fn: ProjectFunction): readonly Draft[] {
  return fn.ir.blocks.flatMap((block) => [
    ...block.instructions.flatMap((instruction) => {
      if (instruction.op === 'call') return debugArgument(project.siteOf(fn, instruction));
      return instruction.op === 'build' && instruction.kind === 'dict' ? debugEntry(fn, instruction) : [];
    }),
    ...(block.terminator.op === 'branch' ? debugBranch(fn, block.terminator) : []),
  ]);
}

/* ---- The debug mode of a framework ----------------------------------------------------------------------------- */

function debugArgument(site: CallSite): readonly Draft[] {
  const { caller, call } = site;
  const name = calledName(caller.ir, call);
  return call.arguments.flatMap((argument) => {
    const isNamed = argument.kind === 'keyword' && debugArguments.has(argument.name);
    const read = debugReadIn(caller.ir, argument.value);
    const isAlways = isNamed && constantText(caller.ir, argument.value) === 'true';
    if ((read === null && !isAlways) || !isWebCall(site, name)) return [];
    const span = instructionOf(caller.ir, argument.value)?.span ?? call.span;
    return [{ message: frameworkMessage(name, read), place: placeOf(caller, span) }];
  });
}

function isWebCall({ targets }: CallSite, name: string): boolean {
  return (
    webCalls.has(name) || targets.some((target) => target.kind === 'external' && webLibrary.test(target.path))
  );
}

/** `wsme = {'debug': cfg.CONF.debug}` */
function debugEntry(fn: ProjectFunction, table: Build): readonly Draft[] {
  const names = fn.ir.assignments.filter((one) => one.value === table.result).map((one) => one.name);
  const name = names.find((one) => webTables.has(one));
  return table.elements.flatMap((element) => {
    if (element.key === null || !debugArguments.has(constantText(fn.ir, element.key) ?? '')) return [];
    const read = debugReadIn(fn.ir, element.value);
    const isAlways = name !== undefined && constantText(fn.ir, element.value) === 'true';
    if (name === undefined || (read === null && !isAlways)) return [];
    const span = instructionOf(fn.ir, element.value)?.span ?? table.span;
    return [{ message: frameworkMessage(name, read), place: placeOf(fn, span) }];
  });
}

function frameworkMessage(name: string, read: Attribute | null): string {
  const cause = read === null ? 'is always on' : 'follows the option for debug logging';
  return `The debug mode of \`${name}\` ${cause}: its error pages show tracebacks and other internals to whoever calls the API.`;
}

/* ---- Branches -------------------------------------------------------------------------------------------------- */

function debugBranch(fn: ProjectFunction, branch: Branch): readonly Draft[] {
  const negated = operandOfNot(fn.ir, branch.condition);
  const read = debugReadIn(fn.ir, negated ?? branch.condition);
  if (read === null) return [];
  const sides =
    negated === null
      ? { debug: branch.then, other: branch.otherwise }
      : { debug: branch.otherwise, other: branch.then };
  const place = placeOf(fn, read.span);
  const left = protectionLeftOut(fn.ir, sides);
  if (left !== null) {
    const message = `With debug logging on, \`${fn.ir.name}\` returns before \`${left}\`: the option is for logs, and switches a protection off here.`;
    return [{ message, place }];
  }
  const shown = disclosedBy(fn.ir, sides);
  if (shown === null) return [];
  const message = `With debug logging on, \`${fn.ir.name}\` hands out what \`${shown}\` gives: the option is for logs, not for what users see.`;
  return [{ message, place }];
}

function operandOfNot(fn: IrFunction, value: ValueId): ValueId | null {
  const instruction = instructionOf(fn, value);
  return instruction?.op === 'operator' && instruction.operator === 'not'
    ? (instruction.operands[0] ?? null)
    : null;
}

/** `CONF.debug`, `cfg.CONF.debug`, also where it went through a variable. */
function debugReadIn(fn: IrFunction, value: ValueId): Attribute | null {
  for (const part of partsOf(fn, value)) {
    const instruction = instructionOf(fn, part);
    if (instruction?.op !== 'attribute' || !isDebugRead(instruction)) continue;
    const owner = instructionOf(fn, instruction.object);
    if (owner !== undefined && isConfiguration(fn, owner)) return instruction;
  }
  return null;
}

function isDebugRead(instruction: Instruction): boolean {
  return instruction.op === 'attribute' && instruction.name === 'debug';
}

function isConfiguration(fn: IrFunction, instruction: Instruction | Call): boolean {
  if (instruction.op === 'parameter') {
    return configurationName.test(fn.parameters[instruction.index]?.name ?? '');
  }
  if (instruction.op === 'import') return configurationName.test(instruction.member ?? '');
  if (instruction.op !== 'attribute' && instruction.op !== 'load-global' && instruction.op !== 'load-cell') {
    return instruction.op === 'call' && isConfigurationCall(fn, instruction);
  }
  return configurationName.test(instruction.name);
}

/** `CONF = cfg.ConfigOpts()` in the same body. */
function isConfigurationCall(fn: IrFunction, call: Call): boolean {
  return calledName(fn, call) === 'ConfigOpts';
}
