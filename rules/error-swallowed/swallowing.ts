/** What the body of a clause does with the error that it caught. */
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Call, Instruction, ValueId } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext } from '../../src/rules/contract.ts';
import { bodyRaises, type Clause } from '../../src/rules/questions/handlers.ts';

/** Calls that make words out of things. */
const wording =
  /(?:^|\.)(?:_|_LE|_LI|_LW|_LC|format|join|isinstance|type|str|repr|text_type|len|dict|list|set|tuple|getattr|get)$/;
const closing = /(?:^|_)(?:release|close|unlock)(?:_|$)/;

/** 'log': it writes to a log; 'wording': it makes words; 'closing': it gives something back; 'other': all else. */
export type CallDuty = 'log' | 'wording' | 'closing' | 'other';

export function dutyOf({ project, models }: RuleContext, fn: ProjectFunction, call: Call): CallDuty {
  const names = project.siteOf(fn, call).targets.flatMap((target) => project.namesOf(target));
  if (models.apisNamed(names).some((api) => api.sinks.some((sink) => sink.kind === 'log'))) return 'log';
  const callee = calleeName(fn, call.callee);
  if (wording.test(callee)) return 'wording';
  return closing.test(callee) ? 'closing' : 'other';
}

export function calleeName(fn: ProjectFunction, callee: ValueId): string {
  const named = instructionOf(fn.ir, callee);
  return named?.op === 'attribute' || named?.op === 'load-global' || named?.op === 'load-cell'
    ? named.name
    : '';
}

export function callsIn(clause: Clause): readonly Call[] {
  return clause.body.flatMap((block) =>
    block.instructions.flatMap((instruction) => (instruction.op === 'call' ? [instruction] : [])),
  );
}

/** Some way through the body raises, by itself or by a call that never comes back. */
export function mayRaise({ analyses }: RuleContext, fn: ProjectFunction, clause: Clause): boolean {
  if (bodyRaises(clause)) return true;
  return clause.body.some((block) =>
    block.instructions.some(
      (instruction, index) =>
        (instruction.op === 'call' || instruction.op === 'exit') &&
        !analyses.exceptions.completes(fn, { block: block.id, index }),
    ),
  );
}

/** The body neither raises nor changes anything: it words, logs, closes, and goes on. */
export function isQuiet(context: RuleContext, fn: ProjectFunction, clause: Clause): boolean {
  if (clause.body.some((block) => block.instructions.some(changes)) || mayRaise(context, fn, clause))
    return false;
  return callsIn(clause).every((call) => dutyOf(context, fn, call) !== 'other');
}

function changes(instruction: Instruction): boolean {
  switch (instruction.op) {
    case 'store-attribute':
    case 'store-item':
    case 'store-name':
    case 'store-cell':
    case 'delete-attribute':
    case 'delete-item':
    case 'append':
    case 'yield':
    case 'enter':
      return true;
    default:
      return false;
  }
}

/** Somebody wrote a raise there, or the guarded code talks to a service, a process or a device. */
export function guardsFailure({ analyses }: RuleContext, fn: ProjectFunction, clause: Clause): boolean {
  return clause.guarded.some((block) =>
    block.instructions.some(
      (instruction, index) =>
        instruction.op === 'call' &&
        analyses.exceptions
          .raisedAt(fn, { block: block.id, index })
          .some(
            (escaped) =>
              escaped.degree === 'strong' &&
              analyses.exceptions.caughtBy(fn, escaped, clause.catches) !== 'no',
          ),
    ),
  );
}
