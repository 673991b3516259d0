/** Evidence of a taint policy: where each argument of a checked call comes from, and what was done to it on the way. */
import type { Origin, SinkFlow } from '../analyses/taint/taint.ts';
import type { Evidence } from '../findings/finding.ts';
import { namesOf } from '../ir/definitions.ts';
import type { RuleContext } from './contract.ts';
import { offencesOf, placeAt } from './taint-findings.ts';
import type { TaintPolicy } from './taint-policy.ts';
import { calleeName, kindWord } from './taint-words.ts';

const MOST_ORIGINS = 4;

/** One for an argument that is in order ('pass') or not understood ('review'); none where there is a finding. */
export function evidenceOf(flow: SinkFlow, policy: TaintPolicy, context: RuleContext): readonly Evidence[] {
  if (offencesOf(flow, policy, context.models).length > 0) return [];
  const { site } = flow.use;
  const isKnown = flow.origins.length > 0 && flow.origins.every(isUnderstood);
  return [
    {
      rule: context.rule.id,
      kind: isKnown ? 'pass' : 'review',
      message: `\`${calledName(flow)}\`: ${argumentName(flow)} ${originsText(flow.origins)}`,
      place: placeAt(site.caller, site.call.span),
      related: [],
    },
  ];
}

function isUnderstood(origin: Origin): boolean {
  return origin.labels.length > 0 || origin.removed.length > 0 || origin.kind === 'object';
}

/** For a call that names its method by a constant, that name. */
function calledName(flow: SinkFlow): string {
  const { callee } = flow.use;
  return callee.includes('.') && !callee.startsWith('builtins.') ? shortPath(callee) : calleeName(flow.use);
}

/** The last two parts of a path. */
function shortPath(path: string): string {
  return path.split('.').slice(-2).join('.');
}

function argumentName({ use, argument }: SinkFlow): string {
  if (argument.name !== null) return argument.name;
  const [name] = namesOf(use.site.caller.ir, argument.value);
  if (name !== undefined) return name;
  return argument.position === null ? 'its arguments' : `argument ${argument.position + 1}`;
}

function originsText(origins: readonly Origin[]): string {
  if (origins.length === 0) return 'has no origin that was found';
  const texts = [...new Set(origins.map(originText))].sort();
  const shown = texts.slice(0, MOST_ORIGINS).join('; ');
  return `from ${shown}${texts.length > MOST_ORIGINS ? `; and ${texts.length - MOST_ORIGINS} more` : ''}`;
}

function originText(origin: Origin): string {
  const kinds = origin.labels.filter((label) => label.startsWith('origin:')).map(kindWord);
  const removed = origin.removed.map(({ label, by }) => `${kindWord(label)}, but passed ${by}`);
  const words = [...kinds, ...removed];
  const kind = words.length > 0 ? words.join(', ') : 'not known';
  return `${origin.text}${origin.isDerived ? ' (through an unknown call)' : ''}, ${kind}`;
}
