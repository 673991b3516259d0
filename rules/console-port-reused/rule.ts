/**
 * Finds starts of consoles that reserve a port, or go on with the one that the node's record names, without giving back
 * first what is reserved. The record outlives the process that holds the reservations: after a restart or a take-over two
 * nodes may be given one port.
 */
import type { Point } from '../../src/analyses/obligations/obligations.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import { usesOf } from '../../src/ir/definitions.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import {
  consoleMethods,
  effectSites,
  keyOf,
  pointOf,
  reachedWithout,
} from '../../src/rules/questions/consoles.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

const starts = new Set(['start_console']);
const allocating = 'step:console.port-allocate';
const releasing = 'step:console.port-release';

export function check(context: RuleContext): RuleResult {
  const { project, analyses, scope, rule } = context;
  const findings = consoleMethods(project, scope, starts).flatMap((fn): FindingDraft[] => {
    if (!readsRecord(context, fn)) return [];
    const reached = reachedWithout(analyses, { fn, effect: releasing, from: null });
    return effectSites(project, analyses, { fn, effect: allocating })
      .filter(({ point }) => reached.has(keyOf(point)) && isPassedBy(context, fn, point))
      .map(({ site }) => {
        const place = placeOf(fn, site.call.span);
        return {
          rule: rule.id,
          message: `\`${calledName(fn.ir, site.call)}\` reserves a port only where the node's record names none, and nothing has released the one of the record before: after a restart or a take-over it may be another node's.`,
          place,
          trace: [
            {
              place: placeOf(fn, fn.ir.nameSpan),
              message: `${fn.ir.name} begins; the record may name a port`,
            },
            { place, message: 'a port is reserved here, none was given back on the way' },
          ],
        };
      });
  });
  return { findings, evidence: [] };
}

/** The start can succeed without reserving: then it goes on with the port that the record names. */
function isPassedBy({ analyses }: RuleContext, fn: ProjectFunction, point: Point): boolean {
  const path = analyses.obligations.unmetPath({
    function: fn,
    from: { point: { block: 0, index: 0 }, how: 'before' },
    discharges: (each) => keyOf(each) === keyOf(point),
    attemptCounts: true,
    degree: 'strong',
    exits: 'returned',
  });
  return path !== null;
}

/** The method, or a function that it calls to learn the port, reads what is recorded of the node. */
function readsRecord({ project, analyses }: RuleContext, fn: ProjectFunction): boolean {
  const asked = project
    .callsOf(fn)
    .filter((site) => usesOf(fn.ir, site.call.result).length > 0)
    .filter((site) => !analyses.obligations.events.at(fn, pointOf(site)).has(allocating))
    .flatMap(({ targets }) => targets.flatMap((one) => (one.kind === 'function' ? [one.function] : [])));
  return [fn, ...asked].some(({ ir }) =>
    ir.blocks.some(({ instructions }) =>
      instructions.some((one) => one.op === 'attribute' && one.name === 'driver_internal_info'),
    ),
  );
}
