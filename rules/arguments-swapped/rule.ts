/**
 * Finds positional arguments that stand in each other's place: the one given for `flavor` is called `metadata` and the one given
 * for `metadata` is called `flavor`. A caller that also has the other order means both.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import { namesOf } from '../../src/ir/definitions.ts';
import type { IrFunction } from '../../src/ir/ir.ts';
import type { CallSite, FunctionTarget, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';

interface Swap {
  readonly first: string;
  readonly second: string;
}

interface Named {
  readonly parameter: string;
  readonly argument: string | null;
}

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) => {
    const sites = project.callsOf(fn).filter(({ call }) => call.arguments.length > 1);
    return sites.flatMap((site) => draftsFor(rule.id, site, sites));
  });
  return { findings, evidence: [] };
}

function draftsFor(rule: string, site: CallSite, siblings: readonly CallSite[]): readonly FindingDraft[] {
  const { caller, call } = site;
  const target = onlyTarget(site);
  if (target === null || target.function === caller) return [];
  const swap = swapIn(namedArguments(caller.ir, target));
  if (swap === null || siblings.some((other) => isStraight(other, target.function, swap))) return [];
  const { first, second } = swap;
  return [
    {
      rule,
      message: `\`${target.function.ir.name}\` takes \`${first}\` before \`${second}\` and is given them the other way round.`,
      place: placeOf(caller, call.span),
      related: [{ place: placeOf(target.function, target.function.ir.nameSpan), message: 'the signature' }],
    },
  ];
}

function onlyTarget({ targets }: CallSite): FunctionTarget | null {
  const [target] = targets;
  return targets.length === 1 && target?.kind === 'function' && target.via !== 'callback' ? target : null;
}

/** A letter says nothing of what it stands for. */
const shortestName = 2;

/** Positional arguments beside the parameters that they go to, as far as the order is known. */
function namedArguments(fn: IrFunction, target: FunctionTarget): readonly Named[] {
  const offset = target.skipped + (target.receiver === null ? 0 : 1);
  const named: Named[] = [];
  for (const [index, given] of target.arguments.entries()) {
    const parameter = target.function.ir.parameters[index + offset];
    if (given.kind !== 'positional' || parameter === undefined || parameter.kind === 'rest') break;
    named.push({ parameter: parameter.name, argument: namesOf(fn, given.value)[0] ?? null });
  }
  return named;
}

function swapIn(named: readonly Named[]): Swap | null {
  for (const [index, one] of named.entries()) {
    const other = named
      .slice(index + 1)
      .find(({ parameter, argument }) => parameter === one.argument && argument === one.parameter);
    const isTelling = one.parameter.length >= shortestName || (one.argument ?? '').length >= shortestName;
    if (isTelling && other !== undefined && other.parameter !== one.parameter) {
      return { first: one.parameter, second: other.parameter };
    }
  }
  return null;
}

/** Another call of the same function by the same caller has them as the signature does. */
function isStraight(site: CallSite, callee: ProjectFunction, { first, second }: Swap): boolean {
  const target = onlyTarget(site);
  if (target?.function !== callee) return false;
  const named = namedArguments(site.caller.ir, target);
  return [first, second].every((name) =>
    named.some(({ parameter, argument }) => parameter === name && argument === name),
  );
}
