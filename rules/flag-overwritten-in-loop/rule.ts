/**
 * Finds flags that a loop over several things sets anew in each round, so that only the last round counts behind the loop.
 *
 * The flag is False (or None) before the loop, each round assigns it the result of a test, nothing in the loop reads it,
 * and a branch behind the loop does.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { definitionOf, instructionOf, usesOf } from '../../src/ir/definitions.ts';
import type { BlockId, IrFunction, Phi, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { constantText } from '../../src/rules/questions/arguments.ts';
import { isComparison } from '../../src/rules/questions/made-from.ts';
import { calleeName } from '../../src/rules/questions/spelling.ts';
import type { Span } from '../../src/source/text.ts';
import { type ForLoop, forLoopsOf } from './for-loops.ts';

const testing = new Set(['any', 'all', 'bool']);

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    forLoopsOf(fn.ir).flatMap((loop) =>
      (fn.ir.blocks[loop.header]?.phis ?? []).flatMap((phi) => draftsFor(rule.id, fn, { loop, phi })),
    ),
  );
  return { findings, evidence: [] };
}

function draftsFor(
  rule: string,
  fn: ProjectFunction,
  { loop, phi }: { readonly loop: ForLoop; readonly phi: Phi },
): FindingDraft[] {
  const { variable } = phi;
  if (variable === null || !startsFalse(fn.ir, loop, phi)) return [];
  const values = valuesOfRound(fn.ir, loop, phi);
  const [tested] = values.filter((value) => isTest(fn.ir, value));
  if (tested === undefined || values.some((value) => value !== tested)) return [];
  const merged = mergedWith(fn.ir, [phi.result, tested]);
  const uses = usesOutside(fn.ir, loop, merged);
  if (isReadInside(fn.ir, loop, merged) || !(isSummary(fn.ir, tested) ? uses.any : uses.branch)) return [];
  const place = placeOfAssignment(fn.ir, tested);
  if (place === null) return [];
  const message = `\`${variable}\` is set anew in each round of the loop, so what follows it knows only about the last one; an earlier round that found something is forgotten.`;
  return [{ rule, message, place: placeOf(fn, place) }];
}

function startsFalse(fn: IrFunction, loop: ForLoop, phi: Phi): boolean {
  const outside = phi.operands.filter((operand) => !loop.body.has(operand.block));
  return (
    outside.length > 0 &&
    outside.every(({ value }) => ['false', 'none'].includes(constantText(fn, value) ?? ''))
  );
}

/** What the variable may hold when a round ends, other than what it held before. */
function valuesOfRound(fn: IrFunction, loop: ForLoop, phi: Phi): readonly ValueId[] {
  const pending = phi.operands.filter(({ block }) => loop.body.has(block)).map(({ value }) => value);
  const seen = new Set<ValueId>(pending);
  const values: ValueId[] = [];
  for (const value of seen) {
    if (value === phi.result) continue;
    const definition = definitionOf(fn, value);
    if (definition?.kind === 'phi') for (const { value: next } of definition.phi.operands) seen.add(next);
    else values.push(value);
  }
  return values;
}

/** The result of a test in this round: `any(…)`, a comparison. */
function isTest(fn: IrFunction, value: ValueId): boolean {
  const made = instructionOf(fn, value);
  if (made?.op === 'call') return testing.has(calleeName(fn, made));
  return made !== undefined && isComparison(made);
}

/** A test of several things at once is never meant for the last round alone. */
function isSummary(fn: IrFunction, value: ValueId): boolean {
  return instructionOf(fn, value)?.op === 'call';
}

/** The variable under all the names that merging gives it. */
function mergedWith(fn: IrFunction, values: readonly ValueId[]): ReadonlySet<ValueId> {
  const merged = new Set(values);
  for (const value of merged) {
    for (const use of usesOf(fn, value)) if (use.kind === 'phi') merged.add(use.phi.result);
  }
  return merged;
}

function isReadInside(fn: IrFunction, loop: ForLoop, values: ReadonlySet<ValueId>): boolean {
  return [...values].some((value) =>
    usesOf(fn, value).some((use) => use.kind !== 'phi' && loop.body.has(use.block)),
  );
}

/** How the variable is used behind the loop: at all, and to decide a branch. */
function usesOutside(
  fn: IrFunction,
  loop: ForLoop,
  values: ReadonlySet<ValueId>,
): { readonly any: boolean; readonly branch: boolean } {
  const uses = [...values].flatMap((value) => usesOf(fn, value));
  const outside = uses.filter((use) => use.kind !== 'phi' && !isInside(loop, use.block));
  const branch = outside.some((use) => use.kind === 'terminator' && use.terminator.op === 'branch');
  return { any: outside.length > 0, branch };
}

function isInside(loop: ForLoop, block: BlockId): boolean {
  return loop.body.has(block);
}

function placeOfAssignment(fn: IrFunction, value: ValueId): Span | null {
  const made = instructionOf(fn, value);
  return made === undefined ? null : made.span;
}
