/**
 * Finds places where a node is given back, removed or taken over, or a conductor starts, and its console is not thought of.
 *
 * The clauses stand in the protocol `console-owner` (models/console.yaml). A console is only stopped or started where it is
 * enabled, so a step that may be performed is enough; what a worker does later counts too.
 */
import type { StepSite } from '../../src/analyses/protocol/protocol.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { ProtocolClause } from '../../src/models/model.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { usesWord } from '../../src/rules/questions/calls.ts';
import type { Span } from '../../src/source/text.ts';

const protocolName = 'console-owner';
/** Nodes change hands in the conductor; drivers only carry out their part. */
const owner = /(?:^|\.)conductor\./;
/** Fields by which a function says that the change is done: this conductor has the node, or has started. */
const completing = new Set(['conductor_affinity', '_started']);

/** Last words of the calls that the protocol's models name. */
const changes = new Set(['tear_down', 'take_over', 'destroy', 'register']);

type OrderClause = Extract<ProtocolClause, { readonly by: readonly string[] }>;

export function check(context: RuleContext): RuleResult {
  const clauses = context.analyses.protocols.models
    .filter((protocol) => protocol.name === protocolName)
    .flatMap((protocol) => protocol.clauses)
    .filter((clause) => clause.kind !== 'on-failure');
  const owners = context.scope.filter((fn) => owner.test(fn.module.name) && namesChange(fn));
  const findings = owners.flatMap((fn) => clauses.flatMap((clause) => brokenBy(context, fn, clause)));
  return { findings, evidence: [] };
}

/** A cheap look before the analyses are asked. */
function namesChange({ ir }: ProjectFunction): boolean {
  return usesWord(ir, changes);
}

function brokenBy(context: RuleContext, fn: ProjectFunction, clause: OrderClause): readonly FindingDraft[] {
  const { protocols } = context.analyses;
  const [site] = protocols.sitesOf(fn, clause.step).filter(isOwn);
  if (site === undefined || clause.by.some((step) => isThoughtOf(context, fn, step))) return [];
  return [draft(context, site, clause)];
}

/** The call itself is the step, whichever of its targets it runs. */
function isOwn({ witness, certainty }: StepSite): boolean {
  return witness.api !== null && certainty !== 'may';
}

/** The function performs the step, or starts something that does. */
function isThoughtOf({ project, analyses }: RuleContext, fn: ProjectFunction, step: string): boolean {
  if (analyses.protocols.sitesOf(fn, step).length > 0) return true;
  const { performs } = analyses.protocols;
  return project
    .callsOf(fn)
    .some(({ targets }) =>
      targets.some((one) => one.kind === 'function' && one.deferred && performs(one.function, step)),
    );
}

/** Where the change is declared done, if the function says so; else where it happens. */
function spanOf(site: StepSite): Span {
  const stores = site.function.ir.blocks
    .flatMap(({ instructions }) => instructions)
    .filter((one) => one.op === 'store-attribute' && completing.has(one.name));
  return (stores.at(-1) ?? site.call).span;
}

function draft({ rule }: RuleContext, site: StepSite, clause: OrderClause): FindingDraft {
  const fn = site.function;
  const [wanted = ''] = clause.by;
  const verb = wanted.slice(wanted.lastIndexOf('.') + 1);
  return {
    rule: rule.id,
    message: `\`${fn.ir.name}\` does not ${verb} the console of a node that has one enabled: ${clause.message}.`,
    place: placeOf(fn, spanOf(site)),
    related: [
      {
        place: placeOf(fn, site.call.span),
        message: `${site.name}: no console is looked at in ${fn.ir.name}`,
      },
    ],
  };
}
