/**
 * Finds consoles of management controllers that hand themselves out while an older session may be open there. A controller
 * serves one session: what is left over of another conductor or client keeps the new one out, or shares its screen.
 *
 * Two places: a start that activates a session and did not try to close the old one before, and a `get_console` whose
 * class closes it when it starts the console, but not here.
 */
import type { FindingDraft } from '../../src/findings/finding.ts';
import type { Return } from '../../src/ir/ir.ts';
import type { Project, ProjectClass, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { placeOf } from '../../src/rules/failure-trace.ts';
import { consoleMethods, effectSites, keyOf, reachedWithout } from '../../src/rules/questions/consoles.ts';
import { calledName } from '../../src/rules/questions/made-from.ts';

const starts = new Set(['start_console']);
const reads = new Set(['get_console']);
const closing = 'step:console.session-deactivate';
const starting = 'step:console.process-start';
/** The words by which a client of a controller opens a session. */
const activation = /\bsol activate\b/;

export function check(context: RuleContext): RuleResult {
  const { project, scope } = context;
  const findings = [
    ...consoleMethods(project, scope, starts).flatMap((fn) => startOverOld(context, fn)),
    ...consoleMethods(project, scope, reads).flatMap((fn) => handedOutOverOld(context, fn)),
  ];
  return { findings, evidence: [] };
}

function startOverOld(
  { project, analyses, rule }: RuleContext,
  fn: ProjectFunction,
): readonly FindingDraft[] {
  if (fn.class === null || !activates(project, fn.class)) return [];
  const reached = reachedWithout(analyses, { fn, effect: closing, from: null });
  const started = effectSites(project, analyses, { fn, effect: starting }).find(({ point }) =>
    reached.has(keyOf(point)),
  );
  if (started === undefined) return [];
  const place = placeOf(fn, started.site.call.span);
  return [
    {
      rule: rule.id,
      message: `\`${calledName(fn.ir, started.site.call)}\` activates a session at the management controller; one that is left over from before is not closed first.`,
      place,
      trace: [
        { place: placeOf(fn, fn.ir.nameSpan), message: `${fn.ir.name} begins` },
        { place, message: 'a session is activated here, none was deactivated on the way' },
      ],
    },
  ];
}

/** Does a method of the class, its own or inherited, build the command that opens a session? */
function activates(project: Project, owner: ProjectClass): boolean {
  const inherited = owner.resolutionOrder.flatMap((each) => (each.kind === 'class' ? [each.class] : []));
  const names = new Set(inherited.flatMap((each) => [...each.methods.keys()]));
  return [...names].some((name) => {
    const method = project.methodOf(owner, name);
    return method !== null && namesActivation(method);
  });
}

function namesActivation({ ir }: ProjectFunction): boolean {
  return ir.blocks.some(({ instructions }) =>
    instructions.some(
      (one) => one.op === 'constant' && one.constant.kind === 'string' && activation.test(one.constant.value),
    ),
  );
}

function handedOutOverOld(
  { project, analyses, rule }: RuleContext,
  fn: ProjectFunction,
): readonly FindingDraft[] {
  const start = fn.class === null ? null : project.methodOf(fn.class, 'start_console');
  if (start === null) return [];
  const [closed] = effectSites(project, analyses, { fn: start, effect: closing });
  if (closed === undefined || effectSites(project, analyses, { fn, effect: closing }).length > 0) return [];
  const answer = answerOf(fn);
  if (answer === null) return [];
  return [
    {
      rule: rule.id,
      message: `The console is handed out while an older session may be open at the management controller: \`${start.ir.name}\` closes that first, \`${fn.ir.name}\` does not.`,
      place: placeOf(fn, answer.span),
      related: [
        { place: placeOf(start, closed.site.call.span), message: 'the older session is closed here' },
      ],
    },
  ];
}

function answerOf({ ir }: ProjectFunction): Return | null {
  const ends = ir.blocks.map(({ terminator }) => terminator);
  return ends.find((end): end is Return => end.op === 'return' && !end.implicit) ?? null;
}
