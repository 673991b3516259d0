/**
 * Finds parameters of vendor calls that default to a boolean and are tested as they come: a caller's `"false"` is true.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { usesOf } from '../../src/ir/definitions.ts';
import type { Branch, IrFunction, ValueId } from '../../src/ir/ir.ts';
import type { Project, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantOf } from '../../src/rules/questions/arguments.ts';
import { decorationsOf } from '../../src/rules/questions/decorations.ts';

/** Decorators of what a client calls by name, with arguments of its own choice. */
const EXPOSING: ReadonlySet<string> = new Set(['passthru', 'driver_passthru', 'expose']);
/** Decorators that say what an argument is. */
const CONVERTING: ReadonlySet<string> = new Set(['validate', 'wsexpose']);

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const exposed = scope.filter((fn) => fn.decorators.length > 0 && isExposed(fn));
  return { findings: exposed.flatMap((fn) => draftsFor(rule.id, project, fn)), evidence: [] };
}

function isExposed(fn: ProjectFunction): boolean {
  return decorationsOf(fn).some((one) => EXPOSING.has(one.name));
}

function draftsFor(rule: string, project: Project, fn: ProjectFunction): readonly FindingDraft[] {
  const converted = new Set(
    decorationsOf(fn)
      .filter((one) => CONVERTING.has(one.name))
      .flatMap((one) => one.keywords),
  );
  return parametersOf(fn.ir)
    .filter(({ index, name }) => !converted.has(name) && isBoolean(project, fn, index))
    .flatMap(({ value, name }) => {
      const test = testOf(fn.ir, value);
      if (test === null) return [];
      const message = `\`${name}\` comes from the request as the caller wrote it, and is tested as it came: the text 'false' counts as true.`;
      return [{ rule, message, place: placeOf(fn, test.span) }];
    });
}

function parametersOf(fn: IrFunction): readonly { index: number; name: string; value: ValueId }[] {
  return (fn.blocks[0]?.instructions ?? []).flatMap((one) =>
    one.op === 'parameter'
      ? [{ index: one.index, name: fn.parameters[one.index]?.name ?? '', value: one.result }]
      : [],
  );
}

function isBoolean(project: Project, fn: ProjectFunction, index: number): boolean {
  const given = project.defaultOf(fn, index);
  return given !== null && constantOf(given.caller.ir, given.value)?.kind === 'boolean';
}

/** The first branch on the parameter itself. */
function testOf(fn: IrFunction, value: ValueId): Branch | null {
  for (const use of usesOf(fn, value)) {
    if (use.kind === 'terminator' && use.terminator.op === 'branch') return use.terminator;
    if (use.kind !== 'instruction' || use.instruction.op !== 'operator') continue;
    if (use.instruction.operator !== 'not') continue;
    const negated = testOf(fn, use.instruction.result);
    if (negated !== null) return negated;
  }
  return null;
}
