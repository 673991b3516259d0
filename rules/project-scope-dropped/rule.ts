/**
 * Finds queries that leave the project out to which the caller may be limited.
 *
 * Two shapes. A function takes `project` and nothing in it uses it, though it queries. And a function whose ways merge into
 * one result: on one way the query is given what the project flows into, on another it is not.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { callsIn, definitionOf, instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { Call, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';
import { reachedBy } from '../../src/rules/questions/reached-by.ts';

/** Parameters that say whose things may be seen. */
const SCOPES: ReadonlySet<string> = new Set(['project', 'project_id', 'tenant_id', 'owner', 'lessee']);
const MOST_FOLLOWED = 50;
const QUERY = /^_?(get|list|find|query|select|search|fetch)(_|$)/;

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) => {
    const limits = limitsOf(fn.ir);
    if (limits.length === 0) return [];
    return [...ignored(fn, limits), ...leftOutOnOneWay(fn, limits)].map(({ call, message }) =>
      draft(call, message, fn),
    );
  });
  return { findings, evidence: [] };

  function draft(call: Call, message: string, fn: ProjectFunction): FindingDraft {
    return { rule: rule.id, message, place: placeOf(fn, call.span) };
  }
}

interface Limit {
  readonly name: string;
  readonly value: ValueId;
}

interface Tale {
  readonly call: Call;
  readonly message: string;
}

/** Parameters, and what the function itself makes of them. */
function limitsOf(fn: IrFunction): readonly Limit[] {
  if (!fn.parameters.some((parameter) => SCOPES.has(parameter.name))) return [];
  const given = (fn.blocks[0]?.instructions ?? []).flatMap((one) =>
    one.op === 'parameter' ? [{ name: fn.parameters[one.index]?.name ?? '', value: one.result }] : [],
  );
  return [...given, ...fn.assignments].filter((limit) => SCOPES.has(limit.name));
}

/* ---- Not used at all ------------------------------------------------------------------------------------------- */

function ignored({ ir }: ProjectFunction, limits: readonly Limit[]): readonly Tale[] {
  const [unused] = limits.filter((limit) => usesOf(ir, limit.value).length === 0);
  if (unused === undefined || limits.some((limit) => usesOf(ir, limit.value).length > 0)) return [];
  const [query] = queriesIn(ir);
  if (query === undefined) return [];
  const message = `\`${ir.name}\` takes \`${unused.name}\` and queries \`${calledName(ir, query)}\` without it: the result holds what belongs to other projects.`;
  return [{ call: query, message }];
}

function queriesIn(fn: IrFunction): readonly Call[] {
  return callsIn(fn).filter((call) => isQuery(fn, call));
}

/** A method, not a plain function, and more than the look-up of a key. */
function isQuery(fn: IrFunction, call: Call): boolean {
  const name = calledName(fn, call);
  return QUERY.test(name) && name !== 'get' && instructionOf(fn, call.callee)?.op === 'attribute';
}

/* ---- Left out on one way ------------------------------------------------------------------------------------------ */

function leftOutOnOneWay({ ir }: ProjectFunction, limits: readonly Limit[]): readonly Tale[] {
  const merges = ir.blocks.flatMap((block) => block.phis).filter((phi) => phi.operands.length > 1);
  if (merges.length === 0) return [];
  const held = new Set(limits.flatMap((limit) => [...reachedBy(ir, limit.value)]));
  const found = new Map<Call, Tale>();
  for (const phi of merges) {
    const calls = phi.operands.flatMap((operand) => queriesBehind(ir, operand.value));
    if (!calls.some((call) => isHeld(call, held))) continue;
    for (const call of calls)
      if (!isHeld(call, held)) found.set(call, { call, message: messageFor(ir, call, limits) });
  }
  return [...found.values()];
}

/** The queries whose result it may be, also after a call that is no query had it: `only_active(nodes)`. */
function queriesBehind(fn: IrFunction, value: ValueId): readonly Call[] {
  const found: Call[] = [];
  const pending = new Set([value]);
  for (const one of pending) {
    const definition = definitionOf(fn, one);
    if (pending.size > MOST_FOLLOWED) break;
    if (definition?.kind === 'phi') for (const operand of definition.phi.operands) pending.add(operand.value);
    if (definition?.kind !== 'instruction' || definition.instruction.op !== 'call') continue;
    const call = definition.instruction;
    if (isQuery(fn, call)) found.push(call);
    else for (const argument of call.arguments) pending.add(argument.value);
  }
  return found;
}

function isHeld(call: Call, held: ReadonlySet<ValueId>): boolean {
  return call.arguments.some((argument) => held.has(argument.value));
}

function messageFor(fn: IrFunction, call: Call, [limit]: readonly Limit[]): string {
  return `On the other ways the query is held to \`${limit?.name}\`, here \`${calledName(fn, call)}\` is not: the result holds what belongs to other projects.`;
}
