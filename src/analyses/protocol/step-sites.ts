/** Calls that perform a step of a protocol, and what comes before them. */
import { instructionOf } from '../../ir/definitions.ts';
import type { Call } from '../../ir/ir.ts';
import type { ProjectFunction } from '../../project/project.ts';
import type { Exceptions, Point } from '../exceptions/exceptions.ts';
import type { EventCertainty, Events, EventWitness } from '../obligations/events.ts';
import { findUnmetPath } from '../obligations/walk.ts';

export interface StepSite {
  readonly function: ProjectFunction;
  readonly step: string;
  readonly point: Point;
  /** Of the point, for sets: 'block:index'. */
  readonly key: string;
  readonly call: Call;
  /** What is called, as a reader would name it. */
  readonly name: string;
  readonly certainty: EventCertainty;
  readonly witness: EventWitness;
}

export function stepSitesOf(events: Events, fn: ProjectFunction, step: string): readonly StepSite[] {
  if (!events.of(fn).has(`step:${step}`)) return [];
  const sites = fn.ir.blocks.flatMap((block) =>
    block.instructions.flatMap((instruction, index): StepSite[] => {
      if (instruction.op !== 'call') return [];
      const point = { block: block.id, index };
      const event = events.at(fn, point).get(`step:${step}`);
      if (event === undefined) return [];
      const { api } = event.witness;
      const name = api === null ? nameOfCallee(fn, instruction) : api.slice(api.lastIndexOf('.') + 1);
      return [{ function: fn, step, point, key: keyOf(point), call: instruction, name, ...event }];
    }),
  );
  return sites.sort((left, right) => left.call.span.start - right.call.span.start);
}

export function keyOf(point: Point): string {
  return `${point.block}:${point.index}`;
}

/** The step is performed whenever the call returns. */
export function isCertain(site: StepSite): boolean {
  return site.certainty === 'completes';
}

/** Does every path from the entry to the site complete one of the others first? */
export function isPrecededBy(exceptions: Exceptions, site: StepSite, others: readonly StepSite[]): boolean {
  const before = new Set(others.filter(isCertain).map((each) => each.key));
  let isReached = false;
  findUnmetPath(exceptions, {
    function: site.function,
    from: { point: { block: 0, index: 0 }, how: 'before' },
    discharges: (point) => {
      const key = keyOf(point);
      if (key === site.key) isReached = true;
      return before.has(key);
    },
    attemptCounts: false,
    degree: 'weak',
    exits: 'none',
  });
  return !isReached;
}

function nameOfCallee(fn: ProjectFunction, call: Call): string {
  const callee = instructionOf(fn.ir, call.callee);
  switch (callee?.op) {
    case 'attribute':
    case 'load-global':
    case 'load-cell':
      return callee.name;
    case 'make-function':
      return fn.module.ir.functions[callee.function]?.name ?? '';
    default:
      return '';
  }
}
