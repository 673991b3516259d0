/**
 * Finds requests of the network service for everything of a kind, in functions that were given the few they look for: the
 * answer grows with the cloud, and is cut off at some number.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { Call, IrFunction } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { calledName, receiverOf } from '../../src/rules/questions/made-from.ts';

const listing = /^(?:list_)?(security_groups|networks|subnets|ports|floatingips|routers)$/;

export function check({ scope, rule }: RuleContext): RuleResult {
  const findings = scope
    .filter(namesListing)
    .flatMap((fn) =>
      fn.ir.blocks.flatMap(({ instructions }) =>
        instructions.flatMap((one) => (one.op === 'call' ? draftsFor(rule.id, fn, one) : [])),
      ),
    );
  return { findings, evidence: [] };
}

/** A cheap look before values are followed. */
function namesListing({ ir }: ProjectFunction): boolean {
  return ir.blocks.some(({ instructions }) =>
    instructions.some((one) => one.op === 'attribute' && listing.test(one.name)),
  );
}

function draftsFor(rule: string, fn: ProjectFunction, call: Call): readonly FindingDraft[] {
  if (call.arguments.length > 0 || receiverOf(fn.ir, call) === null) return [];
  const kind = listing.exec(calledName(fn.ir, call))?.[1];
  const wanted = kind === undefined ? undefined : parameterNamed(fn.ir, kind);
  if (wanted === undefined) return [];
  return [
    {
      rule,
      message: `Every one of the cloud's ${wanted} is fetched to find those in \`${wanted}\`: the answer is large, and cut off where the service limits it. Ask for these alone.`,
      place: placeOf(fn, call.span),
    },
  ];
}

function parameterNamed(fn: IrFunction, kind: string): string | undefined {
  return fn.parameters.find(({ name }) => name === kind || name.startsWith(`${kind.replace(/s$/, '')}_`))
    ?.name;
}
