/**
 * Finds `communicate()` without a timeout on a program that was started with pipes and told to go into the background.
 *
 * Worked example: after `Popen(['shellinaboxd', '--background=' + path], stdout=PIPE)` the child ends at once, but the daemon
 * inherited its end of the pipe: `communicate()` returns when the daemon ends, which may be never.
 *
 * The start may stand in a function around the one that waits: a closure that a looping call runs.
 */

import type { FindingDraft, Step } from '../../src/findings/finding.ts';
import { callsIn, instructionsWith } from '../../src/ir/definitions.ts';
import type { Call, IrFunction } from '../../src/ir/ir.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { calledName, receiverOf } from '../../src/rules/questions/made-from.ts';
import { dottedText } from '../../src/rules/questions/spelling.ts';

/** Options by which programs are told to detach. */
const detaching = /^--(?:background|daemon|daemonize|daemonise|detach|fork)(?:=|$)/;

export function check({ project, scope, rule }: RuleContext): RuleResult {
  const findings = scope.flatMap((fn) =>
    awaitingCalls(fn.ir).flatMap((call) => {
      const start = startAround(fn);
      return start === null || isElse(project.siteOf(fn, call)) ? [] : [draft(rule.id, { fn, call, start })];
    }),
  );
  return { findings, evidence: [] };
}

/** `process.communicate()` with no limit. */
function awaitingCalls(fn: IrFunction): readonly Call[] {
  return callsIn(fn).filter(
    (call) =>
      calledName(fn, call) === 'communicate' &&
      receiverOf(fn, call) !== null &&
      call.arguments.every((one) => one.kind === 'keyword' && one.name !== 'timeout'),
  );
}

/** A method of the tree that only has the same name. */
function isElse({ targets }: CallSite): boolean {
  return targets.some((target) => target.kind === 'function');
}

/** Where this function, or one around it, starts a program with pipes that detaches. */
function startAround(fn: ProjectFunction): Step | null {
  const { functions } = fn.module.ir;
  let around: IrFunction | undefined = fn.ir;
  for (let left = functions.length; left > 0 && around?.kind === 'function'; left--) {
    const start = startIn(around);
    if (start !== null) {
      const place = { path: fn.module.ir.path, span: start.span, function: around.qualifiedName };
      return { place, message: 'the program is started with pipes here' };
    }
    around = around.parent === null ? undefined : functions[around.parent];
  }
  return null;
}

function startIn(fn: IrFunction): Call | null {
  const start = callsIn(fn).find((call) => calledName(fn, call) === 'Popen' && hasPipe(fn, call));
  return start !== undefined && detaches(fn) ? start : null;
}

function hasPipe(fn: IrFunction, call: Call): boolean {
  return call.arguments.some(
    (one) => one.kind === 'keyword' && /(?:^|\.)PIPE$/.test(dottedText(fn, one.value) ?? ''),
  );
}

function detaches(fn: IrFunction): boolean {
  return instructionsWith(fn, 'constant').some(
    ({ instruction: { constant } }) => constant.kind === 'string' && detaching.test(constant.value),
  );
}

function draft(
  rule: string,
  what: { readonly fn: ProjectFunction; readonly call: Call; readonly start: Step },
): FindingDraft {
  const { fn, call, start } = what;
  return {
    rule,
    message:
      '`communicate()` waits for the end of the output, and the program that went into the background keeps it open: the call, and whatever lock is held, lasts as long as the daemon.',
    place: placeOf(fn, call.span),
    related: [start],
  };
}
