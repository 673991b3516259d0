/** Findings of a taint policy: one for each call that takes what it must not, the worst argument first. */
import type { Origin, SinkFlow, SinkUse, TraceStep } from '../analyses/taint/taint.ts';
import type { FindingDraft, Level, Place, Step } from '../findings/finding.ts';
import type { Label, Models } from '../models/model.ts';
import type { ProjectFunction } from '../project/project.ts';
import type { Span } from '../source/text.ts';
import type { RuleContext } from './contract.ts';
import type { TaintPolicy } from './taint-policy.ts';
import { calleeName, kindWord, sinkPhrase } from './taint-words.ts';

/** A label that reaches a sink, and how bad that is. */
export interface Offence {
  readonly flow: SinkFlow;
  readonly origin: Origin;
  readonly label: Label;
  readonly level: Level;
}

const SEVERITY: Readonly<Record<Level, number>> = { error: 3, warning: 2, note: 1 };
const NEXT_LOWER: Readonly<Record<Level, Level | null>> = { error: 'warning', warning: 'note', note: null };
const MOST_NAMED = 3;

export function findingsOf(
  flows: readonly SinkFlow[],
  policy: TaintPolicy,
  context: RuleContext,
): readonly FindingDraft[] {
  const byCall = new Map<SinkUse['site']['call'], Offence[]>();
  for (const flow of flows) {
    const offences = offencesOf(flow, policy, context.models);
    if (offences.length === 0) continue;
    const { call } = flow.use.site;
    byCall.set(call, [...(byCall.get(call) ?? []), ...offences]);
  }
  const { calls, repeats } = withoutRepeats(withoutInner([...byCall.values()]));
  return withoutEchoes(calls).map((offences) => draftOf(offences, repeats, context));
}

/** By the key of a source and a kind of sink: the uses after the first in a function. */
type Repeats = ReadonlyMap<string, readonly SinkUse[]>;

type Calls = readonly (readonly Offence[])[];

/** Keeps the offences that `isKept` accepts, and the calls that still have some. */
function filtered(calls: Calls, isKept: (offence: Offence, call: number) => boolean): Calls {
  return calls
    .map((offences, call) => offences.filter((offence) => isKept(offence, call)))
    .filter((offences) => offences.length > 0);
}

/**
 * A sink that hands the value on to a sink of the same kind: `fetch(href)` and the `requests.get(href)` in it are one
 * defect, told at the outer one.
 */
function withoutInner(calls: Calls): Calls {
  const sinks = new Set(calls.flatMap(([first]) => (first === undefined ? [] : [sinkKey(first.flow.use)])));
  return filtered(calls, ({ flow, origin, label }) => {
    if (label.startsWith('secret:')) return true;
    const own = sinkKey(flow.use);
    return !origin.trace().some((step) => {
      const key = placeKey(flow.use.kind, step);
      return key !== own && sinks.has(key);
    });
  });
}

function sinkKey({ kind, site }: SinkUse): string {
  return placeKey(kind, { function: site.caller, span: site.call.span });
}

function placeKey(kind: string, place: { readonly function: ProjectFunction; readonly span: Span }): string {
  return `${kind}:${place.function.index}:${place.span.start}`;
}

/** The same source at several sinks of one kind in one function is told at the first of them; logs are told each. */
function withoutRepeats(calls: Calls): { readonly calls: Calls; readonly repeats: Repeats } {
  const seen = new Map<string, number>();
  const repeats = new Map<string, Set<SinkUse>>();
  const kept = filtered(calls, ({ flow, origin, label }, call) => {
    if (label.startsWith('secret:')) return true;
    const key = repeatKey({ flow, origin });
    if (!seen.has(key)) seen.set(key, call);
    if (seen.get(key) === call) return true;
    repeats.set(key, (repeats.get(key) ?? new Set()).add(flow.use));
    return false;
  });
  return { calls: kept, repeats: new Map([...repeats].map(([key, uses]) => [key, [...uses]])) };
}

function repeatKey({ flow, origin }: Pick<Offence, 'flow' | 'origin'>): string {
  return `${placeKey(flow.use.kind, origin)}:${flow.use.site.caller.index}`;
}

/**
 * An exception that carries a secret is logged wherever it is caught: one defect, at the `raise`. It is told at the call
 * with the shortest way to it; the others are left out unless they take something else too.
 */
function withoutEchoes(calls: Calls): Calls {
  const nearest = new Map<string, { readonly call: number; readonly steps: number }>();
  calls.forEach((offences, call) => {
    for (const offence of offences) {
      const key = echoKey(offence);
      if (key === null) continue;
      const steps = offence.origin.trace().length;
      const known = nearest.get(key);
      if (known === undefined || steps < known.steps) nearest.set(key, { call, steps });
    }
  });
  return filtered(calls, (offence, call) => {
    const key = echoKey(offence);
    return key === null || nearest.get(key)?.call === call;
  });
}

/** The place where an exception takes the secret in; null when it goes another way. */
function echoKey({ origin, label }: Offence): string | null {
  const { raisedAt } = origin;
  if (raisedAt === null || !label.startsWith('secret:')) return null;
  return `${raisedAt.function.index}:${raisedAt.span.start}`;
}

/** The labels of a flow that the policy forbids, each with its level. */
export function offencesOf(flow: SinkFlow, policy: TaintPolicy, models: Models): readonly Offence[] {
  return flow.origins.flatMap((origin) =>
    origin.labels
      .filter((label) => policy.labels.some((pattern) => isMatch(pattern, label)))
      .flatMap((label) => {
        const level = levelOf(origin, label, { sink: flow.use.kind, models });
        return level === null ? [] : [{ flow, origin, label, level }];
      }),
  );
}

/** From the trust table, where later files override; null: no finding. Less for what a name alone suggests, and for what is only derived. */
function levelOf(
  origin: Origin,
  label: Label,
  at: { readonly sink: string; readonly models: Models },
): Level | null {
  const stated = at.models.trust.findLast((entry) => entry.sink === at.sink && entry.label === label)?.level;
  if (stated === undefined || stated === 'none') return null;
  const isWeak = origin.isDerived || (origin.suggestedBy !== null && label.startsWith('secret:'));
  return isWeak ? NEXT_LOWER[stated] : stated;
}

function isMatch(pattern: string, label: string): boolean {
  return pattern === label || (pattern.endsWith('*') && label.startsWith(pattern.slice(0, -1)));
}

function draftOf(offences: readonly Offence[], repeats: Repeats, context: RuleContext): FindingDraft {
  const sorted = [...offences].sort((one, other) => SEVERITY[other.level] - SEVERITY[one.level]);
  const [worst] = sorted;
  if (worst === undefined) throw new Error('a finding has an offence');
  const { use } = worst.flow;
  const place = placeAt(use.site.caller, use.site.call.span);
  const message = messageOf(worst, sorted);
  return {
    rule: context.rule.id,
    level: worst.level,
    message,
    place,
    trace: [
      ...worst.origin.trace().map(stepOf),
      { place, message: `${sinkPhrase(use.kind)} \`${calleeName(use)}\`` },
    ],
    related: [...relatedOf(sorted, worst), ...repeatedAt(sorted, repeats)],
  };
}

function messageOf(worst: Offence, all: readonly Offence[]): string {
  const { use } = worst.flow;
  const texts = [...new Set(all.map(({ origin }) => origin.text))];
  const named = texts.slice(0, MOST_NAMED).map((text) => `\`${text}\``);
  const others = texts.length > MOST_NAMED ? ` and ${texts.length - MOST_NAMED} more` : '';
  const reason =
    worst.origin.suggestedBy === null ? '' : `, going by the name \`${worst.origin.suggestedBy}\``;
  const subject = `${named.join(', ')}${others} (${kindWord(worst.label)}${reason})`;
  return `${subject} ${verbFor(worst.label)} ${sinkPhrase(use.kind)} \`${calleeName(use)}\`.`;
}

function verbFor(label: Label): string {
  return label.startsWith('secret:') ? 'is' : 'reaches, unchecked, what is';
}

/** Where the other arguments' labels come from. */
function relatedOf(all: readonly Offence[], worst: Offence): readonly Step[] {
  const seen = new Set([worst.origin.text]);
  return all
    .filter(({ origin }) => !seen.has(origin.text) && seen.add(origin.text).size > 0)
    .slice(0, MOST_NAMED)
    .map(({ origin, label }) => ({
      place: placeAt(origin.function, origin.span),
      message: `\`${origin.text}\` (${kindWord(label)})`,
    }));
}

/** The other sinks of the function that the same values reach, in the order of the text. */
function repeatedAt(offences: readonly Offence[], repeats: Repeats): readonly Step[] {
  const uses = new Set(offences.flatMap((offence) => repeats.get(repeatKey(offence)) ?? []));
  return [...uses].map((use) => ({
    place: placeAt(use.site.caller, use.site.call.span),
    message: `also ${sinkPhrase(use.kind)} \`${calleeName(use)}\``,
  }));
}

export function placeAt(fn: ProjectFunction, span: Span): Place {
  return { path: fn.module.ir.path, span, function: fn.ir.qualifiedName };
}

function stepOf(step: TraceStep): Step {
  return { place: placeAt(step.function, step.span), message: step.message };
}
