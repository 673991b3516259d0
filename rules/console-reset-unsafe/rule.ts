/**
 * Finds console resets (disable, then enable again) that are not safe: a failure between the steps leaves the console
 * disabled, the console's type is checked only after the session was cut off, or nobody is told.
 *
 * What a reset is stands in the protocols `console-reset` and `console-restart` (models/console.yaml).
 */
import type { Lapse, Sequence, StepSite } from '../../src/analyses/protocol/protocol.ts';
import type { Evidence, FindingDraft, Place, Step } from '../../src/findings/finding.ts';
import { instructionOf } from '../../src/ir/definitions.ts';
import type { Catches } from '../../src/ir/ir.ts';
import type { ProtocolClause } from '../../src/models/model.ts';
import type { CallSite, ProjectFunction } from '../../src/project/project.ts';
import type { RuleContext, RuleResult } from '../../src/rules/contract.ts';
import { failureCause, failureSteps, placeOf } from '../../src/rules/failure-trace.ts';

const protocolNames: ReadonlySet<string> = new Set(['console-reset', 'console-restart']);
/** The key of a console's description that says what can be connected to it. */
const typeKey = 'type';
const noticeSteps = ['notify.user', 'notify.operator'];
const readStep = 'console.read';

type FailureClause = Extract<ProtocolClause, { readonly kind: 'on-failure' }>;

interface Reset {
  readonly fn: ProjectFunction;
  readonly clause: FailureClause;
  readonly sequence: Sequence;
}

export function check(context: RuleContext): RuleResult {
  const resets = context.scope.flatMap((fn) => resetsOf(context, fn));
  return {
    findings: [
      ...lapseFindings(context, resets),
      ...resets.flatMap((reset) => uncheckedType(context, reset)),
      ...resets.flatMap((reset) => silentReset(context, reset)),
    ],
    evidence: resets.flatMap((reset) => recoveredEvidence(context, reset)),
  };
}

function resetsOf({ analyses }: RuleContext, fn: ProjectFunction): readonly Reset[] {
  const { protocols } = analyses;
  return protocols.models
    .filter((protocol) => protocolNames.has(protocol.name))
    .flatMap((protocol) => protocol.clauses)
    .filter((clause) => clause.kind === 'on-failure')
    .flatMap((clause) => protocols.sequences(fn, clause).map((sequence) => ({ fn, clause, sequence })));
}

/* ---- Failures ------------------------------------------------------------------------------------------------- */

function lapseFindings(context: RuleContext, resets: readonly Reset[]): readonly FindingDraft[] {
  const asked = new Map(resets.map(({ fn, clause }) => [`${fn.index}|${clause.after}`, { fn, clause }]));
  return [...asked.values()].flatMap(({ fn, clause }) =>
    context.analyses.protocols.lapses(fn, clause).map((lapse) => lapseDraft(context, fn, lapse)),
  );
}

function lapseDraft({ rule }: RuleContext, fn: ProjectFunction, lapse: Lapse): FindingDraft {
  return {
    rule: rule.id,
    message: lapseMessage(fn, lapse),
    place: placeOf(fn, lapse.escaped.origin.span),
    related: lapse.missed.map((clause) => ({
      place: placeOf(fn, clause.span),
      message: `\`except ${caughtNames(fn, clause)}\` does not catch it`,
    })),
    trace: [
      { place: placeAt(lapse.begun), message: `${lapse.begun.name} disables the console` },
      ...failureSteps(lapse.escaped),
      {
        place: placeOf(fn, lapse.escaped.origin.span),
        message: `${fn.ir.name} is left here, the console stays disabled`,
      },
    ],
  };
}

function lapseMessage(fn: ProjectFunction, lapse: Lapse): string {
  const raised = failureCause(lapse.escaped);
  switch (lapse.kind) {
    case 'unhandled':
      return `The console was disabled before and is enabled only later; an exception here (${raised}) leaves \`${fn.ir.name}\` in between, so the console stays disabled.`;
    case 'narrow':
      return `When \`${(lapse.failing ?? lapse.begun).name}\` fails (${raised}), \`except ${lapse.missed.map((clause) => caughtNames(fn, clause)).join(', ')}\` does not catch it, so the console stays disabled.`;
    case 'unprotected-recovery':
      return `The recovery itself can fail (${raised}) and nothing retries or reports it, so the console stays disabled.`;
  }
}

/** The classes of an `except` clause as the program names them. */
function caughtNames(fn: ProjectFunction, clause: Catches): string {
  const type = clause.type === null ? undefined : instructionOf(fn.ir, clause.type);
  const values = type?.op === 'build' ? type.elements.map((element) => element.value) : [clause.type];
  const names = values.flatMap((value) => {
    const named = value === null ? undefined : instructionOf(fn.ir, value);
    return named?.op === 'attribute' || named?.op === 'load-global' ? [named.name] : [];
  });
  return names.length > 0 ? names.join(', ') : '…';
}

/* ---- The console's type --------------------------------------------------------------------------------------- */

/** The type is checked after the reset, here or in a caller, and not before it. */
function uncheckedType(context: RuleContext, reset: Reset): readonly FindingDraft[] {
  const { begun } = reset.sequence;
  const own = testsHere(context, reset);
  if (own.some((test) => test.when === 'before')) return [];
  const later = [
    ...own.filter((test) => test.when === 'after').map((test) => placeOf(reset.fn, test.span)),
    ...callersTests(context, reset.fn),
  ];
  const [first] = later;
  if (first === undefined) return [];
  return [
    {
      rule: context.rule.id,
      message: `\`${begun.name}\` cuts off the console's session before its type is known: \`${first.function}\` refuses the wrong type only afterwards.`,
      place: placeAt(begun),
      related: later.map((place) => ({ place, message: 'the type is checked here' })),
      trace: [
        { place: placeAt(begun), message: `${begun.name} disables the console` },
        { place: first, message: 'only here its type is checked' },
      ],
    },
  ];
}

function testsHere({ analyses }: RuleContext, { fn, sequence }: Reset) {
  const { protocols } = analyses;
  const reads = protocols.sitesOf(fn, readStep).map((site) => site.call.result);
  const { point } = sequence.begun;
  return protocols.keyTests(fn, { key: typeKey, sources: reads, around: point });
}

/** Tests behind calls of the function, when no such call has one before it. */
function callersTests({ analyses, project }: RuleContext, fn: ProjectFunction): readonly Place[] {
  const perCall = project.callersOf(fn).map((site) => ({ site, tests: testsAround(site) }));
  const isChecked = perCall.some(({ tests }) => tests.some((test) => test.when === 'before'));
  if (isChecked) return [];
  return perCall.flatMap(({ site, tests }) =>
    tests.filter((test) => test.when === 'after').map((test) => placeOf(site.caller, test.span)),
  );

  function testsAround(site: CallSite) {
    const around = { block: site.block, index: site.index };
    const reads = analyses.protocols.sitesOf(site.caller, readStep).map((each) => each.call.result);
    return analyses.protocols.keyTests(site.caller, {
      key: typeKey,
      sources: [site.call.result, ...reads],
      around,
    });
  }
}

/* ---- Notice --------------------------------------------------------------------------------------------------- */

function silentReset(context: RuleContext, reset: Reset): readonly FindingDraft[] {
  const { begun, following } = reset.sequence;
  const { protocols } = context.analyses;
  const involved = [reset.fn, ...context.project.callersOf(reset.fn).map((site) => site.caller)];
  const isNoticed = involved.some((fn) => noticeSteps.some((step) => protocols.sitesOf(fn, step).length > 0));
  if (isNoticed) return [];
  return [
    {
      rule: context.rule.id,
      level: 'note',
      message: `\`${reset.fn.ir.name}\` resets the console: whoever is connected to it is cut off, and neither the user nor an operator is told.`,
      place: placeOf(reset.fn, reset.fn.ir.nameSpan),
      trace: [
        { place: placeAt(begun), message: `${begun.name} disables the console` },
        ...following.map((site) => ({ place: placeAt(site), message: `${site.name} enables it again` })),
      ],
    },
  ];
}

function recoveredEvidence(context: RuleContext, reset: Reset): readonly Evidence[] {
  const lapses = context.analyses.protocols.lapses(reset.fn, reset.clause);
  if (lapses.length > 0) return [];
  const steps: readonly Step[] = reset.sequence.following.map((site) => ({
    place: placeAt(site),
    message: 'enables it again',
  }));
  const message = 'the console is enabled again, also when a step of the reset fails';
  return [
    { rule: context.rule.id, kind: 'pass', message, place: placeAt(reset.sequence.begun), related: steps },
  ];
}

function placeAt(site: StepSite): Place {
  return placeOf(site.function, site.call.span);
}
