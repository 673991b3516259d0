/**
 * Finds messages whose text and values do not fit:
 *
 * - **operator**: `'…' % values` and `'…'.format(values)` raise a TypeError or KeyError in place of what was to be reported;
 * - **log call**: the record is replaced by a traceback of the logging library, or keeps its `%s`;
 * - **exception**: the class formats its template with the keywords of the constructor, and one is missing; or the message is
 *   handed over with its conversions, which nobody fills in.
 */
import { formatText, specifiersOf } from '../../src/analyses/taint/format.ts';
import type { FindingDraft } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Call, Instruction, Operator } from '../../src/ir/ir.ts';
import type { ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { exceptionMade } from '../../src/rules/questions/exception-classes.ts';
import { bracesComplaint, logComplaint, percentComplaint } from '../../src/rules/questions/format-strings.ts';
import { calleeName } from '../../src/rules/questions/spelling.ts';
import { templateComplaint } from './exception-templates.ts';

const LEVELS = new Set(['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'fatal']);
const CLASS_LIKE = /^_?[A-Z]/;
const LOGGER = /^(?:_?log(?:ger|ging)?|audit)$/i;

export function check(context: RuleContext): RuleResult {
  return { findings: context.scope.flatMap((fn) => draftsIn(context, fn)), evidence: [] };
}

function draftsIn(context: RuleContext, fn: ProjectFunction): readonly FindingDraft[] {
  return fn.ir.blocks.flatMap((block) =>
    block.instructions.flatMap((instruction) => {
      const complaint = complaintOf(context, fn, instruction);
      return complaint === null
        ? []
        : [{ rule: context.rule.id, message: complaint, place: placeOf(fn, instruction.span) }];
    }),
  );
}

function complaintOf(context: RuleContext, fn: ProjectFunction, instruction: Instruction): string | null {
  if (instruction.op === 'operator') return ofOperator(fn, instruction);
  if (instruction.op !== 'call') return null;
  return ofMethod(fn, instruction) ?? ofException(context, fn, instruction);
}

function ofOperator(fn: ProjectFunction, { operator, operands }: Operator): string | null {
  const [format, values] = operands;
  if (operator !== '%' || format === undefined || values === undefined) return null;
  const complaint = percentComplaint(fn.ir, format, values);
  return complaint === null
    ? null
    : `This text ${complaint}: an error of the formatting is raised in place of the message.`;
}

/** `LOG.warning(text, …)` and `text.format(…)`. */
function ofMethod(fn: ProjectFunction, call: Call): string | null {
  const callee = instructionOf(fn.ir, call.callee);
  if (callee?.op !== 'attribute') return null;
  if (callee.name === 'format') return ofFormat(fn, call, callee.object);
  const [format, ...values] = call.arguments.filter((one) => one.kind !== 'keyword');
  if (!LEVELS.has(callee.name) || format?.kind !== 'positional' || !isLogger(fn, callee.object)) return null;
  const complaint = logComplaint(fn.ir, format.value, values);
  return complaint === null ? null : `This log record ${complaint}: it never says what it was written for.`;
}

function ofFormat(fn: ProjectFunction, call: Call, receiver: number): string | null {
  const text = formatText(fn.ir, receiver);
  const complaint = text === null ? null : bracesComplaint(text, call.arguments);
  return complaint === null
    ? null
    : `This text ${complaint}: an error of the formatting is raised in place of the message.`;
}

function isLogger(fn: ProjectFunction, value: number): boolean {
  const named = instructionOf(fn.ir, value);
  return (
    (named?.op === 'load-global' || named?.op === 'attribute' || named?.op === 'load-cell') &&
    LOGGER.test(named.name)
  );
}

function ofException(context: RuleContext, fn: ProjectFunction, call: Call): string | null {
  if (!CLASS_LIKE.test(calleeName(fn.ir, call))) return null;
  const site = context.project.siteOf(fn, call);
  const name = exceptionMade(context, site);
  if (name === null) return null;
  for (const target of site.targets) {
    const owner = target.kind === 'function' ? target.constructs : context.project.classAt(target.path);
    if (owner === undefined || owner === null) continue;
    const complaint = templateComplaint(context.project, { call, class: owner });
    if (complaint !== null)
      return `The message of \`${name}\` ${complaint}: the error is reported without what happened, or not at all.`;
  }
  return leavesConversions(fn, call)
    ? `\`${name}\` is given a text with conversions and nobody fills them in: the error does not say what happened.`
    : null;
}

/** `ValueError('no %s', name)`, `InvalidParameterValue('no %(name)s', name=name)`. */
function leavesConversions(fn: ProjectFunction, call: Call): boolean {
  const [first, ...others] = call.arguments;
  const text = first?.kind === 'positional' ? formatText(fn.ir, first.value) : null;
  const specifiers = text === null ? [] : specifiersOf(text);
  if (specifiers.length === 0) return false;
  return others.length > 0 || specifiers.some(({ key }) => key !== null);
}
